package dev.heddle.bench.report;

import java.util.List;

/**
 * One thing that the choice can be made by.
 *
 * @param name in a reader's words
 * @param scenario where it is measured
 * @param metric by which
 * @param point how the names of its points begin; empty means all of the scenario's
 */
record DecisionDriver(String name, String scenario, String metric, String point) {
    /** In the order in which they decide: what users feel before what it costs, what it costs before how it fails. */
    static final List<DecisionDriver> ORDER = List.of(
            new DecisionDriver(
                    "the highest rate that keeps the objective", "capacity", Metric.MAX_REQUESTS_PER_SECOND, ""),
            new DecisionDriver("p99 response time at the same rate", "latency", Metric.LATENCY_P99_MS, "rate="),
            new DecisionDriver("throughput in closed loop", "throughput", Metric.REQUESTS_PER_SECOND, ""),
            new DecisionDriver("CPU time a request", "throughput", Metric.CPU_US_PER_REQUEST, ""),
            new DecisionDriver("memory a connection", "memory", Metric.BYTES_PER_CONNECTION, ""),
            new DecisionDriver("time to recover from a brownout", "brownout", Metric.RECOVERY_SECONDS, ""),
            new DecisionDriver(
                    "p99 of everyone else beside heavy requests", "interference", Metric.LATENCY_P99_MS, ""));

    boolean covers(String otherScenario, String otherMetric, String otherPoint) {
        return otherScenario.equals(scenario) && otherMetric.equals(metric) && otherPoint.startsWith(point);
    }

    boolean covers(SummaryRow row) {
        return covers(row.scenario(), row.metric(), row.point());
    }

    boolean covers(Comparison comparison) {
        return covers(comparison.scenario(), comparison.metric(), comparison.point());
    }
}
