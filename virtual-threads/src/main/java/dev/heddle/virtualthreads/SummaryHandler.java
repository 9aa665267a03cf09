package dev.heddle.virtualthreads;

import dev.heddle.blocking.BlockingSummary;
import dev.heddle.workload.Problem;
import dev.heddle.workload.ProblemException;
import dev.heddle.workload.Route;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * Handles requests: it may block as it likes, since the thread that it blocks is virtual. While that thread waits, nobody reads
 * the client's socket, so a client that has gone is noticed only when the answer is written. The deadline bounds what is done for
 * such a client.
 */
final class SummaryHandler implements Handler {
    private static final Logger LOG = System.getLogger(SummaryHandler.class.getName());

    private final BlockingSummary summary;

    SummaryHandler(BlockingSummary summary) {
        this.summary = summary;
    }

    @Override
    public void handle(ServerRequest request, ServerResponse response) {
        String method = request.prologue().method().text();
        try {
            String path = request.prologue().uriPath().rawPath();
            switch (Route.of(method, path)) {
                case Route.CustomerSummary(long id) ->
                    send(method, response, 200, "application/json", summary.answer(id));
                case Route.Noop() -> response.status(204).send();
                case Route.Ready() -> {
                    if (summary.ready()) {
                        response.status(200).send();
                    } else {
                        send(method, response, Problem.NOT_READY);
                    }
                }
                case Route.Refused(Problem problem) -> send(method, response, problem);
            }
        } catch (ProblemException e) {
            send(method, response, e.problem());
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "request failed", e);
            send(method, response, Problem.INTERNAL);
        }
    }

    private static void send(String method, ServerResponse response, Problem problem) {
        if (problem == Problem.METHOD_NOT_ALLOWED) {
            response.header(HeaderNames.ALLOW, "GET");
        }
        send(method, response, problem.status(), Problem.CONTENT_TYPE, problem.body());
    }

    private static void send(String method, ServerResponse response, int status, String contentType, byte[] body) {
        response.status(Status.create(status));
        response.header(HeaderNames.CONTENT_TYPE, contentType);
        if (method.equals("HEAD")) {
            // Helidon would send the body even for a HEAD request.
            response.header(HeaderNames.CONTENT_LENGTH, Integer.toString(body.length));
            response.send();
        } else {
            response.send(body);
        }
    }
}
