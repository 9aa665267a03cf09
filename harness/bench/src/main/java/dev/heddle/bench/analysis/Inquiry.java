package dev.heddle.bench.analysis;

import dev.heddle.bench.Circle;
import dev.heddle.bench.journal.Metric;
import dev.heddle.bench.journal.ScenarioName;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** Says what is asked of one scenario's numbers. Each scenario has a class of its own that holds all of its questions. */
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
    /** Returns the inquiry into a scenario. */
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

    /** Returns the inquiries into every scenario that Heddle measures, in the order in which it shows them. */
    static Stream<Inquiry> known() {
        return Arrays.stream(ScenarioName.Known.values()).map(Inquiry::of);
    }

    /** Returns the scenario that is inquired into. */
    ScenarioName scenario();

    /**
     * Returns the metric that the scenario is about. A failed point that holds no metric at all is shown as lacking this one.
     *
     * @param measured the metrics that the run has of it, in the order in which they appear
     */
    Metric headline(Collection<Metric> measured);

    /** Returns what a reader asks. */
    List<Question> questions();

    /** Returns what the choice can be made by. */
    List<DecisionDriver> drivers();

    /**
     * Returns what is shown beside the drivers, but decides nothing.
     *
     * @param measured the metrics that the run has of it, in the order in which they appear
     */
    default List<DecisionDriver> unweighed(Collection<Metric> measured) {
        return List.of();
    }

    /** Returns the names of its points in a reader's order. It is needed where no number in the names gives an order. */
    default List<String> pointNames() {
        return List.of();
    }

    /** Is true where less of the metric, or more of it, is better in itself. */
    default boolean judges(Metric metric) {
        return true;
    }

    /** Is true where the scenario's load waits for an answer before it asks again. */
    default boolean closedLoop() {
        return false;
    }

    /** Returns what is not known without the scenario, in a sentence or two. */
    String gap();
}
