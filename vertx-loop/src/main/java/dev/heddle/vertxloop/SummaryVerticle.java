package dev.heddle.vertxloop;

import dev.heddle.workload.Admission;
import dev.heddle.workload.Problem;
import dev.heddle.workload.ProblemException;
import dev.heddle.workload.Route;
import dev.heddle.workload.Settings;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Runs one event loop's server and handles its requests. It never blocks: what it awaits comes back to it as a callback. The news
 * that a client has gone comes in the same way, and ends at once what is done for that client.
 */
final class SummaryVerticle extends VerticleBase {
    private static final Logger LOG = System.getLogger(SummaryVerticle.class.getName());
    private static final long GRACE_SECONDS = 10;
    private static final int IDLE_SECONDS = 600;
    private static final int LONGEST_LINE_BYTES = 16_384;
    private static final ProblemException CLIENT_GONE = new ProblemException(Problem.OVERLOADED);

    private final Settings settings;
    private final Admission admission;
    private final BiFunction<Vertx, Settings, RpcClient> rpc;
    private final int loop;
    private final int loops;
    private @Nullable LoopSummary summary;
    private @Nullable HttpServer server;

    SummaryVerticle(
            Settings settings, Admission admission, BiFunction<Vertx, Settings, RpcClient> rpc, int loop, int loops) {
        this.settings = settings;
        this.admission = admission;
        this.rpc = rpc;
        this.loop = loop;
        this.loops = loops;
    }

    @Override
    public Future<?> start() {
        CustomerQuery query = new CustomerQuery(vertx, settings, loop, loops);
        LoopSummary flow = new LoopSummary(vertx, settings, admission, query, rpc.apply(vertx, settings));
        summary = flow;
        server = vertx.createHttpServer(new HttpServerOptions()
                        .setAcceptBacklog(16_384)
                        .setTcpNoDelay(true)
                        // The default is 4 KB. A longer path is to be found wrong by its route.
                        .setMaxInitialLineLength(LONGEST_LINE_BYTES)
                        // The default is never. With this limit a client that stops half-way is closed in the end, as
                        // the other contestants do.
                        .setIdleTimeout(IDLE_SECONDS))
                .requestHandler(request -> handle(request, flow));
        return server.listen(settings.port(), settings.host());
    }

    @Override
    public Future<?> stop() {
        Future<?> drained =
                server == null ? Future.succeededFuture() : server.shutdown(GRACE_SECONDS, TimeUnit.SECONDS);
        return drained.eventually(() -> summary == null ? Future.succeededFuture() : summary.close());
    }

    private static void handle(HttpServerRequest request, LoopSummary summary) {
        HttpServerResponse response = request.response();
        // A target that is no path (OPTIONS *) has no path to ask for.
        String path = Objects.requireNonNullElse(request.path(), request.uri());
        switch (Route.of(request.method().name(), path)) {
            case Route.CustomerSummary(long id) -> {
                PendingAnswer answer = summary.answer(id);
                response.closeHandler(gone -> answer.end(CLIENT_GONE));
                answer.future()
                        .onSuccess(document -> send(response, 200, "application/json", document))
                        .onFailure(failure -> fail(response, failure));
            }
            case Route.Noop() -> response.setStatusCode(204).end();
            case Route.Ready() ->
                summary.ready().onSuccess(ready -> {
                    if (ready) {
                        response.setStatusCode(200).end();
                    } else {
                        send(response, Problem.NOT_READY);
                    }
                });
            case Route.Refused(Problem problem) -> send(response, problem);
        }
    }

    private static void fail(HttpServerResponse response, Throwable failure) {
        if (response.closed()) {
            return;
        }
        if (failure instanceof ProblemException problem) {
            send(response, problem.problem());
        } else {
            LOG.log(Level.ERROR, "request failed", failure);
            send(response, Problem.INTERNAL);
        }
    }

    private static void send(HttpServerResponse response, Problem problem) {
        if (problem == Problem.METHOD_NOT_ALLOWED) {
            response.putHeader("Allow", "GET");
        }
        send(response, problem.status(), Problem.CONTENT_TYPE, problem.body());
    }

    private static void send(HttpServerResponse response, int status, String contentType, byte[] body) {
        response.setStatusCode(status).putHeader("Content-Type", contentType).end(Buffer.buffer(body));
    }
}
