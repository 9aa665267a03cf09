package dev.heddle.bench.suite;

import java.time.Duration;

/**
 * Says how to search for the highest rate that keeps the objective.
 *
 * @param measure how long each probe of a rate is, 1 s to 1 hour
 * @param resolution how close the search brings the rate that keeps the objective and the rate that breaks it, as a
 *     share, 0.01 to 0.5
 * @param confirm how many further probes either of these two rates must pass, or fail, before it is believed, 1 to 20
 * @param connections connections that carry the load
 * @param forks fresh processes a contestant gets, 1 to 100
 * @param warmup how it gets warm
 */
public record CapacityPlan(Duration measure, double resolution, int confirm, int connections, int forks, Heat warmup) {
    public CapacityPlan {
        Bounds.require("measure in ms", measure.toMillis(), 1_000, 3_600_000);
        if (!(resolution >= 0.01 && resolution <= 0.5)) {
            throw new IllegalArgumentException("resolution is " + resolution + ", which is not between 0.01 and 0.5");
        }
        Bounds.require("confirm", confirm, 1, 20);
        Bounds.require("connections", connections, 1, 100_000);
        Bounds.require("forks", forks, 1, 100);
    }
}
