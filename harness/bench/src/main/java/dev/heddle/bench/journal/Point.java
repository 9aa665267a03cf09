package dev.heddle.bench.journal;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Holds one point of a trial, as it was measured. The rules say what it is worth when it is read.
 *
 * @param point its name, as in {@code summary.csv}: {@code concurrency=64}, {@code idle}, {@code same-cpu}, …
 * @param error why it could not be measured, in a sentence; null if it was
 * @param metrics readings by metric name, in the metric's unit; a reading that was not taken is absent
 * @param evidence what the rules look at
 * @param rungs a memory ladder's readings, in the order taken; else empty
 * @param context what else was read, by name; not metrics
 * @param series how it went, second by second or probe by probe; empty where time is not the story
 * @param histograms latency distributions of a record of format 1, whose evidence has no windows; else empty
 */
public record Point(
        String point,
        @Nullable String error,
        Map<String, Double> metrics,
        Evidence evidence,
        List<Rung> rungs,
        Map<String, Double> context,
        List<Sample> series,
        Map<String, String> histograms) {

    /** Names the distribution of response times: answered minus intended start. */
    public static final String RESPONSE_TIME = "response_time";
    /** Names the distribution of service times: answered minus sent. */
    public static final String SERVICE_TIME = "service_time";
    /** Names the distribution of the generator's own lateness: sent minus intended start. */
    public static final String LATENESS = "lateness";

    public Point {
        rungs = List.copyOf(rungs);
        series = List.copyOf(series);
    }

    /** Returns a point that could not be measured. */
    public static Point failed(String point, String error) {
        return new Point(point, error, Map.of(), new Evidence.None(), List.of(), Map.of(), List.of(), Map.of());
    }

    /** Returns a point that was measured, and has neither rungs nor a series. */
    public static Point of(String point, Map<String, Double> metrics, Evidence evidence, Map<String, Double> context) {
        return new Point(point, null, metrics, evidence, List.of(), context, List.of(), Map.of());
    }
}
