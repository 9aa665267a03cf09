package dev.heddle.bench.analysis;

import dev.heddle.bench.journal.Metric;
import dev.heddle.bench.journal.ScenarioName;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** Asks what happens when one RPC service slows down for a while. */
record BrownoutInquiry() implements Inquiry {
    private static final Set<Metric> NOT_JUDGED = Set.of(Metric.NOOP_P99_BEFORE_MS, Metric.PEAK_THREADS);

    @Override
    public ScenarioName scenario() {
        return ScenarioName.Known.BROWNOUT;
    }

    @Override
    public Metric headline(Collection<Metric> measured) {
        return Metric.ERROR_RATIO;
    }

    @Override
    public List<Question> questions() {
        return List.of(
                new Question(9, "errors in a brownout", scenario(), Metric.ERROR_RATIO, Points.ALL),
                new Question(10, "recovery from a brownout", scenario(), Metric.RECOVERY_SECONDS, Points.ALL));
    }

    @Override
    public List<DecisionDriver> drivers() {
        return List.of(new DecisionDriver(
                6, "time to recover from a brownout", scenario(), Metric.RECOVERY_SECONDS, Points.ALL));
    }

    /**
     * Returns false for what was measured before the brownout, since that is no part of it, and for the number of threads. Many
     * threads are a model's way of working, not its fault.
     */
    @Override
    public boolean judges(Metric metric) {
        return !NOT_JUDGED.contains(metric);
    }

    @Override
    public String gap() {
        return "A brownout: what errors and waits one slow RPC service makes, and how long they last after it.";
    }
}
