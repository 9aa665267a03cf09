package dev.heddle.bench.journal;

import java.util.List;

/**
 * A metric is one quantity of {@code summary.csv}. People and scripts depend on the names.
 *
 * @param name as in {@code summary.csv}
 * @param unit of its values; {@code 1} of a count or share
 * @param label for people, a few words
 * @param meaning a sentence's worth; empty of a metric that Heddle does not know
 * @param scale which values it can have, and so how it is estimated
 * @param higherIsBetter whether more of it is better; less of it is where it is false
 */
public record Metric(String name, String unit, String label, String meaning, Scale scale, boolean higherIsBetter) {

    /** Counts the right answers a second of the measuring window. */
    public static final Metric REQUESTS_PER_SECOND = new Metric(
            "requests_per_second",
            "1/s",
            "Requests/s",
            "right answers a second of the measuring window",
            Scale.NON_NEGATIVE,
            true);

    /** Is the highest rate that keeps the objective. */
    public static final Metric MAX_REQUESTS_PER_SECOND = new Metric(
            "max_requests_per_second",
            "1/s",
            "Capacity",
            "the highest rate that was tried and kept the objective in the point's name; the boundary is above it, by no more than the suite's resolution",
            Scale.POSITIVE,
            true);

    /** Is the CPU time of the contestant's process for each right answer, without its JIT compilers. */
    public static final Metric CPU_US_PER_REQUEST = new Metric(
            "cpu_us_per_request",
            "us",
            "Own CPU a request",
            "CPU time of the contestant's process for each right answer, without that of its JIT compilers",
            Scale.POSITIVE,
            false);

    /** Is all CPU time spent on the contestant's CPUs for each right answer, without its JIT compilers. */
    public static final Metric WHOLE_CPU_US_PER_REQUEST = new Metric(
            "whole_cpu_us_per_request",
            "us",
            "CPU a request",
            "all CPU time spent on the contestant's CPUs for each right answer: its own, and the kernel's there in interrupts and in threads of the kernel; without its JIT compilers, other processes and stolen time; only where the CPUs were its own and the kernel tells their exact idle time",
            Scale.POSITIVE,
            false);

    /** Is the CPU time of the contestant's JIT compilers for each right answer. */
    public static final Metric JIT_CPU_US_PER_REQUEST = new Metric(
            "jit_cpu_us_per_request",
            "us",
            "JIT CPU a request",
            "CPU time of the contestant's JIT compilers for each right answer; a warm one has next to none",
            Scale.NON_NEGATIVE,
            false);

    /** Is the CPU time of PostgreSQL's processes for each query. */
    public static final Metric POSTGRES_CPU_US_PER_QUERY = new Metric(
            "postgres_cpu_us_per_query",
            "us",
            "PostgreSQL CPU a query",
            "CPU time of all processes of PostgreSQL for each query; queries are the same for all, so a difference is the contestant's doing",
            Scale.POSITIVE,
            false);

    /** Is the CPU time of the RPC service for each call. */
    public static final Metric RPC_CPU_US_PER_CALL = new Metric(
            "rpc_cpu_us_per_call",
            "us",
            "RPC CPU a call",
            "CPU time of the RPC service for each call",
            Scale.POSITIVE,
            false);

    /** Is the CPU time of the load engine for each right answer. */
    public static final Metric LOAD_CPU_US_PER_REQUEST = new Metric(
            "load_cpu_us_per_request",
            "us",
            "Load engine CPU a request",
            "CPU time of the load engine for each right answer",
            Scale.POSITIVE,
            false);

    /** Is the 50th percentile of latency. */
    public static final Metric LATENCY_P50_MS =
            new Metric("latency_p50_ms", "ms", "p50", latency("50th"), Scale.POSITIVE, false);

    /** Is the 99th percentile of latency. */
    public static final Metric LATENCY_P99_MS =
            new Metric("latency_p99_ms", "ms", "p99", latency("99th"), Scale.POSITIVE, false);

