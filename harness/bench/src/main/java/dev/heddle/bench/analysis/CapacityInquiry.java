package dev.heddle.bench.analysis;

import dev.heddle.bench.journal.Metric;
import dev.heddle.bench.journal.ScenarioName;
import java.util.Collection;
import java.util.List;

/** Asks for the highest rate that keeps the objective. */
record CapacityInquiry() implements Inquiry {
    @Override
    public ScenarioName scenario() {
        return ScenarioName.Known.CAPACITY;
    }

    @Override
    public Metric headline(Collection<Metric> measured) {
        return Metric.MAX_REQUESTS_PER_SECOND;
    }

    @Override
    public List<Question> questions() {
        return List.of(new Question(1, "capacity", scenario(), Metric.MAX_REQUESTS_PER_SECOND, Points.ALL));
    }

    @Override
    public List<DecisionDriver> drivers() {
        return List.of(new DecisionDriver(
                1,
                "the highest rate that keeps the objective",
                scenario(),
                Metric.MAX_REQUESTS_PER_SECOND,
                Points.ALL));
    }

    @Override
    public String gap() {
        return "Capacity: the highest rate that keeps an objective was not searched for.";
    }
}
