package dev.heddle.bench.report;

import java.util.List;

/**
 * What the page says of one scenario.
 *
 * @param title of its section
 * @param method how it was measured, in a sentence or two
 * @param metrics the ones in its table
 */
record Section(String scenario, String title, String method, List<String> metrics) {
    /** In the page's order. */
    static final List<Section> ALL = List.of(
            new Section(
                    "throughput",
                    "Throughput and what it costs",
                    "Closed loop: so many users, each of whom waits for an answer before asking again. What they wait is service time: "
                            + "it hides what an open loop shows. Rates are compared where the slower one is at its limit: its requests take "
                            + "twice as long as with the fewest users.",
                    List.of(
                            Metric.REQUESTS_PER_SECOND,
                            Metric.CPU_US_PER_REQUEST,
                            Metric.LATENCY_P99_MS,
                            Metric.VOLUNTARY_SWITCHES_PER_REQUEST)),
            new Section(
                    "latency",
                    "Latency",
                    "Open loop: requests start by the clock, whether or not earlier ones were answered, and are timed from the intended "
                            + "start. At the same rate for all, and at the same share of each one's own capacity.",
                    List.of(
                            Metric.LATENCY_P50_MS,
                            Metric.LATENCY_P99_MS,
                            Metric.LATENCY_P999_MS,
                            Metric.CPU_US_PER_REQUEST)),
            new Section(
                    "capacity",
                    "Capacity",
                    "Open loop: the highest rate at which the objective is still kept.",
                    List.of(Metric.MAX_REQUESTS_PER_SECOND)),
            new Section(
                    "memory",
                    "Memory a connection",
                    "What one more connection costs: the slope over a ladder, not memory divided by connections.",
                    List.of(Metric.BYTES_PER_CONNECTION)),
            new Section(
                    "switching",
                    "Hand-offs",
                    "One hand-off in isolation (JMH). How many a request makes stands under throughput. Across CPUs a virtual thread's carrier is found "
                            + "awake, so that its number lacks the wake-up that is most of the other two's.",
                    List.of(Metric.HANDOFF_NS)),
            new Section(
                    "brownout",
                    "Brownout",
                    "Open loop, while one RPC service answers many times slower for some seconds.",
                    List.of(
                            Metric.ERROR_RATIO,
                            Metric.RECOVERY_SECONDS,
                            Metric.LATENCY_P99_MS,
                            "noop_p99_before_ms",
                            "noop_p99_ms",
                            "peak_rss_bytes",
                            "peak_threads")),
            new Section(
                    "interference",
                    "Interference",
                    "Some requests are heavy: they compute for long (cpu), or block a thread where they should not (block). What everyone "
                            + "else then waits.",
                    List.of(Metric.LATENCY_P50_MS, Metric.LATENCY_P99_MS, Metric.LATENCY_P999_MS)));

    /** More of it is neither better nor worse in itself. */
    private static final List<String> NOT_JUDGED =
            List.of(Metric.VOLUNTARY_SWITCHES_PER_REQUEST, "noop_p99_before_ms", "peak_threads");

    static boolean judged(String metric) {
        return !NOT_JUDGED.contains(metric);
    }
}
