package dev.heddle.blocking;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Deque;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.apache.hc.core5.http.HttpException;

/**
 * Calls the RPC service in blocking style, the same for platform and virtual threads. A call runs on the thread that asks,
 * without a hand-off to any other. Decision 0001 says why it is built on HttpCore.
 *
 * <p>Connections are opened when needed and kept alive. The one used last is reused first, so that a few stay warm instead of all
 * being lukewarm. Nothing waits for a connection: there are as many as calls in flight.
 */
final class RpcClient implements AutoCloseable {
    private static final Duration LONGEST_PROBE = Duration.ofSeconds(1);
    private static final int NO_TIMEOUT = 0;

    private final InetSocketAddress address;
    private final String authority;
    private final String basePath;
    private final int maxConnections;
    private final Duration timeout;
    private final Set<RpcConnection> open = ConcurrentHashMap.newKeySet();
    private final Deque<RpcConnection> idle = new ConcurrentLinkedDeque<>();
    private final Deadlines deadlines;
    private volatile boolean closed;

    /**
     * @param base where the service is, {@code http://host:port}
     * @param maxConnections the most connections that are kept. It is no queue: if more calls than that are in flight, the
     *     connections beyond it are closed after use. A number sized from {@code HEDDLE_MAX_IN_FLIGHT} never sees that for long
     * @param timeout the longest that the readiness probe waits, from a millisecond to a second
     * @param deadlines ends the calls that take too long; this client does not close it
     */
    RpcClient(URI base, int maxConnections, Duration timeout, Deadlines deadlines) {
        if (maxConnections < 1) {
            throw new IllegalArgumentException("maxConnections is " + maxConnections + "; it must be 1 or more");
        }
        this.address = new InetSocketAddress(base.getHost(), base.getPort());
        this.authority = base.getRawAuthority();
        this.basePath = base.getRawPath();
        this.maxConnections = maxConnections;
        this.timeout = timeout.compareTo(LONGEST_PROBE) < 0 ? timeout : LONGEST_PROBE;
        this.deadlines = deadlines;
    }

    /**
     * Returns a call of {@code GET {base}/rpc/s{service}/{id}} that is not yet made.
     *
     * @param deadlineNanos when the caller gives up, on {@link System#nanoTime}'s clock
     */
    RpcCall prepare(int service, long id, long deadlineNanos) {
        return new RpcCall(this, service, basePath + "/rpc/s" + service + "/" + id, deadlineNanos);
    }

    /** Returns whether the service answers {@code GET {base}/ready} with 200 in time. It asks on a connection of its own. */
    boolean ready() {
        try (RpcConnection probe = new RpcConnection()) {
            probe.get(address, authority, basePath + "/ready", (int) timeout.toMillis());
            return true;
        } catch (IOException | HttpException e) {
            return false;
        }
    }

    byte[] get(RpcConnection connection, String path) throws IOException, HttpException {
        return connection.get(address, authority, path, NO_TIMEOUT);
    }

    /** Returns the idle connection that was used last, or a fresh one. */
    RpcConnection lease() throws IOException {
        RpcConnection connection = idle.pollFirst();
        return connection == null ? open() : connection;
    }

    /** Returns a fresh connection, which connects when it is first used. */
    RpcConnection open() throws IOException {
        RpcConnection connection = new RpcConnection();
        open.add(connection);
        deadlines.add(connection);
        if (closed) {
            discard(connection);
            throw new IOException("the RPC client is closed");
        }
        return connection;
    }

    /** Takes back a connection whose reply was read whole. */
    void release(RpcConnection connection) {
        if (!connection.reusable() || open.size() > maxConnections) {
            discard(connection);
            return;
        }
        idle.addFirst(connection);
        if (closed) {
            // The client was closed between the last look and now.
            discardIdle();
        }
    }

    /** Closes a connection that nobody can tell what it would deliver next. */
    void discard(RpcConnection connection) {
        open.remove(connection);
        deadlines.remove(connection);
        connection.abort();
    }

    private void discardIdle() {
        for (RpcConnection next = idle.pollFirst(); next != null; next = idle.pollFirst()) {
            discard(next);
        }
    }

    /** Ends what is under way, and closes every connection. */
    @Override
    public void close() {
        closed = true;
        discardIdle();
        open.forEach(this::discard);
    }
}
