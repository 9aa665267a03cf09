package dev.heddle.bench.analysis;

import dev.heddle.bench.journal.Metric;
import dev.heddle.bench.journal.ScenarioName;
import java.util.Collection;
import java.util.List;

/** Asks how long everyone else waits while some requests are heavy. */
record InterferenceInquiry() implements Inquiry {
    private static final String UNDISTURBED = "none";
    private static final String COMPUTING = "cpu";
    private static final String BLOCKING = "block";

    @Override
    public ScenarioName scenario() {
        return ScenarioName.Known.INTERFERENCE;
    }

    @Override
    public Metric headline(Collection<Metric> measured) {
        return Metric.LATENCY_P99_MS;
    }

    @Override
    public List<Question> questions() {
        return List.of(
                new Question(
                        11,
                        "p99 beside CPU-heavy requests",
                        scenario(),
                        Metric.LATENCY_P99_MS,
                        Points.beginning(COMPUTING)),
                new Question(
                        12,
                        "p99 beside requests that block",
                        scenario(),
                        Metric.LATENCY_P99_MS,
                        Points.beginning(BLOCKING)));
    }

    /** Leaves out the undisturbed point, since no request there is beside a heavy one. */
    @Override
    public List<DecisionDriver> drivers() {
        return List.of(new DecisionDriver(
                7,
                "p99 of everyone else beside heavy requests",
                scenario(),
                Metric.LATENCY_P99_MS,
                Points.beginning(COMPUTING, BLOCKING)));
    }

    @Override
    public List<String> pointNames() {
        return List.of(UNDISTURBED, COMPUTING, BLOCKING);
    }

    @Override
    public String gap() {
        return "Interference: how long everyone else waits beside requests that compute for long or block.";
    }
}
