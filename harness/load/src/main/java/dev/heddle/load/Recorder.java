package dev.heddle.load;

import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;

/** Records what one event loop sees of a stream. Only that loop uses it until the stream has ended. */
final class Recorder {
    private static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(10);
    private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);

    final Counter counter = new Counter();
    final Histogram responseTime = histogram();
    final Histogram serviceTime = histogram();
    final Histogram lateness = histogram();
    final Histogram punctual = histogram();
    long scheduledInWindow;
    long failedInWindow;
    long answeredInWindow;
    long arrivedInWindow;

    private final int stream;
    private final boolean openLoop;
    private final long windowStart;
    private final long windowEnd;
    private final Consumer<Slice> slices;
    private Counter before = new Counter();
    private Histogram inSecond = inSecond();
    private int second;
    private long secondEnd;
    private long beforeEnd;

    Recorder(int stream, boolean openLoop, long origin, long windowStart, long windowEnd, Consumer<Slice> slices) {
        this.stream = stream;
        this.openLoop = openLoop;
        this.windowStart = windowStart;
        this.windowEnd = windowEnd;
        this.slices = slices;
        this.second = Math.toIntExact(Math.floorDiv(origin - windowStart, SECOND_NANOS));
        this.secondEnd = windowStart + (second + 1) * SECOND_NANOS;
    }

    static Histogram histogram() {
        return new Histogram(1, LONGEST_NANOS, 3);
    }

    private static Histogram inSecond() {
        return new Histogram(1, LONGEST_NANOS, 2);
    }

    boolean openLoop() {
        return openLoop;
    }

    private boolean inWindow(long at) {
        return at >= windowStart && at < windowEnd;
    }

    /** Returns whether no request that was to start before the window's end is still open. */
    boolean windowDone() {
        return beforeEnd == 0;
    }

    void scheduled(long at) {
        counter.scheduled++;
        if (at < windowEnd) {
            beforeEnd++;
        }
        if (inWindow(at)) {
            scheduledInWindow++;
        }
    }

    private void over(long intended) {
        if (intended < windowEnd) {
            beforeEnd--;
        }
    }

    /** The engine takes a request up. It does so late when it is late itself; a wait for a connection comes after this. */
    void takenUp(long intended, long at) {
        if (inWindow(intended)) {
            lateness.recordValue(Math.min(LONGEST_NANOS, at - intended));
        }
    }

    void answered(long intended, long takenUp, long sentAt, long now) {
        counter.answered++;
        over(intended);
        long response = Math.min(LONGEST_NANOS, now - intended);
        inSecond.recordValue(response);
        if (inWindow(now)) {
            arrivedInWindow++;
        }
        if (inWindow(openLoop ? intended : now)) {
            answeredInWindow++;
            responseTime.recordValue(response);
            if (openLoop) {
                serviceTime.recordValue(Math.min(LONGEST_NANOS, now - sentAt));
                punctual.recordValue(Math.min(LONGEST_NANOS, now - takenUp));
            }
        }
    }

    /** A request waited in vain. It shows in the response times too, since timeouts would otherwise make them look better. */
    void timedOut(long intended, long takenUp, long now, String error) {
        counter.timedOut++;
        over(intended);
        counter.error(error);
        if (inWindow(openLoop ? intended : now)) {
            responseTime.recordValue(Math.min(LONGEST_NANOS, now - intended));
            if (openLoop) {
                punctual.recordValue(Math.min(LONGEST_NANOS, now - takenUp));
            }
        }
    }

    void wrong(long intended, String error) {
        counter.wrong++;
        failed(intended, error);
    }

    void refused(long intended, String error) {
        counter.refused++;
        failed(intended, error);
    }

    void unsent(long intended, String error) {
        counter.unsent++;
        failed(intended, error);
    }

    private void failed(long intended, String error) {
        over(intended);
        counter.error(error);
        if (inWindow(intended)) {
            failedInWindow++;
        }
    }

    /** Ends the seconds that have ended by now. */
    void secondsUntil(long now, long backlog) {
        while (now >= secondEnd) {
            endSecond(backlog);
        }
    }

    /** Returns when the second ends. */
    long secondEnd() {
        return secondEnd;
    }

    void endSecond(long backlog) {
        slices.accept(new Slice(
                stream,
                new Second(
                        second,
                        counter.scheduled - before.scheduled,
                        counter.answered - before.answered,
                        counter.wrong - before.wrong,
                        counter.timedOut - before.timedOut,
                        counter.refused - before.refused,
                        counter.unsent - before.unsent,
                        0,
                        0,
                        0,
                        backlog),
                inSecond));
        before = counter.copy();
        inSecond = inSecond();
        second++;
        secondEnd += SECOND_NANOS;
    }
}
