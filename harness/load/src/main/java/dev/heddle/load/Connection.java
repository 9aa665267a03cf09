package dev.heddle.load;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import org.jspecify.annotations.Nullable;

/** One connection, one request in flight at the most. Confined to its event loop. */
final class Connection extends ChannelInboundHandlerAdapter {
    /** Who hears what becomes of a connection's requests; called on its event loop. */
    interface Owner {
        /** The connection is open, and nothing is in flight. */
        void opened(Connection connection);

        /** The answer has arrived, right or not; the connection is free for the next request, or about to close. */
        void answered(Connection connection, boolean right, long now);

        /** The connection is gone, with a request in flight or without. */
        void closed(Connection connection);
    }

    private final Owner owner;
    private final Requests requests;
    private final Bodies bodies;
    private final int rightStatus;
    private final ResponseParser parser = new ResponseParser();
    private @Nullable ChannelHandlerContext context;
    private @Nullable ByteBuf partial;
    private boolean busy;
    private boolean timedOut;
    private int id;
    private long sentAt;
    private String lastError = "";

    Connection(Owner owner, Requests requests, Bodies bodies, int rightStatus) {
        this.owner = owner;
        this.requests = requests;
        this.bodies = bodies;
        this.rightStatus = rightStatus;
    }

    boolean busy() {
        return busy;
    }

    /** Whether the connection was closed by {@link #timeOut}. */
    boolean timedOut() {
        return timedOut;
    }

    /** When the request in flight, or the last one, was sent; {@link System#nanoTime}. */
    long sentAt() {
        return sentAt;
    }

    /** What was wrong with the last answer, or why the connection went. */
    String lastError() {
        return lastError;
    }

    void send() {
        ChannelHandlerContext open = context;
        if (open == null) {
            throw new IllegalStateException("not open");
        }
        busy = true;
        id = requests.nextId();
        ByteBuf request = requests.write(id, open.alloc());
        sentAt = System.nanoTime();
        open.writeAndFlush(request, open.voidPromise());
    }

    /** Gives the request in flight up and closes the connection. */
    void timeOut() {
        timedOut = true;
        close();
    }

    void close() {
        if (context != null) {
            context.close();
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext active) {
        context = active;
        owner.opened(this);
    }

    @Override
    public void channelRead(ChannelHandlerContext active, Object message) {
        ByteBuf in = (ByteBuf) message;
        if (partial != null) {
            partial.writeBytes(in);
            in.release();
            in = partial;
            partial = null;
        }
        try {
            if (!busy) {
                lastError = "an answer that nobody asked for";
                active.close();
                return;
            }
            switch (parser.parse(in)) {
                case INCOMPLETE -> partial = in.retain();
                case MALFORMED -> {
                    lastError = "a malformed response";
                    answered(active, false, true);
                }
                case COMPLETE -> {
                    boolean right = right(in);
                    boolean more = parser.end() < in.writerIndex();
                    if (more) {
                        lastError = "bytes after the answer";
                    }
                    answered(active, right && !more, parser.closes() || more);
                }
            }
        } finally {
            in.release();
        }
    }

    private boolean right(ByteBuf in) {
        if (parser.status() != rightStatus) {
            lastError = "status " + parser.status() + " instead of " + rightStatus + " for id " + id;
            return false;
        }
        if (rightStatus == 200 && !bodies.right(id, in, parser.bodyIndex(), parser.bodyLength())) {
            lastError = "another body than before for id " + id;
            return false;
        }
        return true;
    }

    private void answered(ChannelHandlerContext active, boolean right, boolean close) {
        busy = false;
        if (close) {
            context = null;
            active.close();
        }
        owner.answered(this, right, System.nanoTime());
    }

    /** Whether another request can be sent on it. */
    boolean open() {
        return context != null;
    }

    @Override
    public void channelInactive(ChannelHandlerContext inactive) {
        context = null;
        if (partial != null) {
            partial.release();
            partial = null;
        }
        if (lastError.isEmpty()) {
            lastError = "the server closed the connection";
        }
        owner.closed(this);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext active, Throwable cause) {
        lastError = String.valueOf(cause.getMessage());
        active.close();
    }
}
