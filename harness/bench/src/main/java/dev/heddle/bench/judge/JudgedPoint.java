package dev.heddle.bench.judge;

import dev.heddle.bench.journal.Point;
import dev.heddle.bench.journal.Rung;
import dev.heddle.bench.journal.Sample;
import java.util.List;
import java.util.Map;

/**
 * A judged point is a recorded point with what the rules of today say of it.
 *
 * @param recorded what is on disk
 * @param outcome how it ended
 * @param metrics readings by the metric's name; one that was not taken is absent
 * @param histograms latency distributions of all its windows, by what they time ({@link Point#RESPONSE_TIME}, …), each compressed and in base 64
 * @param series how it went, second by second or probe by probe; empty where time is not the story
 * @param unjudged what no rule could look at, since the record lacks it, a sentence each
 */
public record JudgedPoint(
        Point recorded,
        Outcome outcome,
        Map<String, Double> metrics,
        Map<String, String> histograms,
        List<Sample> series,
        List<String> unjudged) {
    public JudgedPoint {
        series = List.copyOf(series);
        unjudged = List.copyOf(unjudged);
    }

    /** Returns a judged point whose record itself holds all that is to be shown. */
    public static JudgedPoint of(Point recorded, Outcome outcome, List<String> unjudged) {
        return new JudgedPoint(
                recorded, outcome, recorded.metrics(), recorded.histograms(), recorded.series(), unjudged);
    }

    /** Returns the same point with another outcome. */
    JudgedPoint with(Outcome other) {
        return new JudgedPoint(recorded, other, metrics, histograms, series, unjudged);
    }

    /** Returns the point's name, as in {@code summary.csv}. */
    public String point() {
        return recorded.point();
    }

    /** Returns a memory ladder's readings, in the order taken. For any other point the list is empty. */
    public List<Rung> rungs() {
        return recorded.rungs();
    }

    /** Returns what else was read, by name. */
    public Map<String, Double> context() {
        return recorded.context();
    }
}
