package dev.heddle.bench.judge;

import dev.heddle.bench.journal.Outcome;
import dev.heddle.bench.journal.Point;
import dev.heddle.bench.journal.Rung;
import dev.heddle.bench.journal.Sample;
import java.util.List;
import java.util.Map;

/**
 * A recorded point with what the rules of today say of it.
 *
 * @param recorded what is on disk
 * @param outcome how it ended
 * @param metrics readings by the metric's name; one that was not taken is absent
 * @param unjudged what no rule could look at, since an older record lacks it, a sentence each
 */
public record JudgedPoint(Point recorded, Outcome outcome, Map<String, Double> metrics, List<String> unjudged) {
    public JudgedPoint {
        unjudged = List.copyOf(unjudged);
    }

    /** The point's name, as in {@code summary.csv}. */
    public String point() {
        return recorded.point();
    }

    /** A memory ladder's readings, in the order taken; else empty. */
    public List<Rung> rungs() {
        return recorded.rungs();
    }

    /** What else was read, by name. */
    public Map<String, Double> context() {
        return recorded.context();
    }

    /** Latency distributions by what they time. */
    public Map<String, String> histograms() {
        return recorded.histograms();
    }

    /** How it went, second by second; empty where time is not the story. */
    public List<Sample> series() {
        return recorded.series();
    }
}
