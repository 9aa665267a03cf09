package dev.heddle.platformthreads;

import dev.heddle.blocking.BlockingSummary;
import dev.heddle.workload.Problem;
import dev.heddle.workload.ProblemException;
import dev.heddle.workload.Route;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Handles requests: each one holds its platform thread from the first byte to the last. While that thread waits, nobody reads the
 * client's socket, so a client that has gone is noticed only when the answer is written. The deadline bounds what is done for
 * such a client.
 */
final class SummaryServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient BlockingSummary summary;

    SummaryServlet(BlockingSummary summary) {
        this.summary = summary;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            switch (Route.of(request.getMethod(), request.getRequestURI())) {
                case Route.CustomerSummary(long id) -> send(response, 200, "application/json", summary.answer(id));
                case Route.Noop() -> response.setStatus(204);
                case Route.Ready() -> {
                    if (summary.ready()) {
                        response.setStatus(200);
                    } else {
                        send(response, Problem.NOT_READY);
                    }
                }
                case Route.Refused(Problem problem) -> send(response, problem);
            }
        } catch (ProblemException e) {
            send(response, e.problem());
        } catch (RuntimeException e) {
            log("request failed", e);
            send(response, Problem.INTERNAL);
        }
    }

    private static void send(HttpServletResponse response, Problem problem) throws IOException {
        if (problem == Problem.METHOD_NOT_ALLOWED) {
            response.setHeader("Allow", "GET");
        }
        send(response, problem.status(), Problem.CONTENT_TYPE, problem.body());
    }

    private static void send(HttpServletResponse response, int status, String contentType, byte[] body)
            throws IOException {
        response.setStatus(status);
        response.setContentType(contentType);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
