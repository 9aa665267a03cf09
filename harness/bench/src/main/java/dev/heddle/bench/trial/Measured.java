package dev.heddle.bench.trial;

import dev.heddle.bench.journal.Point;
import dev.heddle.bench.journal.ScenarioName;
import dev.heddle.bench.journal.WarmUp;
import java.util.List;
import java.util.Map;

/**
 * Holds what a process yielded in one scenario.
 *
 * @param scenario the record's scenario
 * @param warmups what the warm-up of each of its processes did
 * @param points in the order visited
 */
public record Measured(ScenarioName scenario, List<WarmUp> warmups, List<Point> points) {
    public Measured {
        warmups = List.copyOf(warmups);
        points = List.copyOf(points);
    }

    /** Returns what is left of a process that failed as a whole: each point of each of its scenarios, failed. */
    static List<Measured> failed(Map<ScenarioName, List<String>> points, String error) {
        return points.entrySet().stream()
                .map(scenario -> new Measured(
                        scenario.getKey(),
                        List.of(),
                        scenario.getValue().stream()
                                .map(point -> Point.failed(point, error))
                                .toList()))
                .toList();
    }
}
