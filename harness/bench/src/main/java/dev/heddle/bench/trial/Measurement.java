package dev.heddle.bench.trial;

import dev.heddle.bench.journal.Point;
import dev.heddle.bench.journal.Sample;
import dev.heddle.bench.launch.ContestantProcess;
import dev.heddle.bench.launch.LaunchException;
import dev.heddle.bench.meter.ProcessMeter;
import dev.heddle.load.Generator;
import dev.heddle.load.LoadPlan;
import dev.heddle.load.LoadReport;
import dev.heddle.load.Second;
import dev.heddle.load.StreamReport;
import dev.heddle.load.Tally;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/**
 * One window of load on a contestant, metered, or several pooled.
 *
 * @param windows how many
 * @param report what the load engine saw
 * @param responseTime of the first stream, in nanoseconds
 * @param usage what processes used in the window
 * @param end the meter's reading at the window's end
 * @param downstream what the downstreams counted, from the first request to the last
 */
record Measurement(
        int windows,
        LoadReport report,
        Histogram responseTime,
        ProcessMeter.Usage usage,
        ProcessMeter.Reading end,
        Downstream downstream) {

    /** The stream that asks for nothing, beside others. */
    static final String NOOP = "noop";

    static Measurement take(Testbed bed, ContestantProcess contestant, LoadPlan plan)
            throws LaunchException, IOException {
        MeteredWindow window = new MeteredWindow(bed.meter(contestant));
        Downstream before = Downstream.now(bed);
        LoadReport report = bed.load.run(plan, window);
        if (!contestant.alive()) {
            throw contestant.died();
        }
        return of(bed, report, window, before);
    }

    /** Of a plan that has been run. */
    static Measurement of(Testbed bed, LoadReport report, MeteredWindow window, Downstream before)
            throws LaunchException, IOException {
        return new Measurement(
                1,
                report,
                Histograms.decode(report.streams().getFirst().responseTime()),
                window.usage(),
                window.end(),
                Downstream.now(bed).since(before));
    }

    /** The stream that the point is about. */
    StreamReport main() {
        return report.streams().getFirst();
    }

    /** Right answers that arrived, a second, of the first stream: CPU time and switches are counted over the same window. */
    double rate() {
        return main().arrivedInWindow() / (report.windowNanos() / 1e9);
    }

    /** Right answers a second, of all streams that ask for the workload. */
    private double workloadRate() {
        return workload().mapToLong(StreamReport::arrivedInWindow).sum() / (report.windowNanos() / 1e9);
    }

    private java.util.stream.Stream<StreamReport> workload() {
        return report.streams().stream().filter(stream -> !stream.name().equals(NOOP));
    }

    /** Where the requests for the workload went, of all streams. */
    Tally counts() {
        return Pooled.tally(workload().map(StreamReport::counts).toList());
    }

    /** Requests for the workload that got the right answer, of all streams. */
    long answered() {
        return workload().mapToLong(stream -> stream.counts().answered()).sum();
    }

    /** Requests for the workload that did not, of all streams. */
    long errors() {
        return workload().mapToLong(stream -> stream.counts().errors()).sum();
    }

    /** How much of its CPU time the contestant's JIT compilers had, 0 to 1. */
    double jitShare() {
        double all = usage.cpuShare().getOrDefault("contestant", 0.0);
        return all == 0 ? 0 : usage.compilerShare() / all;
    }

    /**
     * The metrics that every point of load has, by the names of {@code summary.csv}.
     *
     * @param patienceMillis what a request counts as that failed: by failing fast nobody gets better percentiles
     */
    Map<String, Double> metrics(long patienceMillis) {
        Map<String, Double> metrics = new HashMap<>();
        double rate = workloadRate();
        metrics.put("requests_per_second", rate());
        metrics.put("rss_bytes", (double) end.residentBytes().getOrDefault("contestant", 0L));
        metrics.put("threads", (double) end.threads());
        if (rate > 0) {
            metrics.put("cpu_us_per_request", usage.cpuShare().getOrDefault("contestant", 0.0) / rate * 1e6);
            metrics.put("voluntary_switches_per_request", usage.voluntary() / (double) answered());
            metrics.put("involuntary_switches_per_request", usage.involuntary() / (double) answered());
            metrics.putAll(Histograms.percentiles(withFailed(patienceMillis)));
        }
        return new TreeMap<>(metrics);
    }

    /** Response times of the first stream, in which a request that failed counts as one that was waited for in vain. */
    Histogram withFailed(long patienceMillis) {
        return Histograms.withFailed(responseTime, main().failedInWindow(), patienceMillis);
    }

    /** What else was read: CPUs used, counts, the generator's health. */
    Map<String, Double> context() throws IOException {
        Map<String, Double> context = new TreeMap<>();
        usage.cpuShare().forEach((group, share) -> context.put("cpus_used_by_" + group, share));
        end.residentBytes().forEach((group, bytes) -> context.put("rss_bytes_of_" + group, (double) bytes));
        context.put("cpus_used_by_jit", usage.compilerShare());
        context.put("load_side_busy", usage.loadBusy());
        context.put("steal_share", usage.noise().steal());
        context.put("throttled_share", usage.noise().throttled());
        if (Double.isFinite(usage.noise().pressure())) {
            context.put("cpu_pressure_share", usage.noise().pressure());
        }
        context.put("foreign_cpus_beside_contestant", Math.max(0, usage.noise().foreignServer()));
        context.put("foreign_cpus_beside_load", Math.max(0, usage.noise().foreignLoad()));
        context.put("query_executing_us", downstream.querySeconds() * 1e6);
        context.put("threads_ended", (double) usage.threadsEnded());
        StreamReport stream = main();
        context.put("scheduled", (double) stream.counts().scheduled());
        context.put("answered", (double) stream.counts().answered());
        context.put("wrong", (double) stream.counts().wrong());
        context.put("timed_out", (double) stream.counts().timedOut());
        context.put("refused", (double) stream.counts().refused());
        context.put("unsent", (double) stream.counts().unsent());
        context.put("rpc_calls", (double) downstream.calls());
        downstream.queries().ifPresent(queries -> context.put("queries", (double) queries));
        if (stream.reconnects() >= 0) {
            context.put("reconnects", (double) stream.reconnects());
        }
        context.put("most_backlog", (double) stream.mostBacklog());
        Generator generator = report.generator();
        if (generator != null) {
            context.put("generator_tick_us", generator.tickNanos() / 1e3);
            context.put("generator_ticks", (double) generator.ticks());
            context.put("generator_late_tick_max_ms", generator.maxTickLatenessNanos() / 1e6);
        }
        if (!stream.lateness().isEmpty()) {
            Histogram lateness = Histograms.decode(stream.lateness());
            context.put("lateness_p50_ms", lateness.getValueAtPercentile(50) / 1e6);
            context.put("lateness_p99_ms", lateness.getValueAtPercentile(99) / 1e6);
            context.put("lateness_p999_ms", lateness.getValueAtPercentile(99.9) / 1e6);
            context.put("lateness_max_ms", lateness.getMaxValue() / 1e6);
        }
        return context;
    }

    /** The latency distributions, by the names of {@link Point}. */
    Map<String, String> histograms() {
        Map<String, String> histograms = new TreeMap<>();
        put(histograms, Point.RESPONSE_TIME, main().responseTime());
        put(histograms, Point.SERVICE_TIME, main().serviceTime());
        put(histograms, Point.LATENESS, main().lateness());
        return histograms;
    }

    private static void put(Map<String, String> histograms, String name, String encoded) {
        if (!encoded.isEmpty()) {
            histograms.put(name, encoded);
        }
    }

    /** The first stream, second by second. */
    List<Sample> series() {
        List<Sample> series = new ArrayList<>();
        for (Second second : main().perSecond()) {
            series.add(new Sample(second.second(), values(second)));
        }
        return series;
    }

    static Map<String, Double> values(Second second) {
        Map<String, Double> values = new TreeMap<>();
        values.put("scheduled", (double) second.scheduled());
        values.put("answered", (double) second.answered());
        values.put("errors", (double) (second.wrong() + second.timedOut() + second.refused() + second.unsent()));
        values.put("backlog", (double) second.backlog());
        if (second.answered() > 0) {
            values.put("response_time_p50_ms", second.p50Nanos() / 1e6);
            values.put("response_time_p99_ms", second.p99Nanos() / 1e6);
            values.put("response_time_max_ms", second.maxNanos() / 1e6);
        }
        return values;
    }
}
