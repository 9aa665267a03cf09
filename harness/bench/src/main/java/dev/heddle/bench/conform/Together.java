package dev.heddle.bench.conform;

import dev.heddle.bench.launch.LaunchException;
import java.util.concurrent.CompletableFuture;

/** Checks how many calls are under way at once. Holding the replies shows that without a clock. */
final class Together {
    private Together() {}

    static void check(Subject subject) throws LaunchException {
        Stand stand = subject.stand;
        int id = stand.ids.quick().getFirst();
        stand.rpc.hold();
        CompletableFuture<HttpAnswer> begun = subject.begin(id);
        long held = stand.awaitHeld(subject.callsAtOnce());
        // This is time for a call too many to arrive; it is well within the deadline.
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
