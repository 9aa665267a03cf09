package dev.heddle.load;

import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The clock of an event loop. It looks at what is due when something is, but no more often than once in a tick, so that at high
 * rates several requests share one awakening. A timer wakes it when the loop is idle. When the loop is busy, each answer does, so
 * that a long queue of answers delays no request. Only its event loop uses it, except for what a finished plan reads.
 */
final class Pacer implements Runnable {
    private static final long LONGEST_SLEEP = TimeUnit.MILLISECONDS.toNanos(10);

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long STALL = TimeUnit.MILLISECONDS.toNanos(50);

    long ticks;
    long maxLatenessNanos;

    private final EventLoop loop;
    private final long tickNanos;
    private final List<Share> shares = new ArrayList<>();
    private long windowStart;
    private long windowEnd;
    private long nextLook = Long.MAX_VALUE;
    private boolean running;

    Pacer(EventLoop loop, long tickNanos) {
        this.loop = loop;
        this.tickNanos = tickNanos;
    }

    void add(Share share) {
        shares.add(share);
    }

    void start(long origin, long from, long to) {
        windowStart = from;
        windowEnd = to;
        nextLook = origin;
        running = true;
        sleep(System.nanoTime());
    }

    void stop() {
        running = false;
        nextLook = Long.MAX_VALUE;
    }

    /** Runs when the timer fires. */
    @Override
    public void run() {
        if (running) {
            long now = System.nanoTime();
            // After a stall of our own, answers that came in time may lie unread. They are read before anything is
            // given up.
            boolean punctual = now - nextLook < STALL;
            look(now);
            for (int i = 0; punctual && i < shares.size(); i++) {
                shares.get(i).timeOut(now);
            }
            sleep(now);
        }
    }

    private void sleep(long now) {
        loop.schedule(this, nextLook - now, TimeUnit.NANOSECONDS);
    }

    /** Does what is due. */
    void look(long now) {
        if (now < nextLook) {
            return;
        }
        if (now >= windowStart && now < windowEnd) {
            ticks++;
            maxLatenessNanos = Math.max(maxLatenessNanos, now - nextLook);
        }
        // The next look is counted from when this one was due, so that lateness does not add up. It is set first,
        // since what is done here may end in another look.
        nextLook = Math.max(nextLook + tickNanos, now + tickNanos / 2);
        long due = now + LONGEST_SLEEP;
        for (int i = 0; i < shares.size(); i++) {
            due = Math.min(due, shares.get(i).look(now));
        }
        // Seconds end on time, whatever the tick is.
        long secondEnd = windowStart + (Math.floorDiv(now - windowStart, SECOND) + 1) * SECOND;
        nextLook = Math.min(secondEnd, Math.max(nextLook, due));
    }
}
