package dev.heddle.bench.analysis;

import java.util.List;

/**
 * Selects some of a scenario's points.
 *
 * @param beginnings how their names begin; none means every point
 */
public record Points(List<String> beginnings) {
    static final Points ALL = new Points(List.of());

    public Points {
        beginnings = List.copyOf(beginnings);
    }

    static Points beginning(String... beginnings) {
        return new Points(List.of(beginnings));
    }

    /** Is true where the point is one of them. */
    public boolean cover(String point) {
        return beginnings.isEmpty() || beginnings.stream().anyMatch(point::startsWith);
    }
}
