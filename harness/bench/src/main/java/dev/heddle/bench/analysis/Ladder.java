package dev.heddle.bench.analysis;

import dev.heddle.bench.journal.Rung;
import dev.heddle.bench.judge.JudgedPoint;
import java.util.List;

/** A memory ladder's readings. */
public final class Ladder {
    /** The layers' sum, among a rung's layers. */
    public static final String TOTAL = "total";

    private Ladder() {}

    /** The rungs that a slope is fitted to: on the way down, memory that the JVM has not returned would flatten it. */
    public static List<Rung> ascending(JudgedPoint point) {
        return point.rungs().stream().filter(rung -> !rung.descending()).toList();
    }
}
