package dev.heddle.bench.analysis;

import dev.heddle.bench.Circle;
import dev.heddle.bench.journal.Metric;
import dev.heddle.bench.journal.ScenarioName;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** What is asked of one scenario's numbers; each scenario has a class of its own, in which all of it stands. */
@Circle(
        "A sealed type names its types, and each of them names questions and drivers, whose order is that of all of them.")
public sealed interface Inquiry
        permits ThroughputInquiry,
                LatencyInquiry,
                CapacityInquiry,
                MemoryInquiry,
                SwitchingInquiry,
                BrownoutInquiry,
                InterferenceInquiry,
                OtherInquiry {
    /** The inquiry into a scenario. */
    static Inquiry of(ScenarioName scenario) {
        return switch (scenario) {
            case ScenarioName.Known.THROUGHPUT -> new ThroughputInquiry();
            case ScenarioName.Known.LATENCY -> new LatencyInquiry();
            case ScenarioName.Known.CAPACITY -> new CapacityInquiry();
            case ScenarioName.Known.MEMORY -> new MemoryInquiry();
            case ScenarioName.Known.SWITCHING -> new SwitchingInquiry();
            case ScenarioName.Known.BROWNOUT -> new BrownoutInquiry();
            case ScenarioName.Known.INTERFERENCE -> new InterferenceInquiry();
            case ScenarioName.Other other -> new OtherInquiry(other);
        };
    }

    /** The inquiries into every scenario that Heddle measures, in the order in which it shows them. */
    static Stream<Inquiry> known() {
        return Arrays.stream(ScenarioName.Known.values()).map(Inquiry::of);
    }

    /** What is inquired into. */
    ScenarioName scenario();

    /**
     * The metric that the scenario is about: what its failed points lack.
     *
     * @param measured the metrics that the run has of it, in the order in which they appear
     */
    Metric headline(Collection<Metric> measured);

    /** What a reader asks. */
    List<Question> questions();

    /** What the choice can be made by. */
    List<DecisionDriver> drivers();

    /**
     * What is shown beside the drivers, and decides nothing.
     *
     * @param measured the metrics that the run has of it, in the order in which they appear
     */
    default List<DecisionDriver> unweighed(Collection<Metric> measured) {
        return List.of();
    }

    /** The names of its points in a reader's order, where no number in them gives one. */
    default List<String> pointNames() {
        return List.of();
    }

    /** Whether less of the metric, or more, is better in itself. */
    default boolean judges(Metric metric) {
        return true;
    }

    /** Whether its load waits for an answer before it asks again. */
    default boolean closedLoop() {
        return false;
    }

    /** What is not known without it, in a sentence or two. */
    String gap();
}
