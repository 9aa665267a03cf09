package dev.heddle.vertxloop;

import dev.heddle.workload.Settings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import java.util.concurrent.TimeUnit;

/** Calls the RPC service from one event loop, with connections of its own. */
final class RpcClient {
    private static final long READY_SECONDS = 1;

    private final HttpClient client;

    RpcClient(Vertx vertx, Settings settings) {
        HttpClientOptions options = new HttpClientOptions()
                .setDefaultHost(settings.rpc().getHost())
                .setDefaultPort(settings.rpc().getPort())
                .setConnectTimeout(Math.toIntExact(settings.timeout().toMillis()))
                .setTcpNoDelay(true);
        // The default is 5. Loops do not share requests evenly, so each may open all the connections that the
        // experiment needs.
        int most = Math.toIntExact(Math.min(Integer.MAX_VALUE, (long) settings.maxInFlight() * settings.calls()));
        this.client = vertx.httpClientBuilder()
                .with(options)
                .with(new PoolOptions().setHttp1MaxSize(most))
                .build();
    }

    RpcCall prepare(int service, long id) {
        return new RpcCall(client, service, id);
    }

    Future<Boolean> ready() {
        return client.request(HttpMethod.GET, "/ready")
                .compose(HttpClientRequest::send)
                .map(response -> response.statusCode() == 200)
                .timeout(READY_SECONDS, TimeUnit.SECONDS)
                .otherwise(false);
    }

    Future<?> close() {
        return client.close();
    }
}
