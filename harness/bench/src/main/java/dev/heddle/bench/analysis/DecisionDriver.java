package dev.heddle.bench.analysis;

import dev.heddle.bench.journal.Metric;
import dev.heddle.bench.journal.ScenarioName;
import java.util.Comparator;
import java.util.List;

/**
 * A driver is one thing that the choice can be made by.
 *
 * @param place the lower, the earlier it decides: what users feel before what it costs, what it costs before how it fails
 * @param name in a reader's words
 * @param scenario where it is measured
 * @param metric by which
 * @param points at which of the scenario's points
 */
public record DecisionDriver(int place, String name, ScenarioName scenario, Metric metric, Points points) {
    private static final List<DecisionDriver> ORDER = Inquiry.known()
            .flatMap(inquiry -> inquiry.drivers().stream())
            .sorted(Comparator.comparingInt(DecisionDriver::place))
            .toList();

    /**
     * Returns every driver, in the order in which they decide. What a request costs is its own CPU time here; a run may ask for its
     * whole one ({@link DecisionEvidence#drivers}).
     */
    public static List<DecisionDriver> inOrder() {
        return ORDER;
    }

    /** Returns the driver as a run asks it that compares the cost of a request by this metric. */
    DecisionDriver by(Metric cost) {
        return metric.equals(Metric.CPU_US_PER_REQUEST)
                ? new DecisionDriver(place, name, scenario, cost, points)
                : this;
    }

    boolean covers(ScenarioName otherScenario, Metric otherMetric, String otherPoint) {
        return otherScenario.equals(scenario) && otherMetric.equals(metric) && points.cover(otherPoint);
    }

    /** Is true where the row holds one of the driver's values. */
    public boolean covers(SummaryRow row) {
        return covers(row.scenario(), row.metric(), row.point());
    }

    /** Is true where the comparison is one by this driver. */
    public boolean covers(Comparison comparison) {
        return covers(comparison.scenario(), comparison.metric(), comparison.point());
    }
}
