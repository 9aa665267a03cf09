package dev.heddle.bench.analysis;

import dev.heddle.bench.journal.Metric;
import dev.heddle.bench.journal.ScenarioName;
import java.util.Collection;
import java.util.List;

/** Asks what a connection costs in memory. */
record MemoryInquiry() implements Inquiry {
    @Override
    public ScenarioName scenario() {
        return ScenarioName.Known.MEMORY;
    }

    @Override
    public Metric headline(Collection<Metric> measured) {
        return Metric.BYTES_PER_CONNECTION;
    }

    @Override
    public List<Question> questions() {
        return List.of(
                new Question(
                        6,
                        "memory an idle connection",
                        scenario(),
                        Metric.BYTES_PER_CONNECTION,
                        Points.beginning("idle")),
                new Question(
                        7,
                        "memory a request in flight",
                        scenario(),
                        Metric.BYTES_PER_CONNECTION,
                        Points.beginning("in-flight")));
    }

    @Override
    public List<DecisionDriver> drivers() {
        return List.of(
                new DecisionDriver(5, "memory a connection", scenario(), Metric.BYTES_PER_CONNECTION, Points.ALL));
    }

    @Override
    public String gap() {
        return "Memory a connection.";
    }
}
