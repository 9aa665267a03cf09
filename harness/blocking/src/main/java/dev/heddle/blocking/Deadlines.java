package dev.heddle.blocking;

import java.time.Duration;
import java.util.Set;

/**
 * Ends the calls whose deadline has passed, at most {@link #EVERY} late: one thread looks over the open connections, and a
 * deadline costs the call nothing but a reference.
 *
 * <p>A socket timeout would do the same, and is what one would write. But on a virtual thread every read with a timeout
 * sets a timer and wakes the thread that keeps them, and on a platform thread it is three system calls in place of one;
 * decision 0001 has what that costs. And a timeout a read is no deadline: an answer that drips in byte by byte outlives it.
 */
final class Deadlines implements AutoCloseable {
    private static final Duration EVERY = Duration.ofMillis(10);

    private final Set<RpcConnection> connections;
    private final Thread thread;

    /** Keeps the deadlines of whatever these connections serve; the set may change at any time. */
    Deadlines(Set<RpcConnection> connections) {
        this.connections = connections;
        this.thread = Thread.ofPlatform().daemon().name("rpc-deadlines").unstarted(this::keep);
    }

    void start() {
        thread.start();
    }

    private void keep() {
        try {
            while (true) {
                Thread.sleep(EVERY);
                long now = System.nanoTime();
                for (RpcConnection connection : connections) {
                    RpcCall call = connection.call();
                    if (call != null) {
                        call.endIfLate(now);
                    }
                }
            }
        } catch (InterruptedException e) {
            // Closed.
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
