package dev.heddle.bench.journal;

import java.util.List;
import java.util.Map;

/**
 * One point of a trial.
 *
 * @param point its name, as in {@code summary.csv}: {@code concurrency=64}, {@code idle}, {@code same-cpu}, …
 * @param outcome how it ended
 * @param metrics readings by metric name, in the metric's unit; a reading that was not taken is absent
 * @param rungs a memory ladder's readings, in the order taken; else empty
 * @param context what else was read while it was measured: CPU shares, counts, lateness; not metrics, but evidence for the
 *     verdict
 */
public record Point(
        String point, Outcome outcome, Map<String, Double> metrics, List<Rung> rungs, Map<String, Double> context) {

    /** A point that could not be measured. */
    public static Point failed(String point, String error) {
        return new Point(point, new Outcome.Failed(error), Map.of(), List.of(), Map.of());
    }
}
