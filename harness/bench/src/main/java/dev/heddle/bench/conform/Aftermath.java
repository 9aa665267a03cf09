package dev.heddle.bench.conform;

import dev.heddle.bench.launch.LaunchException;
import java.io.IOException;

/** Checks what is left after everything before: a process that lives, answers, hoards nothing and has told nobody its secrets. */
final class Aftermath {
    private Aftermath() {}

    static void check(Subject subject) throws IOException, LaunchException {
        subject.findings.same("the process", "alive", subject.process.alive() ? "alive" : "gone");
        subject.recovers("a request");
        outside(subject.client, subject.findings);
        long most = (long) Stand.MAX_IN_FLIGHT * Stand.CALLS;
        long open = subject.stand.rpc.counts().connections();
        subject.findings.that("connections to the RPC service", "at most " + most, "" + open, open <= most);
    }

    static void outside(Client client, Findings findings) {
        findings.same("GET /ready", "200", "" + client.get("/ready").status());
        HttpAnswer told = findings.indiscretion();
        findings.same(
                "stack traces in any answer",
                "none",
                told == null
                        ? "none"
                        : "one with status " + told.status() + ": "
                                + told.text().lines().findFirst().orElse(""));
    }
}
