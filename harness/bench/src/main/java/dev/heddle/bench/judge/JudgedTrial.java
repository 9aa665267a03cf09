package dev.heddle.bench.judge;

import dev.heddle.bench.journal.ScenarioName;
import dev.heddle.bench.journal.Trial;
import dev.heddle.bench.journal.WarmUp;
import java.util.List;

/**
 * A judged trial is a recorded trial with what the rules of today say of its points.
 *
 * @param recorded what is on disk
 * @param points its points in the order visited
 */
public record JudgedTrial(Trial recorded, List<JudgedPoint> points) {
    public JudgedTrial {
        points = List.copyOf(points);
    }

    /** Returns the trial's id. It is unique in the run, and is the name of the trial's folder under {@code trials/}. */
    public String id() {
        return recorded.id();
    }

    /** Returns which interleaved block it was part of, from 0. */
    public int block() {
        return recorded.block();
    }

    /** Returns the name of the contestant that was measured. */
    public String contestant() {
        return recorded.contestant();
    }

    /** Returns the scenario that was measured. */
    public ScenarioName scenario() {
        return ScenarioName.of(recorded.scenario());
    }

    /** Returns when it started, as ISO 8601 in UTC. */
    public String started() {
        return recorded.started();
    }

    /** Returns how long it took, in seconds. */
    public double seconds() {
        return recorded.seconds();
    }

    /** Returns what the warm-up of each of its processes did. The list is empty where there was no warm-up. */
    public List<WarmUp> warmups() {
        return recorded.warmups();
    }
}
