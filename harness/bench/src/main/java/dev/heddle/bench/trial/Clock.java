package dev.heddle.bench.trial;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * Reads the machine's clocks. Durations come from the monotonic clock. If the wall clock parts from it, somebody set the wall
 * clock, or the machine slept.
 */
public interface Clock {
    /** Returns the wall clock's time. */
    Instant now();

    /** Returns the monotonic clock's time, in nanoseconds from an arbitrary moment. */
    long nanos();

    /** Waits for so long. */
    void sleep(Duration duration);

    /** Returns the clocks of this machine. */
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
