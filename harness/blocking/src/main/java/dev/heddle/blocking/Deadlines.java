package dev.heddle.blocking;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Ends the calls, queries and waits for calls whose deadline has passed, at most {@link #EVERY} late. One thread looks over what
 * is under way, so a deadline costs a call nothing but a reference.
 *
 * <p>A socket timeout would do the same, and is what one would usually write. But on a virtual thread every read with a timeout
 * sets a timer and wakes the thread that keeps the timers, and on a platform thread it takes three system calls instead of one;
 * decision 0001 has what that costs. Besides, a timeout for each read is no deadline: an answer that drips in byte by byte
 * outlives it.
 */
final class Deadlines implements AutoCloseable {
    /** Something that has a deadline, now or from time to time. */
    interface Bounded {
        /** Ends this if its deadline has passed at this time of {@link System#nanoTime}. */
        void endIfLate(long nowNanos);
    }

    private static final Duration EVERY = Duration.ofMillis(10);

    private final Set<Bounded> underWay = ConcurrentHashMap.newKeySet();
    private final Thread thread = Thread.ofPlatform().daemon().name("deadlines").start(this::keep);

    /** Keeps the deadline of this from now on. */
    void add(Bounded bounded) {
        underWay.add(bounded);
    }

    /** Forgets this: it is over. */
    void remove(Bounded bounded) {
        underWay.remove(bounded);
    }

    private void keep() {
        try {
            while (true) {
                Thread.sleep(EVERY);
                long now = System.nanoTime();
                for (Bounded bounded : underWay) {
                    bounded.endIfLate(now);
                }
            }
        } catch (InterruptedException e) {
            // close() interrupted the thread.
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
