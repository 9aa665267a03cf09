package dev.heddle.bench.suite;

import java.time.Duration;

/**
 * Says how JMH measures one hand-off.
 *
 * @param forks fresh processes a benchmark gets
 * @param warmups warm-up iterations
 * @param iterations measured iterations
 * @param time how long each iteration takes
 */
public record SwitchingPlan(int forks, int warmups, int iterations, Duration time) {
    public SwitchingPlan {
        Bounds.require("forks", forks, 1, 100);
        Bounds.require("warmups", warmups, 0, 100);
        Bounds.require("iterations", iterations, 1, 100);
        Bounds.require("time in ms", time.toMillis(), 10, 600_000);
    }
}