    /** Is the 99.9th percentile of latency. */
    public static final Metric LATENCY_P999_MS =
            new Metric("latency_p999_ms", "ms", "p99.9", latency("99.9th"), Scale.POSITIVE, false);

    /** Is the latency of the slowest request. */
    public static final Metric LATENCY_MAX_MS =
            new Metric("latency_max_ms", "ms", "Slowest", "the slowest request's latency", Scale.POSITIVE, false);

    /** Counts the context switches of threads that waited, for each right answer. */
    public static final Metric VOLUNTARY_SWITCHES_PER_REQUEST = new Metric(
            "voluntary_switches_per_request",
            "1",
            "Voluntary switches a request",
            "context switches of the contestant's threads that waited, as the kernel counts them, for each right answer",
            Scale.NON_NEGATIVE,
            false);

    /** Counts the context switches of threads that were preempted, for each right answer. */
    public static final Metric INVOLUNTARY_SWITCHES_PER_REQUEST = new Metric(
            "involuntary_switches_per_request",
            "1",
            "Involuntary switches a request",
            "context switches of the contestant's threads that were preempted, for each right answer",
            Scale.NON_NEGATIVE,
            false);

    /** Is the resident memory of the contestant's process at the window's end. */
    public static final Metric RSS_BYTES = new Metric(
            "rss_bytes",
            "B",
            "Resident memory",
            "resident memory of the contestant's process at the window's end; in throughput of one that has had the most users, at every point",
            Scale.POSITIVE,
            false);

    /** Counts the threads of the contestant's process at the window's end. */
    public static final Metric THREADS = new Metric(
            "threads",
            "1",
            "Threads",
            "threads of the contestant's process at the window's end; in throughput of one that has had the most users, at every point",
            Scale.POSITIVE,
            false);

    /** Is the memory that one more connection costs, in all layers. */
    public static final Metric BYTES_PER_CONNECTION = new Metric(
            "bytes_per_connection",
            "B",
            "Memory a connection",
            "what one more connection (idle, or with a request in flight) costs: the slope over the ladder, all layers",
            Scale.POSITIVE,
            false);

    /** Is the time of one hand-off from thread to thread, or from task to task, in isolation. */
    public static final Metric HANDOFF_NS = new Metric(
            "handoff_ns",
            "ns",
            "Hand-off",
            "one hand-off from thread to thread, or task to task, in isolation (JMH)",
            Scale.POSITIVE,
            false);

    /** Is the share of the scheduled requests that had no right answer in time. */
    public static final Metric ERROR_RATIO = new Metric(
            "error_ratio",
            "1",
            "Errors",
            "share of the scheduled requests that had no right answer in time",
            Scale.SHARE,
            false);

    /** Is the time from the end of a disturbance until latency and errors are as before it. */
    public static final Metric RECOVERY_SECONDS = new Metric(
            "recovery_seconds",
            "s",
            "Time to recover",
            "from the end of the disturbance until latency and errors are as before it; of a process that did not recover, all the seconds that it was watched, so that a mean with such a one is a lower bound",
            Scale.NON_NEGATIVE,
            false);

    /** Is the most resident memory of the contestant's process. */
    public static final Metric PEAK_RSS_BYTES = new Metric(
            "peak_rss_bytes",
            "B",
            "Peak memory",
            "most resident memory of the contestant's process",
            Scale.POSITIVE,
            false);

    /** Is the most threads of the contestant's process. */
    public static final Metric PEAK_THREADS = new Metric(
            "peak_threads", "1", "Peak threads", "most threads of the contestant's process", Scale.POSITIVE, false);

    /** Is the 99th percentile of {@code /noop} in the worst second of the disturbance. */
    public static final Metric NOOP_P99_MS = new Metric(
            "noop_p99_ms",
            "ms",
            "/noop p99",
            "99th percentile of /noop, which calls nobody, in the worst second of the disturbance",
            Scale.POSITIVE,
            false);

