package dev.heddle.bench.conform;

import dev.heddle.workload.Problem;
import java.util.List;

/** Checks every path and method of the contract, and what is next to them. */
final class Routes {
    private static final List<String> OTHER_METHODS = List.of("POST", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD");

    private Routes() {}

    static void check(Client client, Findings findings) {
        findings.same("GET /ready", "200", "" + client.get("/ready").status());
        HttpAnswer noop = client.get("/noop");
        findings.same("GET /noop", "204, 0 bytes", noop.inShort() + ", " + noop.body().length + " bytes");
        problem(client, findings, "/customers/seven/summary", Problem.BAD_ID);
        problem(client, findings, "/customers/7.0/summary", Problem.BAD_ID);
        problem(client, findings, "/customers/-/summary", Problem.BAD_ID);
        problem(client, findings, "/customers/-7/summary", Problem.NOT_FOUND);
        problem(client, findings, "/customers/0/summary", Problem.NOT_FOUND);
        problem(client, findings, "/customers/999999999/summary", Problem.NOT_FOUND);
        problem(client, findings, "/customers/99999999999999999999/summary", Problem.NOT_FOUND);
        problem(client, findings, "/customers/7", Problem.NOT_FOUND);
        problem(client, findings, "/nowhere", Problem.NOT_FOUND);
        for (String method : OTHER_METHODS) {
            HttpAnswer answer = client.send(method, "/customers/7/summary");
            String allow = answer.header("allow");
            boolean head = method.equals("HEAD");
            // The answer to a HEAD has no body to look into.
            boolean right = head ? answer.status() == 405 : answer.is(Problem.METHOD_NOT_ALLOWED);
            findings.that(
                    method + " /customers/7/summary",
                    (head ? "405" : Findings.inShort(Problem.METHOD_NOT_ALLOWED)) + ", Allow: GET",
                    answer.inShort() + ", " + (allow.isEmpty() ? "no Allow" : "Allow: " + allow),
                    right && allow.contains("GET"));
        }
    }

    private static void problem(Client client, Findings findings, String path, Problem problem) {
        findings.problem("GET " + path, problem, client.get(path));
    }
}
