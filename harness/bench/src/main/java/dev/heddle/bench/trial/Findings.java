package dev.heddle.bench.trial;

import dev.heddle.bench.journal.Point;
import java.util.List;

/** What a process yielded in one scenario, and what its warm-up did, in words. */
record Findings(String scenario, String warmup, List<Point> points) {
    /** Nothing, in any of these points. */
    static Findings failed(String scenario, List<String> points, String error) {
        return new Findings(
                scenario,
                "",
                points.stream().map(name -> Point.failed(name, error)).toList());
    }
}
