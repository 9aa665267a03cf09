package dev.heddle.blocking;

import dev.heddle.workload.Problem;
import dev.heddle.workload.ProblemException;
import dev.heddle.workload.RpcJson;
import dev.heddle.workload.RpcReply;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hc.core5.http.HttpException;
import org.jspecify.annotations.Nullable;

/** Makes one call of the RPC service. The thread that waits for it runs it once; any other thread may end it early. */
final class RpcCall {
    private final RpcClient client;
    private final int service;
    private final String path;
    private final long deadlineNanos;

    /**
     * The connection in use. Whoever takes it out decides what becomes of it: {@link #run()} hands it back, and whoever ends the
     * call closes it. So an end that comes late can't hit the connection's next call.
     */
    private final AtomicReference<@Nullable RpcConnection> current = new AtomicReference<>();

    /** The reason why the call was ended early, or null if it was not. */
    private volatile @Nullable Problem ended;

    RpcCall(RpcClient client, int service, String path, long deadlineNanos) {
        this.client = client;
        this.service = service;
        this.path = path;
        this.deadlineNanos = deadlineNanos;
    }

    /** Returns the name of the service that it calls. */
    String service() {
        return "s" + service;
    }

    /**
     * Makes the call and waits for its reply. If a whole reply was read, the connection is handed back; otherwise it is closed.
     *
     * @throws ProblemException {@link Problem#DEADLINE} if the deadline has passed; {@link Problem#RPC_FAILED} for every
     *     other reason, cancellation among them
     */
    RpcReply run() {
        endIfLate(System.nanoTime());
        try {
            failIfEnded();
            RpcConnection connection = client.lease();
            try {
                return exchange(connection);
            } catch (IOException e) {
                if (!connection.stale() || ended != null) {
                    throw e;
                }
                return exchange(client.open());
            }
        } catch (IOException | HttpException | IllegalArgumentException e) {
            Problem why = ended;
            throw new ProblemException(why == null ? Problem.RPC_FAILED : why, e);
        }
    }

    private RpcReply exchange(RpcConnection connection) throws IOException, HttpException {
        boolean whole = false;
        current.set(connection);
        connection.serve(this);
        try {
            failIfEnded();
            byte[] body = client.get(connection, path);
            RpcReply reply = RpcJson.decode(body, 0, body.length);
            whole = true;
            return reply;
        } finally {
            connection.serve(null);
            boolean ours = current.compareAndSet(connection, null);
            if (whole && ours) {
                client.release(connection);
            } else {
                client.discard(connection);
            }
        }
    }

    private void failIfEnded() throws IOException {
        if (ended != null) {
            throw new IOException("the call was ended before it was sent");
        }
    }

    /**
     * Ends the call, whether it runs, is yet to run or is over. {@link #run()} then ends promptly, and the connection that it was
     * waiting on is closed. Any thread may call this.
     */
    void cancel() {
        end(Problem.RPC_FAILED);
    }

    /** Ends the call if its deadline has passed at this time of {@link System#nanoTime}. Any thread may call this. */
    void endIfLate(long nowNanos) {
        if (nowNanos - deadlineNanos >= 0) {
            end(Problem.DEADLINE);
        }
    }

    private void end(Problem why) {
        if (ended == null) {
            // Two threads may get here together, and both are right about the reason.
            ended = why;
        }
        RpcConnection connection = current.getAndSet(null);
        if (connection != null) {
            connection.abort();
        }
    }
}
