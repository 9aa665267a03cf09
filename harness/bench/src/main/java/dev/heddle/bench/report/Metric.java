package dev.heddle.bench.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The metric names of {@code summary.csv}, which people and scripts depend on, with their units and meanings. */
final class Metric {
    static final String REQUESTS_PER_SECOND = "requests_per_second";
    static final String CPU_US_PER_REQUEST = "cpu_us_per_request";
    static final String LATENCY_P50_MS = "latency_p50_ms";
    static final String LATENCY_P99_MS = "latency_p99_ms";
    static final String LATENCY_P999_MS = "latency_p999_ms";
    static final String VOLUNTARY_SWITCHES_PER_REQUEST = "voluntary_switches_per_request";
    static final String MAX_REQUESTS_PER_SECOND = "max_requests_per_second";
    static final String BYTES_PER_CONNECTION = "bytes_per_connection";
    static final String HANDOFF_NS = "handoff_ns";
    static final String ERROR_RATIO = "error_ratio";
    static final String RECOVERY_SECONDS = "recovery_seconds";

    /** Every metric of today; the layers of a connection's memory follow their total. */
    static final List<Definition> ALL = List.of(
            new Definition(REQUESTS_PER_SECOND, "1/s", "Requests/s", "right answers a second of the measuring window"),
            new Definition(
                    MAX_REQUESTS_PER_SECOND,
                    "1/s",
                    "Capacity",
                    "the highest rate that keeps the objective in the point's name"),
            new Definition(
                    CPU_US_PER_REQUEST,
                    "us",
                    "CPU a request",
                    "CPU time of the contestant's process for each right answer"),
            new Definition(LATENCY_P50_MS, "ms", "p50", latency("50th")),
            new Definition(LATENCY_P99_MS, "ms", "p99", latency("99th")),
            new Definition(LATENCY_P999_MS, "ms", "p99.9", latency("99.9th")),
            new Definition("latency_max_ms", "ms", "Slowest", "the slowest request's latency"),
            new Definition(
                    VOLUNTARY_SWITCHES_PER_REQUEST,
                    "1",
                    "Voluntary switches a request",
                    "context switches of the contestant's threads that waited, as the kernel counts them, for each right answer"),
            new Definition(
                    "involuntary_switches_per_request",
                    "1",
                    "Involuntary switches a request",
                    "context switches of the contestant's threads that were preempted, for each right answer"),
            new Definition(
                    "rss_bytes",
                    "B",
                    "Resident memory",
                    "resident memory of the contestant's process at the window's end; in throughput of one that has had the most users, at every point"),
            new Definition(
                    "threads",
                    "1",
                    "Threads",
                    "threads of the contestant's process at the window's end; in throughput of one that has had the most users, at every point"),
            new Definition(
                    BYTES_PER_CONNECTION,
                    "B",
                    "Memory a connection",
                    "what one more connection (idle, or with a request in flight) costs: the slope over the ladder, all layers"),
            layer("heap", "live heap after a full collection"),
            layer("stacks", "resident thread stacks"),
            layer(
                    "direct",
                    "direct memory as the JVM counts it; what a library takes from malloc by itself is in other"),
            layer("metaspace", "metaspace and code"),
            layer("kernel", "the kernel's sockets, task structures, kernel stacks and page tables"),
            layer("other", "the remainder of resident memory"),
            new Definition(
                    HANDOFF_NS,
                    "ns",
                    "Hand-off",
                    "one hand-off from thread to thread, or task to task, in isolation (JMH)"),
            new Definition(
                    ERROR_RATIO, "1", "Errors", "share of the scheduled requests that had no right answer in time"),
            new Definition(
                    RECOVERY_SECONDS,
                    "s",
                    "Time to recover",
                    "from the end of the disturbance until latency and errors are as before it; of a process that did not recover, all the seconds"
                            + " that it was watched, so that a mean with such a one is a lower bound"),
            new Definition("peak_rss_bytes", "B", "Peak memory", "most resident memory of the contestant's process"),
            new Definition("peak_threads", "1", "Peak threads", "most threads of the contestant's process"),
            new Definition(
                    "noop_p99_ms",
                    "ms",
                    "/noop p99",
                    "99th percentile of /noop, which calls nobody, in the worst second of the disturbance"),
            new Definition(
                    "noop_p99_before_ms",
                    "ms",
                    "/noop p99 before",
                    "99th percentile of /noop in the worst second before the disturbance"));

    private Metric() {}

    /**
     * What a metric's name stands for.
     *
     * @param name as in {@code summary.csv}
     * @param unit of its values; {@code 1} of a count or share
     * @param label for people, a few words
     * @param meaning a sentence's worth
     */
    record Definition(String name, String unit, String label, String meaning) {}

    private static Definition layer(String layer, String meaning) {
        return new Definition(
                BYTES_PER_CONNECTION + "." + layer, "B", "of it " + layer, "that slope's part in " + meaning);
    }

    private static String latency(String percentile) {
        return percentile
                + " percentile: from the intended start in open loop, from sending in scenario throughput (closed loop)";
    }

    /** Null of a name that is not in {@link #ALL}, as a later Heddle's may be. */
    static @Nullable Definition definition(String metric) {
        return ALL.stream()
                .filter(definition -> definition.name().equals(metric))
                .findFirst()
                .orElse(null);
    }

    /** The unit a metric is in: the definition's, else by the name's own ending. */
    static String unit(String metric) {
        Definition definition = definition(metric);
        if (definition != null) {
            return definition.unit();
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
        return metric.endsWith("_seconds") ? "s" : "1";
    }

    /** For people, a few words; a metric without definition is called by its name. */
    static String label(String metric) {
        Definition definition = definition(metric);
        return definition == null ? metric : definition.label();
    }

    /** The metric that a scenario is about: what its failed points lack, and what the answer compares. */
    static String headline(String scenario) {
        return switch (scenario) {
            case "latency", "interference" -> LATENCY_P99_MS;
            case "capacity" -> MAX_REQUESTS_PER_SECOND;
            case "memory" -> BYTES_PER_CONNECTION;
            case "switching" -> HANDOFF_NS;
            case "brownout" -> ERROR_RATIO;
            default -> REQUESTS_PER_SECOND;
        };
    }

    static boolean higherIsBetter(String metric) {
        return metric.equals(REQUESTS_PER_SECOND) || metric.equals(MAX_REQUESTS_PER_SECOND);
    }
}
