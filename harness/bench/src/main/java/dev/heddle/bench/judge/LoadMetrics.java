package dev.heddle.bench.judge;

import dev.heddle.bench.journal.Histograms;
import dev.heddle.bench.journal.Metric;
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
            metrics.put(Metric.CPU_US_PER_REQUEST.name(), usage.contestantCpus() / rate * 1e6);
            metrics.put(Metric.VOLUNTARY_SWITCHES_PER_REQUEST.name(), usage.voluntary() / answered);
            metrics.put(Metric.INVOLUNTARY_SWITCHES_PER_REQUEST.name(), usage.involuntary() / answered);
            metrics.putAll(percentiles(window, patienceMillis));
        }
        return metrics;
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
