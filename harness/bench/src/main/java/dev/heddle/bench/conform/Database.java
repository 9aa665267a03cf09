package dev.heddle.bench.conform;

import dev.heddle.bench.launch.LaunchException;
import dev.heddle.workload.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Checks a database that is held up, whose sessions are killed, and that stops and comes back. */
final class Database {
    private static final int REQUESTS = 3 * Stand.POOL;

    private Database() {}

    static void check(Subject subject) throws LaunchException {
        // A contestant that has not recovered from one fault says nothing about the next one.
        if (exhausted(subject) && killed(subject)) {
            stopped(subject);
        }
    }

    /**
     * Lets every connection of the pool wait. A request that gets none is told so before the deadline; one that has a connection
     * is told so at the deadline.
     */
    private static boolean exhausted(Subject subject) throws LaunchException {
        Stand stand = subject.stand;
        stand.postgres.hold();
        List<CompletableFuture<HttpAnswer>> begun = begin(subject, REQUESTS);
        List<HttpAnswer> answers = begun.stream().map(CompletableFuture::join).toList();
        stand.postgres.release();
        long refused = answers.stream().filter(a -> a.is(Problem.OVERLOADED)).count();
        long late = answers.stream().filter(a -> a.is(Problem.DEADLINE)).count();
        long slowest = answers.stream().mapToLong(HttpAnswer::millis).max().orElse(0);
        long most = Stand.DEADLINE.plus(Stand.TOLERANCE).toMillis();
        subject.findings.that(
                REQUESTS + " requests while queries of a pool of " + Stand.POOL + " wait",
                "at least " + (REQUESTS - Stand.POOL) + " told " + Problem.OVERLOADED.status() + ", the others "
                        + Problem.DEADLINE.status() + ", within " + most + " ms",
                refused + " told " + Problem.OVERLOADED.status() + ", " + late + " told " + Problem.DEADLINE.status()
                        + others(answers) + ", within " + slowest + " ms",
                refused >= REQUESTS - Stand.POOL && refused + late == REQUESTS && slowest <= most);
        return subject.recovers("after the queries go on");
    }

    private static String others(List<HttpAnswer> answers) {
        return answers.stream()
                .filter(a -> !a.is(Problem.OVERLOADED) && !a.is(Problem.DEADLINE))
                .findFirst()
                .map(a -> ", one " + a.inShort())
                .orElse("");
    }

    private static boolean killed(Subject subject) throws LaunchException {
        Stand stand = subject.stand;
        stand.postgres.hold();
        List<CompletableFuture<HttpAnswer>> begun = begin(subject, Stand.POOL / 2);
        Stand.sleep(200);
        stand.postgres.kill();
        List<HttpAnswer> answers = begun.stream().map(CompletableFuture::join).toList();
        for (HttpAnswer answer : answers) {
            subject.findings.problem("a query whose connection is killed", Problem.QUERY_FAILED, answer);
        }
        stand.postgres.release();
        return subject.recovers("after connections were killed");
    }

    private static void stopped(Subject subject) throws LaunchException {
        Stand stand = subject.stand;
        if (stand.postgres.postmaster() < 0) {
            subject.findings.skipped(
                    "PostgreSQL stopped and started", "a right answer again", "this server is your own");
            return;
        }
        stand.postgres.stop();
        try {
            for (int i = 0; i < 2; i++) {
                HttpAnswer answer = subject.summary(stand.ids.quick().get(i));
                subject.findings.that(
                        "a request while PostgreSQL is stopped",
                        Findings.inShort(Problem.QUERY_FAILED) + " or " + Findings.inShort(Problem.OVERLOADED)
                                + ", by the deadline",
                        answer.inShort() + ", after " + answer.millis() + " ms",
                        (answer.is(Problem.QUERY_FAILED) || answer.is(Problem.OVERLOADED))
                                && answer.nanos()
                                        < Stand.DEADLINE.plus(Stand.TOLERANCE).toNanos());
            }
            subject.findings.problem(
                    "GET /ready while PostgreSQL is stopped", Problem.NOT_READY, subject.client.get("/ready"));
            subject.findings.same(
                    "GET /noop meanwhile", "204", subject.client.get("/noop").inShort());
        } finally {
            stand.postgres.start();
        }
        subject.recovers("after PostgreSQL was started again");
        subject.findings.same(
                "GET /ready after that",
                "200",
                "" + subject.client.get("/ready").status());
    }

    private static List<CompletableFuture<HttpAnswer>> begin(Subject subject, int requests) {
        List<CompletableFuture<HttpAnswer>> begun = new ArrayList<>();
        subject.stand.ids.quick().subList(0, requests).forEach(id -> begun.add(subject.begin(id)));
        return begun;
    }
}
