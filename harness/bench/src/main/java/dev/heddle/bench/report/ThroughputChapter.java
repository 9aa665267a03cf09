package dev.heddle.bench.report;

import dev.heddle.bench.analysis.Analysis;
import dev.heddle.bench.analysis.LatencyEffect;
import dev.heddle.bench.journal.Metric;
import dev.heddle.bench.journal.ScenarioName;
import dev.heddle.bench.judge.History;
import java.util.List;
import java.util.stream.Stream;

/** Reports on throughput, which is measured in a closed loop over a ladder of users. */
record ThroughputChapter() implements Chapter {
    private static final LoadAxis USERS = new LoadAxis("concurrency=", "concurrency (closed-loop users)", true);

    @Override
    public ScenarioName scenario() {
        return ScenarioName.Known.THROUGHPUT;
    }

    @Override
    public String title() {
        return "Throughput and what it costs";
    }

    @Override
    public String method() {
        return "Closed loop: so many users, each of whom waits for an answer before asking again. What they wait is service time: "
                + "it hides what an open loop shows. Rates are compared where the slower one is at its limit: its requests take "
                + "twice as long as with the fewest users.";
    }

    @Override
    public List<String> remarks(Analysis analysis) {
        return Stream.of(
                        analysis.histories().stream().map(History::sentence),
                        analysis.latencyEffects().stream().map(LatencyEffect::sentence),
                        analysis.downstreamCost().stream())
                .flatMap(remarks -> remarks)
                .toList();
    }

    @Override
    public List<Metric> metrics(Analysis analysis) {
        return List.of(
                Metric.REQUESTS_PER_SECOND,
                Metric.WHOLE_CPU_US_PER_REQUEST,
                Metric.CPU_US_PER_REQUEST,
                Metric.JIT_CPU_US_PER_REQUEST,
                Metric.POSTGRES_CPU_US_PER_QUERY,
                Metric.RPC_CPU_US_PER_CALL,
                Metric.LOAD_CPU_US_PER_REQUEST,
                Metric.LATENCY_P99_MS,
                Metric.VOLUNTARY_SWITCHES_PER_REQUEST);
    }

    @Override
    public List<Metric> terminal(Analysis analysis) {
        return List.of(
                Metric.REQUESTS_PER_SECOND,
                Metric.WHOLE_CPU_US_PER_REQUEST,
                Metric.CPU_US_PER_REQUEST,
                Metric.LATENCY_P99_MS);
    }

    @Override
    public void draw(Canvas canvas) {
        canvas.overLoad(USERS, "throughput", "Throughput", Metric.REQUESTS_PER_SECOND, "requests/s");
        canvas.overLoad(USERS, "cpu", "CPU time a request", canvas.cost(), "µs of CPU a request");
        canvas.overLoad(
                USERS,
                "closed-loop-latency-p99",
                "Closed-loop p99 (not open-loop latency)",
                Metric.LATENCY_P99_MS,
                "p99, ms");
        canvas.overLoad(
                USERS,
                "switches",
                "Switches a request, as the kernel counts them",
                Metric.VOLUNTARY_SWITCHES_PER_REQUEST,
                "voluntary switches a request");
    }
}
