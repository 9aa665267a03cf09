package dev.heddle.vertxloop;

import dev.heddle.workload.Problem;
import dev.heddle.workload.ProblemException;
import dev.heddle.workload.RpcJson;
import dev.heddle.workload.RpcReply;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import org.jspecify.annotations.Nullable;

/** Makes one call, which can be cancelled. It runs on its event loop only. */
final class RpcCall {
    private final HttpClient client;
    private final int service;
    private final long id;
    private boolean cancelled;
    private @Nullable HttpClientRequest request;

    RpcCall(HttpClient client, int service, long id) {
        this.client = client;
        this.service = service;
        this.id = id;
    }

    /** Returns the name of the service that it calls. */
    String service() {
        return "s" + service;
    }

    /** Returns the reply, or fails with RPC_FAILED. */
    Future<RpcReply> run() {
        if (cancelled) {
            return Future.failedFuture(new ProblemException(Problem.RPC_FAILED));
        }
        return client.request(HttpMethod.GET, "/rpc/s" + service + "/" + id)
                .compose(this::send)
                .compose(RpcCall::body)
                .map(RpcCall::decode)
                .recover(failure -> Future.failedFuture(new ProblemException(Problem.RPC_FAILED, failure)));
    }

    private Future<HttpClientResponse> send(HttpClientRequest opened) {
        request = opened;
        if (cancelled) {
            opened.reset();
        }
        return opened.send();
    }

    private static Future<Buffer> body(HttpClientResponse response) {
        if (response.statusCode() == 200) {
            return response.body();
        }
        return Future.failedFuture("status " + response.statusCode());
    }

    private static RpcReply decode(Buffer body) {
        byte[] bytes = body.getBytes();
        return RpcJson.decode(bytes, 0, bytes.length);
    }

    /** Ends the call wherever it is. Over HTTP/1.1 that closes its connection. */
    void cancel() {
        cancelled = true;
        if (request != null) {
            request.reset();
        }
    }
}
