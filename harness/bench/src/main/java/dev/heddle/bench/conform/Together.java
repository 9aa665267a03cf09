package dev.heddle.bench.conform;

import dev.heddle.bench.launch.LaunchException;
import java.util.concurrent.CompletableFuture;

/** Holding the replies shows how many calls are under way at once, without a clock. */
final class Together {
    private Together() {}

    static void check(Subject subject) throws LaunchException {
        Stand stand = subject.stand;
        int id = stand.ids.quick().getFirst();
        stand.rpc.hold();
        CompletableFuture<HttpAnswer> begun = subject.begin(id);
        long held = stand.awaitHeld(subject.callsAtOnce());
        // Time for a call too many to arrive; well within the deadline.
        Stand.sleep(150);
        held = Math.max(held, stand.rpc.counts().held());
        stand.rpc.release();
        subject.findings.same("calls under way at once", "" + subject.callsAtOnce(), "" + held);
        HttpAnswer answer = begun.join();
        subject.findings.that(
                "the answer after the release",
                Subject.RIGHT,
                subject.right.is(answer, id) ? Subject.RIGHT : Right.inShort(answer, subject.right.document(id)),
                subject.right.is(answer, id));
    }
}
