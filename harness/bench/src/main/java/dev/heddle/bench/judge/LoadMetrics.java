package dev.heddle.bench.judge;

import dev.heddle.bench.journal.Histograms;
import dev.heddle.bench.journal.Metric;
import dev.heddle.bench.journal.Range;
import dev.heddle.bench.journal.Sample;
import dev.heddle.bench.journal.Usage;
import dev.heddle.bench.journal.Window;
import dev.heddle.load.Second;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Computes what a window of load yields: the metrics that every point of load has, and its course second by second. */
public final class LoadMetrics {
    private LoadMetrics() {}

    /**
     * Returns the metrics, by the names of {@code summary.csv}.
     *
     * @param patienceMillis what a request counts as that failed: by failing fast nobody gets better percentiles
     * @throws IOException if a histogram cannot be read
     */
    public static Map<String, Double> of(Window window, long patienceMillis) throws IOException {
        Map<String, Double> metrics = new TreeMap<>();
        Usage usage = window.usage();
        double rate = window.workloadRate();
        metrics.put(Metric.REQUESTS_PER_SECOND.name(), window.rate());
        metrics.put(Metric.RSS_BYTES.name(), (double) usage.residentBytes().getOrDefault(Usage.CONTESTANT, 0L));
        metrics.put(Metric.THREADS.name(), (double) usage.threads());
        if (rate > 0) {
            double answered = window.answered();
            metrics.putAll(cpu(window));
            metrics.put(Metric.VOLUNTARY_SWITCHES_PER_REQUEST.name(), usage.voluntary() / answered);
            metrics.put(Metric.INVOLUNTARY_SWITCHES_PER_REQUEST.name(), usage.involuntary() / answered);
            metrics.putAll(percentiles(window, patienceMillis));
        }
        return metrics;
    }

    /**
     * Returns what an answer costs in CPU time, by process. The contestant's compilers stand apart: their work is not a request's. The
     * metrics of a recorded point are worked out anew from its windows, so that they mean the same in every run.
     */
    static Map<String, Double> cpu(Window window) {
        Map<String, Double> metrics = new TreeMap<>();
        Usage usage = window.usage();
        double rate = window.workloadRate();
        if (rate <= 0) {
            return metrics;
        }
        put(metrics, Metric.CPU_US_PER_REQUEST, usage.contestantCpus() - usage.compilers(), rate);
        put(metrics, Metric.JIT_CPU_US_PER_REQUEST, usage.compilers(), rate);
        Range whole = usage.occupancy() == null ? null : usage.occupancy().whole();
        if (whole != null) {
            put(metrics, Metric.WHOLE_CPU_US_PER_REQUEST, whole.value() - usage.compilers(), rate);
        }
        // The downstreams count from the first request to the last, and the meters in the window alone. Calls and
        // queries an
        // answer are the same in both.
        double answered = window.answered();
        Long queries = window.downstream().queries();
        put(metrics, Metric.LOAD_CPU_US_PER_REQUEST, cpus(usage, "load"), rate);
        if (queries != null && queries > 0 && answered > 0) {
            put(metrics, Metric.POSTGRES_CPU_US_PER_QUERY, cpus(usage, "postgres"), rate * queries / answered);
        }
        if (window.downstream().calls() > 0 && answered > 0) {
            put(
                    metrics,
                    Metric.RPC_CPU_US_PER_CALL,
                    cpus(usage, "rpc"),
                    rate * window.downstream().calls() / answered);
        }
        return metrics;
    }

    /** A process that was not metered, as another load engine's, used no CPU time that anybody knows of. */
    private static double cpus(Usage usage, String group) {
        return usage.cpus().getOrDefault(group, 0.0);
    }

    private static void put(Map<String, Double> metrics, Metric metric, double cpus, double perSecond) {
        if (cpus > 0 || metric.equals(Metric.JIT_CPU_US_PER_REQUEST)) {
            metrics.put(metric.name(), cpus / perSecond * 1e6);
        }
    }

    /**
     * Returns the percentiles of the first stream's response times. A request that failed counts in them as one that was waited
     * for in vain.
     *
     * @throws IOException if the histogram cannot be read
     */
    public static Map<String, Double> percentiles(Window window, long patienceMillis) throws IOException {
        return Histograms.percentiles(Histograms.withFailed(
                Histograms.decode(window.main().responseTime()), window.main().failedInWindow(), patienceMillis));
    }

    /** Returns the course of the first stream, second by second. */
    public static List<Sample> series(Window window) {
        List<Sample> series = new ArrayList<>();
        for (Second second : window.main().perSecond()) {
            series.add(new Sample(second.second(), values(second)));
        }
        return series;
    }

    /** Returns one second's readings by name. */
    public static Map<String, Double> values(Second second) {
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
