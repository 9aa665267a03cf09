package dev.heddle.vertxloop;

import dev.heddle.workload.Settings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import org.jspecify.annotations.Nullable;

/**
 * The client of the control {@code vertx-stock-pool}: Vert.x's own pool hands out the connections. Nothing else differs, so what
 * that pool costs is the difference of the two contestants.
 */
final class StockPoolClient extends RpcClient {
    StockPoolClient(Vertx vertx, Settings settings) {
        super(vertx, settings);
    }

    @Override
    Future<RpcConnection> lease() {
        return Future.succeededFuture(new Exchange(agent));
    }

    @Override
    void release(RpcConnection exchange) {
        // Vert.x's pool took the connection back when the reply ended.
    }

    @Override
    void discard(RpcConnection exchange) {
        exchange.abort();
    }

    /** One exchange, on whichever connection Vert.x's pool has for it. */
    private static final class Exchange extends RpcConnection {
        private @Nullable HttpClientRequest request;
        private boolean aborted;

        Exchange(HttpClient pool) {
            super(pool);
        }

        @Override
        Future<HttpClientResponse> send(HttpClientRequest opened) {
            request = opened;
            if (aborted) {
                opened.reset();
            }
            return super.send(opened);
        }

        /** Resets the request. Over HTTP/1.1 that closes its connection, unless the whole reply is there. */
        @Override
        void abort() {
            aborted = true;
            if (request != null) {
                request.reset();
            }
        }
    }
}
