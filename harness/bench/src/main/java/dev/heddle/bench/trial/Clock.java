package dev.heddle.bench.trial;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** The machine's clocks. Durations come from the monotonic one; where the other parts from it, it was set, or the machine slept. */
public interface Clock {
    /** The wall clock's time. */
    Instant now();

    /** The monotonic clock, in nanoseconds from anywhere. */
    long nanos();

    /** Waits. */
    void sleep(Duration duration);

    /** The clocks of this machine. */
    static Clock system() {
        return new Clock() {
            @Override
            public Instant now() {
                return Instant.now();
            }

            @Override
            public long nanos() {
                return System.nanoTime();
            }

            @Override
            public void sleep(Duration duration) {
                try {
                    TimeUnit.NANOSECONDS.sleep(duration.toNanos());
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        };
    }
}
