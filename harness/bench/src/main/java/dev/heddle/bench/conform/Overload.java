package dev.heddle.bench.conform;

import dev.heddle.bench.launch.LaunchException;
import dev.heddle.workload.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Makes more requests than there is room for. The bound is the contestant's to choose, up to twice {@code HEDDLE_MAX_IN_FLIGHT}.
 * A request beyond it is told so at once, and does not wait in a queue that outlasts the deadline.
 */
final class Overload {
    private static final int BEYOND = 3 * Stand.MAX_IN_FLIGHT;
    private static final int REFUSED = BEYOND - Stand.MAX_IN_FLIGHT;

    private Overload() {}

    static void check(Subject subject) throws LaunchException {
        Stand stand = subject.stand;
        List<Integer> ids = stand.ids.quick();
        long begin = System.nanoTime();
        stand.rpc.hold();
        List<CompletableFuture<HttpAnswer>> within = begin(subject, ids, 0, Stand.MAX_IN_FLIGHT);
        int wanted = Stand.MAX_IN_FLIGHT * subject.callsAtOnce();
        long held = stand.awaitHeld(wanted);
        subject.findings.same("calls under way for " + Stand.MAX_IN_FLIGHT + " requests", "" + wanted, "" + held);
        List<CompletableFuture<HttpAnswer>> beyond = begin(subject, ids, Stand.MAX_IN_FLIGHT, BEYOND);
        HttpAnswer noop = subject.client.get("/noop");
        // The look ends before the deadline of the requests within, so that they can still be answered.
        while (System.nanoTime() - begin < Stand.DEADLINE.toNanos() * 7 / 10 && refused(beyond) < REFUSED) {
            Stand.sleep(5);
        }
        long refused = refused(beyond);
        long millis = (System.nanoTime() - begin) / 1_000_000;
        stand.rpc.release();
        subject.findings.that(
                BEYOND + " requests beyond that",
                "at least " + REFUSED + " refused by " + Findings.inShort(Problem.OVERLOADED)
                        + ", while the others are under way",
                refused + " refused, after " + millis + " ms" + others(beyond),
                refused >= REFUSED);
        subject.findings.same("GET /noop meanwhile", "204", noop.inShort());
        long answered = within.stream()
                .map(CompletableFuture::join)
                .filter(answer -> answer.status() == 200)
                .count();
        subject.findings.same(
                "those within, once they can be answered", Stand.MAX_IN_FLIGHT + " answered", answered + " answered");
        long late = beyond.stream()
                .map(CompletableFuture::join)
                .filter(answer -> answer.status() == 200 && answer.nanos() > late())
                .count();
        subject.findings.same("answers of 200 after the deadline", "0", "" + late);
        subject.recovers("the request after that");
    }

    private static long late() {
        return Stand.DEADLINE.plus(Stand.TOLERANCE).toNanos();
    }

    private static List<CompletableFuture<HttpAnswer>> begin(Subject subject, List<Integer> ids, int first, int count) {
        List<CompletableFuture<HttpAnswer>> begun = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            begun.add(subject.begin(ids.get((first + i) % ids.size())));
        }
        return begun;
    }

    private static long refused(List<CompletableFuture<HttpAnswer>> answers) {
        return answers.stream()
                .filter(answer -> answer.isDone() && answer.join().is(Problem.OVERLOADED))
                .count();
    }

    private static String others(List<CompletableFuture<HttpAnswer>> answers) {
        return answers.stream()
                .filter(answer -> answer.isDone() && !answer.join().is(Problem.OVERLOADED))
                .findFirst()
                .map(answer -> ", and one told " + answer.join().inShort())
                .orElse("");
    }
}
