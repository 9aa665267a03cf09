package dev.heddle.bench.trial;

import dev.heddle.bench.suite.Heat;
import java.time.Duration;

/** Estimates how long the parts of a trial take, from what trials took. */
final class Estimates {
    static final double START_AND_STOP_SECONDS = 4;
    /** The pause between two bursts, or two points, takes so many seconds. */
    static final double PAUSE_SECONDS = 0.35;
    /**
     * A warm-up mostly takes no longer than this. The bursts of a suite are only its most, and a contestant on one CPU has mostly
     * settled by now.
     */
    private static final double TYPICAL_WARM_UP_SECONDS = 15;

    private Estimates() {}

    static Duration of(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1000));
    }

    /** Returns how many seconds it takes to start a contestant, warm it up and end it. */
    static double process(Duration burst, int bursts) {
        return START_AND_STOP_SECONDS + warmUp(burst, bursts);
    }

    /** Returns how many seconds it takes to warm a contestant up. */
    static double warmUp(Duration burst, int bursts) {
        return Math.min(bursts * (seconds(burst) + PAUSE_SECONDS), TYPICAL_WARM_UP_SECONDS);
    }

    static double process(Heat heat) {
        return process(heat.burst(), heat.bursts());
    }

    static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
