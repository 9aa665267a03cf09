package dev.heddle.bench.analysis;

import dev.heddle.bench.journal.Metric;
import dev.heddle.bench.journal.ScenarioName;
import java.util.Collection;
import java.util.List;

/**
 * Asks what one hand-off costs in isolation. Across CPUs the models do different work, because a carrier that is awake needs no
 * waking. The question is therefore asked on one CPU.
 */
record SwitchingInquiry() implements Inquiry {
    private static final Points ASKED = Points.beginning("same-cpu");

    @Override
    public ScenarioName scenario() {
        return ScenarioName.Known.SWITCHING;
    }

    @Override
    public Metric headline(Collection<Metric> measured) {
        return Metric.HANDOFF_NS;
    }

    @Override
    public List<Question> questions() {
        return List.of(new Question(8, "hand-off time on one CPU", scenario(), Metric.HANDOFF_NS, ASKED));
    }

    @Override
    public List<DecisionDriver> drivers() {
        return List.of();
    }

    /**
     * Shows the time of a hand-off, but lets it decide nothing. What hand-offs cost a request is already part of its CPU time.
     */
    @Override
    public List<DecisionDriver> unweighed(Collection<Metric> measured) {
        return List.of(new DecisionDriver(1, "time of a hand-off", scenario(), Metric.HANDOFF_NS, ASKED));
    }

    @Override
    public String gap() {
        return "The time of a hand-off.";
    }
}
