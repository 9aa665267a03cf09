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

/** The request handler: it blocks as it likes, since the thread it blocks is virtual. */
final class SummaryHandler implements Handler {
    private static final Logger LOG = System.getLogger(SummaryHandler.class.getName());

    private final BlockingSummary summary;

    SummaryHandler(BlockingSummary summary) {
        this.summary = summary;
    }

    @Override
    public void handle(ServerRequest request, ServerResponse response) {
        try {
            String method = request.prologue().method().text();
            String path = request.prologue().uriPath().rawPath();
            switch (Route.of(method, path)) {
                case Route.CustomerSummary(long id) -> send(response, 200, "application/json", summary.answer(id));
                case Route.Noop() -> response.status(204).send();
                case Route.Ready() -> {
                    if (summary.ready()) {
                        response.status(200).send();
                    } else {
                        send(response, Problem.NOT_READY);
                    }
                }
                case Route.Refused(Problem problem) -> send(response, problem);
            }
        } catch (ProblemException e) {
            send(response, e.problem());
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "request failed", e);
            send(response, Problem.INTERNAL);
        }
    }

    private static void send(ServerResponse response, Problem problem) {
        if (problem == Problem.METHOD_NOT_ALLOWED) {
            response.header(HeaderNames.ALLOW, "GET");
        }
        send(response, problem.status(), Problem.CONTENT_TYPE, problem.body());
    }

    private static void send(ServerResponse response, int status, String contentType, byte[] body) {
        response.status(Status.create(status));
        response.header(HeaderNames.CONTENT_TYPE, contentType);
        response.send(body);
    }
}
