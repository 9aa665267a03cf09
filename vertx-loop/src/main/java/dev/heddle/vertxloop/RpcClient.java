package dev.heddle.vertxloop;

import dev.heddle.workload.Settings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpConnectOptions;
import io.vertx.core.http.PoolOptions;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/**
 * Calls the RPC service from one event loop, with connections of its own. Decision 0003 says why their pool is not Vert.x's.
 *
 * <p>Connections are opened when needed and kept alive. The one used last is reused first, so that a few stay warm instead of all
 * being lukewarm, and to find it costs the same however many are idle. Nothing waits for a connection: there are as many as calls
 * in flight. One event loop uses all of this, so nothing needs a lock.
 */
class RpcClient {
    private static final long READY_SECONDS = 1;

    final HttpClientAgent agent;
    private final String basePath;
    private final int maxConnections;
    private final Deque<RpcConnection> idle = new ArrayDeque<>();
    private int open;
    private boolean closed;

    RpcClient(Vertx vertx, Settings settings) {
        HttpClientOptions options = new HttpClientOptions()
                .setDefaultHost(settings.rpc().getHost())
                .setDefaultPort(settings.rpc().getPort())
                .setConnectTimeout(Math.toIntExact(settings.timeout().toMillis()))
                .setTcpNoDelay(true);
        // Loops do not share requests evenly, so each may keep all the connections that the experiment needs. It is no
        // queue: what is opened beyond it is closed after use.
        this.maxConnections =
                Math.toIntExact(Math.min(Integer.MAX_VALUE, (long) settings.maxInFlight() * settings.calls()));
        this.agent = vertx.httpClientBuilder()
                .with(options)
                // This bounds the agent's own pool, which only the control uses; its default is 5.
                .with(new PoolOptions().setHttp1MaxSize(maxConnections))
                .build();
        this.basePath = settings.rpc().getRawPath();
    }

    /** Returns a call of {@code GET {base}/rpc/s{service}/{id}} that is not yet made. */
    RpcCall prepare(int service, long id) {
        return new RpcCall(this, service, basePath + "/rpc/s" + service + "/" + id);
    }

    /** Returns whether the service answers {@code GET {base}/ready} with 200 in time. It asks on a connection of its own. */
    Future<Boolean> ready() {
        return open().compose(probe -> probe.get(basePath + "/ready")
                        .map(true)
                        .timeout(READY_SECONDS, TimeUnit.SECONDS)
                        .onComplete(asked -> discard(probe)))
                .otherwise(false);
    }

    /** Returns the idle connection that was used last, or a fresh one. */
    Future<RpcConnection> lease() {
        RpcConnection connection = idle.pollFirst();
        return connection == null ? open() : Future.succeededFuture(connection);
    }

    /** Opens a connection. */
    Future<RpcConnection> open() {
        if (closed) {
            return Future.failedFuture("the RPC client is closed");
        }
        open++;
        return agent.connect(new HttpConnectOptions()).onFailure(none -> open--).map(opened -> {
            RpcConnection connection = new RpcConnection(opened);
            opened.closeHandler(gone -> closedByService(connection));
            return connection;
        });
    }

    /** Takes back a connection whose reply was read whole. */
    void release(RpcConnection connection) {
        if (!connection.reusable() || open > maxConnections) {
            discard(connection);
            return;
        }
        idle.addFirst(connection);
    }

    /** Returns how many connections are open and serve no call. */
    int idle() {
        return idle.size();
    }

    /** Closes a connection that nobody can tell what it would deliver next. */
    void discard(RpcConnection connection) {
        if (connection.retire()) {
            open--;
        }
        connection.abort();
    }

    /** Forgets a connection that is closed now, unless it was this client that closed it. */
    private void closedByService(RpcConnection connection) {
        if (connection.retire()) {
            open--;
            // Only this looks through the idle ones, and only when the service closes a connection.
            idle.remove(connection);
        }
    }

    /** Ends what is under way, and closes every connection. */
    Future<?> close() {
        closed = true;
        return agent.close();
    }
}
