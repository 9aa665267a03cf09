package dev.heddle.bench.conform;

import dev.heddle.bench.launch.LaunchException;
import dev.heddle.workload.Fault;
import dev.heddle.workload.Faults;
import dev.heddle.workload.Problem;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks calls that lost: they end, and what carried them is closed. The losers never answer, so a connection that is not closed
 * stays open. Many times as many calls lose as connections may be open.
 */
final class Cancellation {
    private static final int REQUESTS = 64;
    private static final int AT_ONCE = 4;
    private static final long SETTLE_MILLIS = 500;
    private static final Faults HANG = new Faults(0, 0, 0.5, 0, 0, 0, 1, List.of());
    private static final Faults FAIL_OR_HANG = new Faults(0.5, 0, 0.5, 0, 0, 0, 1, List.of());

    private Cancellation() {}

    static void check(Subject subject) throws LaunchException {
        switch (subject.mode) {
            case SEQUENTIAL, ALL_SETTLED ->
                subject.findings.skipped(
                        "losers", "their calls ended", "nothing is lost in this mode but by the deadline");
            case ALL -> losers(subject, FAIL_OR_HANG, Fault.ERROR);
            case ANY, RACE -> losers(subject, HANG, Fault.NONE);
        }
    }

    /** Makes requests in which s0 settles the outcome and the other services hang. */
    private static void losers(Subject subject, Faults faults, Fault settling) throws LaunchException {
        Stand stand = subject.stand;
        List<Integer> ids = stand.ids.settledByFirst(faults, settling);
        stand.rpc.faults(faults);
        int right = 0;
        String wrong = "";
        long slowest = 0;
        for (int i = 0; i < REQUESTS; i += AT_ONCE) {
            List<Integer> some = new ArrayList<>();
            for (int k = 0; k < AT_ONCE; k++) {
                some.add(ids.get((i + k) % ids.size()));
            }
            List<HttpAnswer> answers = subject.together(some);
            for (int k = 0; k < AT_ONCE; k++) {
                HttpAnswer answer = answers.get(k);
                boolean as =
                        settling == Fault.ERROR ? answer.is(Problem.RPC_FAILED) : subject.right.is(answer, some.get(k));
                right += as ? 1 : 0;
                wrong = as ? wrong : ", and " + answer.inShort();
                slowest = Math.max(slowest, answer.millis());
            }
        }
        String what = settling == Fault.ERROR ? "failed" : "answered";
        subject.findings.same(
                REQUESTS + " requests whose losers never answer", REQUESTS + " " + what, right + " " + what + wrong);
        long half = Stand.DEADLINE.toMillis() / 2;
        subject.findings.that("the slowest of them", "under " + half + " ms", slowest + " ms", slowest < half);
        long most = (long) Stand.MAX_IN_FLIGHT * Stand.CALLS;
        long begin = System.nanoTime();
        long open = stand.rpc.counts().connections();
        while (open > most && (System.nanoTime() - begin) / 1_000_000 < SETTLE_MILLIS) {
            Stand.sleep(10);
            open = stand.rpc.counts().connections();
        }
        subject.findings.that(
                "connections to the RPC service after " + REQUESTS * (Stand.CALLS - 1) + " lost calls",
                "at most " + most,
                "" + open,
                open <= most);
        stand.rpc.faults(Faults.NONE);
        subject.recovers("the request after that");
    }
}
