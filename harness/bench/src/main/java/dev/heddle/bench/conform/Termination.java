package dev.heddle.bench.conform;

import dev.heddle.bench.launch.LaunchException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Checks SIGTERM: the contestant accepts nothing more, finishes what is in flight, and exits with 0. */
final class Termination {
    private static final Duration GRACE = Duration.ofSeconds(10);

    private Termination() {}

    static void check(Subject subject) throws IOException, LaunchException {
        Stand stand = subject.stand;
        int id = stand.ids.quick().getFirst();
        try (RawConnection idle = subject.client.connect()) {
            // An idle connection must not hold up the end.
            idle.send(subject.client.request("GET", "/noop"));
            subject.client.seen(idle.receive("GET"));
            stand.rpc.hold();
            CompletableFuture<HttpAnswer> inFlight = subject.begin(id);
            stand.awaitHeld(subject.callsAtOnce());
            long begin = System.nanoTime();
            // On a thread of its own: the common pool's may be waiting for the end of another contestant.
            CompletableFuture<Integer> exit = new CompletableFuture<>();
            Thread.ofVirtual().start(() -> exit.complete(subject.process.terminate()));
            Stand.sleep(300);
            CompletableFuture<HttpAnswer> late = subject.client.begin("/noop");
            Stand.sleep(100);
            stand.rpc.release();
            HttpAnswer answer = inFlight.join();
            subject.findings.that(
                    "a request in flight",
                    Subject.RIGHT,
                    subject.right.is(answer, id) ? Subject.RIGHT : Right.inShort(answer, subject.right.document(id)),
                    subject.right.is(answer, id));
            int code = exit.join();
            long seconds = (System.nanoTime() - begin) / 1_000_000_000;
            HttpAnswer refused = late.join();
            subject.findings.that(
                    "a request on a new connection", "not served", refused.inShort(), refused.status() != 204);
            subject.findings.that(
                    "the end",
                    "exit code 0 within " + GRACE.toSeconds() + " s",
                    "exit code " + code + " after " + seconds + " s",
                    code == 0 && seconds < GRACE.toSeconds());
        }
    }
}
