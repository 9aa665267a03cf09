package dev.heddle.vertxloop;

import dev.heddle.workload.Problem;
import dev.heddle.workload.ProblemException;
import dev.heddle.workload.RpcJson;
import dev.heddle.workload.RpcReply;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/** Makes one call of the RPC service, which can be cancelled. It runs on its event loop only, and once. */
final class RpcCall {
    private final RpcClient client;
    private final int service;
    private final String path;
    private boolean cancelled;

    /** The connection in use. It is forgotten when the call is over, so a late end can't hit the connection's next call. */
    private @Nullable RpcConnection current;

    RpcCall(RpcClient client, int service, String path) {
        this.client = client;
        this.service = service;
        this.path = path;
    }

    /** Returns the name of the service that it calls. */
    String service() {
        return "s" + service;
    }

    /**
     * Returns the reply, or fails with RPC_FAILED. If a whole reply was read, the connection is handed back; otherwise it is
     * closed.
     */
    Future<RpcReply> run() {
        if (cancelled) {
            return Future.failedFuture(new ProblemException(Problem.RPC_FAILED));
        }
        return client.lease()
                .compose(connection -> exchange(connection).recover(failure -> again(connection, failure)))
                .recover(failure -> Future.failedFuture(new ProblemException(Problem.RPC_FAILED, failure)));
    }

    private Future<RpcReply> again(RpcConnection connection, Throwable failure) {
        if (!connection.stale(failure) || cancelled) {
            return Future.failedFuture(failure);
        }
        return client.open().compose(this::exchange);
    }

    private Future<RpcReply> exchange(RpcConnection connection) {
        if (cancelled) {
            client.discard(connection);
            return Future.failedFuture("the call was cancelled before it was sent");
        }
        current = connection;
        return connection.get(path).map(RpcCall::decode).onComplete(reply -> {
            current = null;
            if (reply.succeeded()) {
                client.release(connection);
            } else {
                client.discard(connection);
            }
        });
    }

    private static RpcReply decode(Buffer body) {
        byte[] bytes = body.getBytes();
        return RpcJson.decode(bytes, 0, bytes.length);
    }

    /** Ends the call, whether it runs, is yet to run or is over, and closes the connection that it waits on. */
    void cancel() {
        cancelled = true;
        if (current != null) {
            client.discard(current);
        }
    }
}
