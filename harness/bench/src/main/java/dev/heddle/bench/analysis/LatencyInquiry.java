package dev.heddle.bench.analysis;

import dev.heddle.bench.journal.Metric;
import dev.heddle.bench.journal.ScenarioName;
import java.util.Collection;
import java.util.List;

/** Asks for response times while requests start by the clock. */
record LatencyInquiry() implements Inquiry {
    @Override
    public ScenarioName scenario() {
        return ScenarioName.Known.LATENCY;
    }

    @Override
    public Metric headline(Collection<Metric> measured) {
        return Metric.LATENCY_P99_MS;
    }

    @Override
    public List<Question> questions() {
        return List.of(
                new Question(4, "p99 at equal rates", scenario(), Metric.LATENCY_P99_MS, Points.beginning("rate=")),
                new Question(
                        5,
                        "p99 at equal shares of capacity",
                        scenario(),
                        Metric.LATENCY_P99_MS,
                        Points.beginning("fraction=")));
    }

    /**
     * Leaves out the points at equal shares of capacity. Each contestant has another rate there, and no user chooses a rate in that
     * way.
     */
    @Override
    public List<DecisionDriver> drivers() {
        return List.of(new DecisionDriver(
                2, "p99 response time at the same rate", scenario(), Metric.LATENCY_P99_MS, Points.beginning("rate=")));
    }

    @Override
    public String gap() {
        return "Open-loop latency. Any latency shown here is closed-loop: a slow server slows down its own load, which hides "
                + "the wait that users who don't wait for each other would feel.";
    }
}
