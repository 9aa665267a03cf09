package dev.heddle.bench.conform;

import dev.heddle.bench.launch.LaunchException;
import dev.heddle.workload.Composition;
import dev.heddle.workload.Faults;
import dev.heddle.workload.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Checks the deadline of a whole request: it gets a 504 as soon as the deadline has passed, and never a 200 after it. */
final class Deadlines {
    private static final int AT_ONCE = 8;

    private Deadlines() {}

    static void check(Subject subject) throws LaunchException {
        held(subject);
        sum(subject);
        subject.recovers("the request after that");
    }

    /** Sends replies at twice the deadline, which is too late for anybody. */
    private static void held(Subject subject) throws LaunchException {
        Stand stand = subject.stand;
        stand.rpc.hold();
        List<CompletableFuture<HttpAnswer>> begun = new ArrayList<>();
        stand.ids.quick().subList(0, AT_ONCE).forEach(id -> begun.add(subject.begin(id)));
        long begin = System.nanoTime();
        long twice = 2 * Stand.DEADLINE.toNanos();
        while (System.nanoTime() - begin < twice && !begun.stream().allMatch(CompletableFuture::isDone)) {
            Stand.sleep(5);
        }
        Stand.sleep(100);
        long leftBehind = stand.rpc.counts().held();
        stand.rpc.release();
        late(
                subject,
                "replies that come after the deadline",
                begun.stream().map(CompletableFuture::join).toList());
        subject.findings.same("calls still under way after that", "0", "" + leftBehind);
    }

    /**
     * Makes calls that each end well before the deadline, but that together, one after the other, do not: the deadline is that of
     * the request, not of a call.
     */
    private static void sum(Subject subject) throws LaunchException {
        Stand stand = subject.stand;
        int id = stand.ids.evenest();
        double slowdown = 0.7 * Stand.DEADLINE.toMillis() / stand.ids.slowestMillis(id);
        stand.rpc.faults(new Faults(0, 0, 0, 0, 0, 0, slowdown, List.of()));
        HttpAnswer answer = subject.summary(id);
        String name = "calls of two thirds of a deadline each";
        if (subject.mode == Composition.SEQUENTIAL) {
            late(subject, name, List.of(answer));
        } else {
            subject.findings.same(
                    name, "a right answer", subject.right.is(answer, id) ? "a right answer" : answer.inShort());
        }
        stand.rpc.faults(Faults.NONE);
    }

    /** Checks that every answer is a 504, at about the deadline. */
    static void late(Subject subject, String name, List<HttpAnswer> answers) {
        long from = Stand.DEADLINE.toMillis() - 50;
        long to = Stand.DEADLINE.plus(Stand.TOLERANCE).toMillis();
        HttpAnswer worst = answers.getFirst();
        for (HttpAnswer answer : answers) {
            if (worst.is(Problem.DEADLINE) && (!answer.is(Problem.DEADLINE) || answer.nanos() > worst.nanos())) {
                worst = answer;
            }
        }
        subject.findings.that(
                name,
                Findings.inShort(Problem.DEADLINE) + ", after " + from + " to " + to + " ms",
                worst.inShort() + ", after " + worst.millis() + " ms",
                worst.is(Problem.DEADLINE) && worst.millis() >= from && worst.millis() <= to);
    }
}
