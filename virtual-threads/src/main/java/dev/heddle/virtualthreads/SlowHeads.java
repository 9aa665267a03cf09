package dev.heddle.virtualthreads;

import io.helidon.http.Headers;
import io.helidon.http.HttpPrologue;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.Http1ConnectionListener;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Closes connections whose client begins a head and does not end it in time. Helidon's idle timeout ends a connection only
 * between requests, and a read timeout would cost a timer for every read on a virtual thread.
 */
final class SlowHeads implements Http1ConnectionListener {
    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final Duration EVERY = Duration.ofSeconds(1);

    /** The times when the heads that are being read began, by {@link System#nanoTime}. */
    private final Map<ConnectionContext, Long> begun = new ConcurrentHashMap<>();

    SlowHeads() {
        Thread.ofPlatform().daemon().name("slow-heads").start(this::keep);
    }

    @Override
    public void prologue(ConnectionContext connection, HttpPrologue prologue) {
        begun.put(connection, System.nanoTime());
    }

    @Override
    public void headers(ConnectionContext connection, Headers headers) {
        begun.remove(connection);
    }

    private void keep() {
        try {
            while (true) {
                Thread.sleep(EVERY);
                long now = System.nanoTime();
                begun.forEach((connection, since) -> {
                    if (now - since > LONGEST.toNanos()) {
                        begun.remove(connection);
                        close(connection);
                    }
                });
            }
        } catch (InterruptedException e) {
            // Nobody interrupts this thread; it ends with the process.
        }
    }

    private static void close(ConnectionContext connection) {
        try {
            connection.serverSocket().close();
        } catch (UncheckedIOException e) {
            // Its head was refused, and the connection is closed already.
        }
    }
}
