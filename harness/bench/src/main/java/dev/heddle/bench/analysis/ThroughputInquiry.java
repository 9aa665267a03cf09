package dev.heddle.bench.analysis;

import dev.heddle.bench.journal.Metric;
import dev.heddle.bench.journal.ScenarioName;
import java.util.Collection;
import java.util.List;

/** Asks how much a contestant does for a number of users, each of whom waits for an answer before asking again. */
record ThroughputInquiry() implements Inquiry {
    /** The workload's own calls. Points under other latencies of the calls say what these change, and decide nothing. */
    private static final Points LADDER = Points.beginning("concurrency=");

    @Override
    public ScenarioName scenario() {
        return ScenarioName.Known.THROUGHPUT;
    }

    @Override
    public Metric headline(Collection<Metric> measured) {
        return Metric.REQUESTS_PER_SECOND;
    }

    @Override
    public List<Question> questions() {
        return List.of(
                new Question(2, "throughput", scenario(), Metric.REQUESTS_PER_SECOND, LADDER),
                new Question(3, "CPU a request", scenario(), Metric.CPU_US_PER_REQUEST, LADDER));
    }

    @Override
    public List<DecisionDriver> drivers() {
        return List.of(
                new DecisionDriver(3, "throughput in closed loop", scenario(), Metric.REQUESTS_PER_SECOND, LADDER),
                new DecisionDriver(4, "CPU time a request", scenario(), Metric.CPU_US_PER_REQUEST, LADDER));
    }

    /**
     * Returns false for context switches, since a switch is neither good nor bad. What it costs is part of the CPU time. The JIT's time is
     * none of a request's cost, and tells only whether the contestant was warm.
     */
    @Override
    public boolean judges(Metric metric) {
        return !metric.equals(Metric.VOLUNTARY_SWITCHES_PER_REQUEST) && !metric.equals(Metric.JIT_CPU_US_PER_REQUEST);
    }

    @Override
    public boolean closedLoop() {
        return true;
    }

    @Override
    public String gap() {
        return "Throughput and CPU time a request.";
    }
}
