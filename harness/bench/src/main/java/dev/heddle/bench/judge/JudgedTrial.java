package dev.heddle.bench.judge;

import dev.heddle.bench.journal.ScenarioName;
import dev.heddle.bench.journal.Trial;
import dev.heddle.bench.journal.WarmUp;
import java.util.List;

/**
 * A recorded trial with what the rules of today say of its points.
 *
 * @param recorded what is on disk
 * @param points its points in the order visited
 */
public record JudgedTrial(Trial recorded, List<JudgedPoint> points) {
    public JudgedTrial {
        points = List.copyOf(points);
    }

    /** Unique in the run, and the name of its folder under {@code trials/}. */
    public String id() {
        return recorded.id();
    }

    /** Which interleaved block it was part of, from 0. */
    public int block() {
        return recorded.block();
    }

    /** Who was measured. */
    public String contestant() {
        return recorded.contestant();
    }

    /** What was measured. */
    public ScenarioName scenario() {
        return ScenarioName.of(recorded.scenario());
    }

    /** When it started, ISO 8601 in UTC. */
    public String started() {
        return recorded.started();
    }

    /** How long it took. */
    public double seconds() {
        return recorded.seconds();
    }

    /** What the warm-up of each of its processes did; empty where there was none. */
    public List<WarmUp> warmups() {
        return recorded.warmups();
    }
}
