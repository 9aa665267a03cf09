package dev.heddle.bench.journal;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One point of a trial.
 *
 * @param point its name, as in {@code summary.csv}: {@code concurrency=64}, {@code idle}, {@code same-cpu}, …
 * @param outcome how it ended
 * @param metrics readings by metric name, in the metric's unit; a reading that was not taken is absent
 * @param rungs a memory ladder's readings, in the order taken; else empty
 * @param context what else was read while it was measured: CPU shares, counts, lateness; not metrics, but evidence for the
 *     verdict
 * @param histograms latency distributions by what they time ({@code response_time}: from the intended start, {@code service_time}: from
 *     the actual send, {@code lateness}: how late the load engine itself was), each an HdrHistogram of nanoseconds, compressed and in base 64
 * @param series how it went, second by second; empty where time is not the story
 */
public record Point(
        String point,
        Outcome outcome,
        Map<String, Double> metrics,
        List<Rung> rungs,
        Map<String, Double> context,
        Map<String, String> histograms,
        List<Sample> series) {

    /** What time the distribution is of: answered minus intended start. */
    public static final String RESPONSE_TIME = "response_time";
    /** Answered minus sent. */
    public static final String SERVICE_TIME = "service_time";
    /** Sent minus intended start: the generator's own health. */
    public static final String LATENESS = "lateness";

    /** Records of earlier versions have no histograms and no series. */
    public Point(
            String point,
            Outcome outcome,
            Map<String, Double> metrics,
            List<Rung> rungs,
            Map<String, Double> context,
            @Nullable Map<String, String> histograms,
            @Nullable List<Sample> series) {
        this.point = point;
        this.outcome = outcome;
        this.metrics = metrics;
        this.rungs = rungs;
        this.context = context;
        this.histograms = histograms == null ? Map.of() : histograms;
        this.series = series == null ? List.of() : List.copyOf(series);
    }

    /** A point that timed nothing. */
    public Point(
            String point, Outcome outcome, Map<String, Double> metrics, List<Rung> rungs, Map<String, Double> context) {
        this(point, outcome, metrics, rungs, context, Map.of(), List.of());
    }

    /** The same point with another outcome. */
    public Point with(Outcome other) {
        return new Point(point, other, metrics, rungs, context, histograms, series);
    }

    /** A point that could not be measured. */
    public static Point failed(String point, String error) {
        return new Point(point, new Outcome.Failed(error), Map.of(), List.of(), Map.of());
    }
}