    /** Is the 99th percentile of {@code /noop} in the worst second before the disturbance. */
    public static final Metric NOOP_P99_BEFORE_MS = new Metric(
            "noop_p99_before_ms",
            "ms",
            "/noop p99 before",
            "99th percentile of /noop in the worst second before the disturbance",
            Scale.POSITIVE,
            false);

    /** These are what a request costs the contestant. What voids one of them voids both. */
    public static final List<Metric> COSTS = List.of(WHOLE_CPU_US_PER_REQUEST, CPU_US_PER_REQUEST);

    /** A connection's memory is split into these layers, from the JVM outwards. */
    public static final List<String> LAYERS = List.of("heap", "stacks", "direct", "metaspace", "kernel", "other");

    /** Holds every metric of today. The layers of a connection's memory follow their total. */
    public static final List<Metric> ALL = List.of(
            REQUESTS_PER_SECOND,
            MAX_REQUESTS_PER_SECOND,
            WHOLE_CPU_US_PER_REQUEST,
            CPU_US_PER_REQUEST,
            JIT_CPU_US_PER_REQUEST,
            POSTGRES_CPU_US_PER_QUERY,
            RPC_CPU_US_PER_CALL,
            LOAD_CPU_US_PER_REQUEST,
            LATENCY_P50_MS,
            LATENCY_P99_MS,
            LATENCY_P999_MS,
            LATENCY_MAX_MS,
            VOLUNTARY_SWITCHES_PER_REQUEST,
            INVOLUNTARY_SWITCHES_PER_REQUEST,
            RSS_BYTES,
            THREADS,
            BYTES_PER_CONNECTION,
            named("heap", "live heap after a full collection"),
            named("stacks", "resident thread stacks"),
            named(
                    "direct",
                    "direct memory as the JVM counts it; what a library takes from malloc by itself is in other"),
            named("metaspace", "metaspace and code"),
            named("kernel", "the kernel's sockets, task structures, kernel stacks and page tables"),
            named("other", "the remainder of resident memory"),
            HANDOFF_NS,
            ERROR_RATIO,
            RECOVERY_SECONDS,
            PEAK_RSS_BYTES,
            PEAK_THREADS,
            NOOP_P99_MS,
            NOOP_P99_BEFORE_MS);

    /**
     * Returns the metric of a name. Heddle may not know the name, if a later Heddle wrote it; the name's ending then tells the
     * unit, and the unit whether it can be below zero.
     */
    public static Metric of(String name) {
        return ALL.stream()
                .filter(metric -> metric.name.equals(name))
                .findFirst()
                .orElseGet(() -> new Metric(name, unitOf(name), name, "", scaleOf(name), false));
    }

    /** Returns the metric of one layer's part of {@link #BYTES_PER_CONNECTION}. */
    public static Metric layer(String layer) {
        return of(BYTES_PER_CONNECTION.name + "." + layer);
    }

    private static Metric named(String layer, String meaning) {
        return new Metric(
                BYTES_PER_CONNECTION.name + "." + layer,
                "B",
                "of it " + layer,
                "that slope's part in " + meaning,
                Scale.SIGNED,
                false);
    }

    private static String latency(String percentile) {
        return percentile
                + " percentile: from the intended start in open loop, from sending in scenario throughput (closed loop)";
    }

    private static String unitOf(String name) {
        if (name.startsWith(BYTES_PER_CONNECTION.name) || name.endsWith("_bytes")) {
            return "B";
        }
        if (name.endsWith("_ms")) {
            return "ms";
        }
        if (name.endsWith("_ns")) {
            return "ns";
        }
        return name.endsWith("_seconds") ? "s" : "1";
    }

    private static Scale scaleOf(String name) {
        boolean part = name.startsWith(BYTES_PER_CONNECTION.name + ".");
        return part || unitOf(name).equals("1") ? Scale.SIGNED : Scale.NON_NEGATIVE;
    }

    @Override
    public String toString() {
        return name;
    }
}
