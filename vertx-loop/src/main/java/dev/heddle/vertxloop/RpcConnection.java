package dev.heddle.vertxloop;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;

/**
 * The client's side of one HTTP/1.1 connection to the RPC service. One call at a time uses it, and only its event loop. The
 * protocol is Vert.x's.
 */
class RpcConnection {
    private final HttpClient connection;
    private boolean used;
    private boolean answering;
    private boolean reusable;
    private boolean retired;

    RpcConnection(HttpClient connection) {
        this.connection = connection;
    }

    /** Sends {@code GET path} and returns the whole body of the answer. It fails if there is none, or its status is not 200. */
    Future<Buffer> get(String path) {
        reusable = false;
        answering = false;
        return connection.request(HttpMethod.GET, path).compose(this::send).compose(this::body);
    }

    Future<HttpClientResponse> send(HttpClientRequest request) {
        return request.send();
    }

    private Future<Buffer> body(HttpClientResponse response) {
        answering = true;
        if (response.statusCode() != 200) {
            return Future.failedFuture("status " + response.statusCode());
        }
        return response.body().onSuccess(whole -> {
            used = true;
            reusable = !"close".equalsIgnoreCase(response.getHeader(HttpHeaders.CONNECTION));
        });
    }

    /** Returns whether the last answer was read whole and the service keeps the connection. */
    boolean reusable() {
        return reusable && !retired;
    }

    /**
     * Returns whether this failure may mean that the service closed the connection while it was idle: it had served before, and
     * no head of an answer came. Then it is safe to ask again on a fresh connection.
     */
    boolean stale(Throwable failure) {
        return used && !answering && (failure instanceof HttpClosedException || failure instanceof IOException);
    }

    /** Marks the connection as closed, or as being closed. Returns whether it was not marked before. */
    boolean retire() {
        boolean first = !retired;
        retired = true;
        return first;
    }

    /** Closes at once; a call in progress fails. */
    void abort() {
        connection.close();
    }
}
