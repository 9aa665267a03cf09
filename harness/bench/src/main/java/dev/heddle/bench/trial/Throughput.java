package dev.heddle.bench.trial;

import dev.heddle.bench.journal.Outcome;
import dev.heddle.bench.journal.Point;
import dev.heddle.bench.launch.ContestantProcess;
import dev.heddle.bench.launch.LaunchException;
import dev.heddle.bench.launch.RpcProcess;
import dev.heddle.bench.meter.ProcessMeter;
import dev.heddle.bench.suite.Suite;
import dev.heddle.load.Arrivals;
import dev.heddle.load.LoadPlan;
import dev.heddle.load.LoadReport;
import dev.heddle.load.Second;
import dev.heddle.load.StreamReport;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;

/** The closed-loop ladder: requests per second, CPU time a request, switches a request, service times. */
final class Throughput {
    private static final long MORE_PATIENT_THAN_CONTESTANT_MS = 2_000;

    private Throughput() {}

    static String name(int users) {
        return "concurrency=" + users;
    }

    /** One rung. */
    static Point measure(Testbed bed, ContestantProcess contestant, int users, Path folder)
            throws LaunchException, IOException {
        Suite.Throughput plan = bed.suite.scenarios().throughput();
        if (plan == null) {
            throw new IllegalStateException("the suite has no throughput scenario");
        }
        MeteredWindow window = new MeteredWindow(bed.meter(contestant));
        RpcProcess.Counts before = bed.rpc.counts();
        LoadReport whole = bed.load.run(
                LoadPlan.of(
                        bed.summaries(contestant),
                        new Arrivals.Closed(users),
                        plan.settle().toMillis(),
                        plan.measure().toMillis(),
                        bed.suite.workload().timeout().toMillis() + MORE_PATIENT_THAN_CONTESTANT_MS),
                window);
        StreamReport report = whole.only();
        if (!contestant.alive()) {
            throw contestant.died();
        }
        RpcProcess.Counts after = bed.rpc.counts();
        Histogram latency = decode(report.serviceTime());
        writeLog(folder.resolve(name(users) + ".hlog"), latency, whole);
        ProcessMeter.Usage usage = window.usage();
        double rate = report.answeredInWindow() / (whole.windowNanos() / 1e9);
        Outcome outcome = Rules.judge(new Evidence(
                report.counts(),
                after.calls() - before.calls(),
                bed.suite.workload().rpc().calls(),
                users,
                rate,
                latency.getMean() / 1e9,
                usage,
                plan.maxJitShare(),
                bed.launcher.cpus().serverCount()));
        return new Point(
                name(users),
                outcome,
                metrics(rate, latency, usage, window.end()),
                List.of(),
                context(report, usage, window.end()));
    }

    private static Map<String, Double> metrics(
            double rate, Histogram latency, ProcessMeter.Usage usage, ProcessMeter.Reading end) {
        Map<String, Double> metrics = new HashMap<>();
        metrics.put("requests_per_second", rate);
        metrics.put("rss_bytes", (double) end.residentBytes().getOrDefault("contestant", 0L));
        metrics.put("threads", (double) end.threads());
        if (rate > 0) {
            metrics.put("cpu_us_per_request", usage.cpuShare().getOrDefault("contestant", 0.0) / rate * 1e6);
            metrics.put("voluntary_switches_per_request", usage.voluntary() / rate);
            metrics.put("involuntary_switches_per_request", usage.involuntary() / rate);
            metrics.put("latency_p50_ms", latency.getValueAtPercentile(50) / 1e6);
            metrics.put("latency_p99_ms", latency.getValueAtPercentile(99) / 1e6);
            metrics.put("latency_p999_ms", latency.getValueAtPercentile(99.9) / 1e6);
            metrics.put("latency_max_ms", latency.getMaxValue() / 1e6);
        }
        return new TreeMap<>(metrics);
    }

    private static Map<String, Double> context(
            StreamReport report, ProcessMeter.Usage usage, ProcessMeter.Reading end) {
        Map<String, Double> context = new TreeMap<>();
        usage.cpuShare().forEach((group, share) -> context.put("cpus_used_by_" + group, share));
        end.residentBytes().forEach((group, bytes) -> context.put("rss_bytes_of_" + group, (double) bytes));
        context.put("cpus_used_by_jit", usage.compilerShare());
        context.put("load_side_busy", usage.loadBusy());
        context.put("threads_ended", (double) usage.threadsEnded());
        context.put("scheduled", (double) report.counts().scheduled());
        context.put("answered", (double) report.counts().answered());
        context.put("wrong", (double) report.counts().wrong());
        context.put("timed_out", (double) report.counts().timedOut());
        context.put("refused", (double) report.counts().refused());
        context.put("unsent", (double) report.counts().unsent());
        for (Second second : report.perSecond()) {
            if (second.second() >= 0) {
                context.put("answered_in_second_" + (second.second() + 1), (double) second.answered());
            }
        }
        return context;
    }

    private static Histogram decode(String encoded) throws IOException {
        try {
            return Histogram.decodeFromCompressedByteBuffer(
                    ByteBuffer.wrap(Base64.getDecoder().decode(encoded)), 0);
        } catch (DataFormatException e) {
            throw new IOException("the load engine's histogram cannot be read", e);
        }
    }

    private static void writeLog(Path file, Histogram latency, LoadReport report) throws IOException {
        long now = System.currentTimeMillis();
        latency.setEndTimeStamp(now);
        latency.setStartTimeStamp(now - report.windowNanos() / 1_000_000);
        try (PrintStream out = new PrintStream(file.toFile(), StandardCharsets.UTF_8)) {
            HistogramLogWriter log = new HistogramLogWriter(out);
            log.outputLogFormatVersion();
            log.outputComment("[service time in nanoseconds, closed loop, engine " + report.engine() + "]");
            log.outputLegend();
            log.outputIntervalHistogram(latency);
        }
    }
}
