package dev.heddle.load;

import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Computes one event loop's share of the intended starts of an open loop. Each start is computed from the origin and not from the
 * start before it, so nothing drifts: request number N is due when the integral of the rate, a t + (b - a) t² / 2T, has reached
 * N. A Poisson process is the same, with N growing by exponentially distributed steps (time change, Çinlar 1975); the loops'
 * processes are independent. Only its event loop uses it.
 */
final class Schedule {
    static final long NEVER = Long.MAX_VALUE;

    private static final double NANOS = 1e9;

    private final int loops;
    private final double from;
    private final double growth;
    private final @Nullable SplittableRandom random;
    private final long origin;
    private final long end;
    private double number;
    private long taken;
    private long next;

    /**
     * Computes the starts of one of several event loops.
     *
     * @param origin when the rate begins, by {@link System#nanoTime}
     * @param end when a ramp ends; a steady rate goes on
     */
    Schedule(Arrivals arrivals, int loop, int loops, long origin, long end) {
        this.loops = loops;
        this.origin = origin;
        this.end = arrivals instanceof Arrivals.Ramp ? end : NEVER;
        switch (arrivals) {
            case Arrivals.Closed closed -> throw new IllegalArgumentException("a closed loop has no schedule");
            case Arrivals.ConstantRate(double perSecond) -> {
                from = perSecond;
                growth = 0;
                random = null;
            }
            case Arrivals.Poisson(double perSecond, long seed) -> {
                from = perSecond;
                growth = 0;
                random = random(seed, loop);
            }
            case Arrivals.Ramp(double fromPerSecond, double toPerSecond, boolean poisson, long seed) -> {
                from = fromPerSecond;
                growth = (toPerSecond - fromPerSecond) / ((end - origin) / NANOS);
                random = poisson ? random(seed, loop) : null;
            }
        }
        number = random == null ? loop : step(random);
        next = due();
    }

    private static SplittableRandom random(long seed, int loop) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < loop; i++) {
            random = random.split();
        }
        return random;
    }

    /** Returns when the next request is to start, by {@link System#nanoTime}; {@link #NEVER} if there is none. */
    long next() {
        return next;
    }

    /** Returns how many starts have been taken. */
    long taken() {
        return taken;
    }

    /** Goes on to the next start. */
    void take() {
        taken++;
        number += random == null ? loops : step(random);
        next = due();
    }

    private double step(SplittableRandom source) {
        return -Math.log(1 - source.nextDouble()) * loops;
    }

    private long due() {
        double discriminant = from * from + 2 * growth * number;
        // When a rate has fallen to nothing, there are no later requests.
        if (discriminant < 0) {
            return NEVER;
        }
        double denominator = from + Math.sqrt(discriminant);
        double seconds = number == 0 ? 0 : 2 * number / denominator;
        long due = origin + (long) (seconds * NANOS);
        return due < end ? due : NEVER;
    }
}
