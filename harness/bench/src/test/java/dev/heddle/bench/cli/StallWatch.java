package dev.heddle.bench.cli;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Notices when this machine stands still: sleeps a millisecond over and over, and keeps by how much it ever overslept. */
final class StallWatch implements AutoCloseable {
    private final AtomicLong longest = new AtomicLong();
    private final Thread thread = Thread.ofPlatform().daemon().start(this::watch);

    private void watch() {
        try {
            while (true) {
                long asleep = System.nanoTime();
                TimeUnit.MILLISECONDS.sleep(1);
                long late = System.nanoTime() - asleep - TimeUnit.MILLISECONDS.toNanos(1);
                longest.accumulateAndGet(late, Math::max);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The longest stall so far, in milliseconds. */
    long longestMillis() {
        return TimeUnit.NANOSECONDS.toMillis(longest.get());
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
