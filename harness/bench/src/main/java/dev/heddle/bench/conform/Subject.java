package dev.heddle.bench.conform;

import dev.heddle.bench.launch.ContestantProcess;
import dev.heddle.bench.suite.Manifest;
import dev.heddle.workload.Composition;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Holds a contestant under test in one mode.
 *
 * @param log where this contestant and others of its kind write
 */
final class Subject {
    private static final int WARM_UP_ROUNDS = 8;

    static final String RIGHT = "200, application/json, the right bytes";

    final Stand stand;
    final Manifest manifest;
    final ContestantProcess process;
    final Composition mode;
    final Client client;
    final Right right;
    final Findings findings;
    final Path log;

    Subject(
            Stand stand,
            Manifest manifest,
            ContestantProcess process,
            Composition mode,
            Client client,
            Findings findings,
            Path log) {
        this.stand = stand;
        this.manifest = manifest;
        this.process = process;
        this.mode = mode;
        this.client = client;
        this.right = new Right(stand.dataset, stand.ids, mode);
        this.findings = findings;
        this.log = log;
    }

    static String path(int id) {
        return "/customers/" + id + "/summary";
    }

    HttpAnswer summary(int id) {
        return client.get(path(id));
    }

    CompletableFuture<HttpAnswer> begin(int id) {
        return client.begin(path(id));
    }

    List<HttpAnswer> together(List<Integer> ids) {
        return client.together(ids.stream().map(Subject::path).toList());
    }

    /** Returns how many calls of one request are under way at once while none is answered. */
    int callsAtOnce() {
        return mode == Composition.SEQUENTIAL ? 1 : Stand.CALLS;
    }

    /** Checks that the answer is this document. */
    void document(String name, byte[] expected, HttpAnswer answer) {
        findings.same(name, RIGHT, Right.inShort(answer, expected));
    }

    /** Checks that some request is answered rightly within the time allowed for recovery. It asks again and again. */
    boolean recovers(String name) {
        int id = stand.ids.quick().getFirst();
        long begin = System.nanoTime();
        HttpAnswer answer = summary(id);
        while (!right.is(answer, id) && System.nanoTime() - begin < Stand.RECOVERY.toNanos()) {
            Stand.sleep(50);
            answer = summary(id);
        }
        long millis = (System.nanoTime() - begin) / 1_000_000;
        boolean passed = right.is(answer, id);
        findings.that(
                name,
                "a right answer within " + Stand.RECOVERY.toSeconds() + " s",
                passed ? "a right answer after " + millis + " ms" : answer.inShort() + " after " + millis + " ms",
                passed);
        return passed;
    }

    /** Warms the contestant up: a cold JVM's first requests are slower than anything that is checked. */
    void warmUp() {
        for (int i = 0; i < WARM_UP_ROUNDS; i++) {
            together(stand.ids.quick().subList(0, Stand.MAX_IN_FLIGHT / 2));
        }
    }
}
