package dev.heddle.load;

import io.netty.channel.ChannelException;
import io.netty.channel.IoEventLoop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Holds one connection to the server, with one request in flight at the most. When it has gone, it can be opened again. Only its
 * event loop uses it.
 */
final class Connection implements Wire.User {
    /** Hears what becomes of a connection and of its requests. The connection's event loop calls it. */
    interface Owner {
        /** The connection is open, and nothing is in flight. */
        void opened(Connection connection);

        /** The connection could not be opened. */
        void unreachable(Connection connection, String why);

        /**
         * An answer has arrived. This comes before it is known whether the answer is right, while the connection is still busy.
         */
        default void arrived(long now) {}

        /** The answer has arrived, right or not; the connection is free for the next request, or has gone. */
        void answered(Connection connection, boolean right, long now);

        /** The connection has gone, and with it the request in flight, if there was one. */
        void closed(Connection connection, boolean withRequest);
    }

    private static final long CONNECT_TIMEOUT_MS = 5_000;
    private static final byte[] NOTHING = {};

    /**
     * The neighbours in the {@link InFlight} list, and whether a queue of free connections has this one. Only the list and the
     * queue use these.
     */
    @Nullable
    Connection before;

    @Nullable
    Connection after;

    boolean queued;

    /** True if the connection never carries a request. */
    boolean idle;

    /** How many attempts and connections have failed since the last right answer. */
    int failures;

    /** The requests that wait for a dedicated connection, by intended start. */
    final WaitingQueue waiting = new WaitingQueue();

    private final IoEventLoop loop;
    private final Transport transport;
    private final InetSocketAddress address;
    private final Owner owner;
    private final Requests requests;
    private final Bodies bodies;
    private final Incoming incoming;
    private final int rightStatus;

    private @Nullable Wire wire;
    private boolean open;
    private boolean busy;
    private int id;
    private long intendedAt;
    private long takenUpAt;
    private long sentAt;
    private int sentBytes;
    private byte[] partial = NOTHING;
    private int partialLength;
    private String lastError = "";

    Connection(
            IoEventLoop loop,
            Transport transport,
            InetSocketAddress address,
            Owner owner,
            Requests requests,
            Bodies bodies,
            Incoming incoming,
            int rightStatus) {
        this.loop = loop;
        this.transport = transport;
        this.address = address;
        this.owner = owner;
        this.requests = requests;
        this.bodies = bodies;
        this.incoming = incoming;
        this.rightStatus = rightStatus;
    }

    /** Returns whether a request can be sent on it. */
    boolean free() {
        return open && !busy;
    }

    boolean open() {
        return open;
    }

    /** Returns when the request in flight, or the last one, was to be sent. */
    long intendedAt() {
        return intendedAt;
    }

    /** Returns when the engine took that request up. */
    long takenUpAt() {
        return takenUpAt;
    }

    /** Returns when that request was sent. */
    long sentAt() {
        return sentAt;
    }

    /** Returns what was wrong with the last answer, or why the connection went. */
    String lastError() {
        return lastError;
    }

    /** Begins to open the connection. */
    void connect() {
        lastError = "";
        Wire attempt;
        try {
            attempt = transport.connect(loop, address, this);
        } catch (ChannelException | UncheckedIOException e) {
            // It failed at once, for example because no descriptor was left. The owner is told later, as of every
            // outcome.
            loop.execute(() -> owner.unreachable(this, String.valueOf(e.getMessage())));
            return;
        }
        wire = attempt;
        loop.schedule(
                () -> {
                    if (wire == attempt && !open) {
                        close();
                        owner.unreachable(this, "no connection within " + CONNECT_TIMEOUT_MS + " ms");
                    }
                },
                CONNECT_TIMEOUT_MS,
                TimeUnit.MILLISECONDS);
    }

    @Override
    public void connected() {
        open = true;
        owner.opened(this);
    }

    @Override
    public void unreachable(String why) {
        wire = null;
        owner.unreachable(this, why);
    }

    /** Sends a request; the times are of {@link System#nanoTime}. */
    void send(long intended, long takenUp, long now) {
        busy = true;
        id = requests.nextId();
        intendedAt = intended;
        takenUpAt = takenUp;
        sentAt = now;
        sentBytes = 0;
        sendRest();
    }

    private void sendRest() {
        Wire to = wire;
        if (to == null) {
            throw new IllegalStateException("not open");
        }
        ByteBuffer request = requests.write(id);
        try {
            sentBytes += to.send(request, sentBytes, request.capacity());
        } catch (IOException e) {
            gone(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void writable() {
        if (busy && sentBytes < requests.write(id).capacity()) {
            sendRest();
        }
    }

    /** Closes the connection and forgets the request in flight; the owner hears nothing. */
    void close() {
        open = false;
        busy = false;
        partialLength = 0;
        partial = NOTHING;
        if (wire != null) {
            wire.close();
            wire = null;
        }
    }

    private void gone(String why) {
        boolean withRequest = busy;
        lastError = why;
        close();
        owner.closed(this, withRequest);
    }

    @Override
    public void readable() {
        Wire from = wire;
        try {
            while (from != null && from == wire) {
                int length = incoming.receive(from);
                if (length < 0) {
                    gone(lastError.isEmpty() ? "the server closed the connection" : lastError);
                } else if (length > 0) {
                    received(length);
                }
                if (length == 0 || (length < incoming.bytes.length && !from.ending())) {
                    return;
                }
            }
        } catch (IOException e) {
            gone(String.valueOf(e.getMessage()));
        }
    }

    private void received(int length) {
        if (!busy) {
            gone("an answer that nobody asked for");
            return;
        }
        if (partialLength == 0) {
            read(incoming.bytes, length);
        } else {
            keep(incoming.bytes, length);
            read(partial, partialLength);
        }
    }

    private void keep(byte[] bytes, int length) {
        if (partial.length < partialLength + length) {
            partial = Arrays.copyOf(partial, Math.max(2 * partial.length, partialLength + length));
        }
        System.arraycopy(bytes, 0, partial, partialLength, length);
        partialLength += length;
    }

    private void read(byte[] bytes, int length) {
        ResponseParser parser = incoming.parser;
        switch (parser.parse(bytes, 0, length)) {
            case INCOMPLETE -> {
                if (partialLength == 0) {
                    keep(bytes, length);
                }
            }
            case MALFORMED -> {
                lastError = "a malformed response";
                answered(false, true);
            }
            case COMPLETE -> {
                boolean right = right(parser, bytes);
                boolean more = parser.end() < length;
                if (more) {
                    lastError = "bytes after the answer";
                }
                answered(right && !more, parser.closes() || more);
            }
        }
    }

    private boolean right(ResponseParser parser, byte[] bytes) {
        if (parser.status() != rightStatus) {
            lastError = "status " + parser.status() + " instead of " + rightStatus + " for id " + id;
            return false;
        }
        if (rightStatus == 200
                && !bodies.right(id, incoming.checksum, bytes, parser.bodyIndex(), parser.bodyLength())) {
            lastError = "another body than before for id " + id;
            return false;
        }
        return true;
    }

    private void answered(boolean right, boolean close) {
        long now = System.nanoTime();
        owner.arrived(now);
        busy = false;
        if (partialLength > 0) {
            partialLength = 0;
            partial = NOTHING;
        }
        if (close) {
            close();
        }
        owner.answered(this, right, now);
    }
}
