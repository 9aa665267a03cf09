package dev.heddle.bench.report;

/** The metric names of {@code summary.csv}, which people and scripts depend on, with their units. */
final class Metric {
    static final String REQUESTS_PER_SECOND = "requests_per_second";
    static final String CPU_US_PER_REQUEST = "cpu_us_per_request";
    static final String LATENCY_P50_MS = "latency_p50_ms";
    static final String LATENCY_P99_MS = "latency_p99_ms";
    static final String BYTES_PER_CONNECTION = "bytes_per_connection";
    static final String HANDOFF_NS = "handoff_ns";

    private Metric() {}

    /** The unit a metric is in, by the name's own ending. */
    static String unit(String metric) {
        if (metric.equals(REQUESTS_PER_SECOND)) {
            return "1/s";
        }
        if (metric.startsWith(BYTES_PER_CONNECTION) || metric.endsWith("_bytes")) {
            return "B";
        }
        if (metric.endsWith("_ms")) {
            return "ms";
        }
        if (metric.endsWith("_ns")) {
            return "ns";
        }
        return metric.equals(CPU_US_PER_REQUEST) ? "us" : "1";
    }

    /** The metric that a scenario is about: what its failed points lack, and what the answer compares. */
    static String headline(String scenario) {
        return switch (scenario) {
            case "memory" -> BYTES_PER_CONNECTION;
            case "switching" -> HANDOFF_NS;
            default -> REQUESTS_PER_SECOND;
        };
    }

    static boolean higherIsBetter(String metric) {
        return metric.equals(REQUESTS_PER_SECOND);
    }
}
