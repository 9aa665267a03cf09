package dev.heddle.bench.trial;

import dev.heddle.bench.suite.Heat;
import java.time.Duration;

/** About how long the parts of a trial take, from what trials took. */
final class Estimates {
    static final double START_AND_STOP_SECONDS = 4;
    /** The pause between two bursts, or two points. */
    static final double PAUSE_SECONDS = 0.35;
    /** A suite's bursts are the most; a contestant has settled on one CPU by then, mostly. */
    private static final double TYPICAL_WARM_UP_SECONDS = 15;

    private Estimates() {}

    static Duration of(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1000));
    }

    /** To start a contestant, warm it up and end it. */
    static double process(Duration burst, int bursts) {
        return START_AND_STOP_SECONDS + Math.min(bursts * (seconds(burst) + PAUSE_SECONDS), TYPICAL_WARM_UP_SECONDS);
    }

    static double process(Heat heat) {
        return process(heat.burst(), heat.bursts());
    }

    static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
