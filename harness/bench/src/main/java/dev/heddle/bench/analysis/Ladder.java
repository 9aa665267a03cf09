package dev.heddle.bench.analysis;

import dev.heddle.bench.journal.Rung;
import dev.heddle.bench.judge.JudgedPoint;
import java.util.List;

/** Says which rungs of a memory ladder are read. */
public final class Ladder {
    /** This names the sum of the layers, which stands among a rung's layers. */
    public static final String TOTAL = "total";

    private Ladder() {}

    /**
     * Returns the rungs that a slope is fitted to. The rungs on the way down are left out, since memory that the JVM has not returned
     * would flatten the slope.
     */
    public static List<Rung> ascending(JudgedPoint point) {
        return point.rungs().stream().filter(rung -> !rung.descending()).toList();
    }
}
