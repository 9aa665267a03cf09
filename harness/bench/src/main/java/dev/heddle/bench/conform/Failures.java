package dev.heddle.bench.conform;

import dev.heddle.bench.launch.LaunchException;
import dev.heddle.workload.Fault;
import dev.heddle.workload.Faults;
import dev.heddle.workload.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Checks what becomes of a request whose calls fail: with an error, with a reset, with a reply that is cut short or broken, or
 * with one that never comes or never ends. Service s1 is the one that fails, first or last of the three.
 */
final class Failures {
    private static final int FAILING = 1;
    private static final int[] FIRST = {1, 0, 2};
    private static final int[] LAST = {0, 2, 1};
    /** Each fault has a share of the calls to s1, so that one request of each kind can run beside the others. */
    private static final Faults BROKEN = new Faults(0.25, 0.25, 0, 0.25, 0.25, 0, 1, List.of("s1"));

    private static final Faults ENDLESS = new Faults(0, 0, 0.5, 0, 0, 0.5, 1, List.of("s1"));
    private static final Faults EVERYWHERE = new Faults(1, 0, 0, 0, 0, 0, 1, List.of());

    private Failures() {}

    static void check(Subject subject) throws LaunchException {
        first(subject);
        last(subject);
        every(subject);
        endless(subject);
        subject.recovers("the request after that");
    }

    private static void first(Subject subject) throws LaunchException {
        Stand stand = subject.stand;
        List<Fault> faults = List.of(Fault.ERROR, Fault.RESET, Fault.TRUNCATED, Fault.MALFORMED);
        List<Integer> ids = new ArrayList<>();
        for (Fault fault : faults) {
            ids.add(stand.ids.ordered(BROKEN, fault, FAILING, FIRST));
        }
        stand.rpc.faults(BROKEN);
        // Which call ends first must not depend on which thread loads the class of an exception.
        subject.together(ids);
        List<HttpAnswer> answers = subject.together(ids);
        for (int i = 0; i < faults.size(); i++) {
            String name = "the first call ends with " + said(faults.get(i));
            switch (subject.mode) {
                case SEQUENTIAL, ALL, RACE -> subject.findings.problem(name, Problem.RPC_FAILED, answers.get(i));
                case ALL_SETTLED ->
                    subject.document(name, subject.right.ofAllBut(ids.get(i), Set.of(FAILING)), answers.get(i));
                case ANY -> subject.document(name, subject.right.ofService(ids.get(i), FIRST[1]), answers.get(i));
            }
        }
        long before = stand.rpc.counts().calls();
        subject.summary(ids.getFirst());
        int calls = switch (subject.mode) {
            // The calls are s0 and s1; the first failure ends the request.
            case SEQUENTIAL -> 2;
            case ALL, ALL_SETTLED, ANY, RACE -> Stand.CALLS;
        };
        subject.findings.same(
                "calls of a request whose s1 fails",
                "" + calls,
                "" + (stand.rpc.counts().calls() - before));
    }

    private static void last(Subject subject) throws LaunchException {
        Stand stand = subject.stand;
        int id = stand.ids.ordered(BROKEN, Fault.ERROR, FAILING, LAST);
        stand.rpc.faults(BROKEN);
        HttpAnswer answer = subject.summary(id);
        String name = "the last call ends with " + said(Fault.ERROR);
        switch (subject.mode) {
            case SEQUENTIAL, ALL -> subject.findings.problem(name, Problem.RPC_FAILED, answer);
            case ALL_SETTLED -> subject.document(name, subject.right.ofAllBut(id, Set.of(FAILING)), answer);
            case ANY, RACE -> subject.document(name, subject.right.ofService(id, LAST[0]), answer);
        }
    }

    private static void every(Subject subject) throws LaunchException {
        int id = subject.stand.ids.quick().getFirst();
        subject.stand.rpc.faults(EVERYWHERE);
        HttpAnswer answer = subject.summary(id);
        String name = "every call ends with " + said(Fault.ERROR);
        switch (subject.mode) {
            case SEQUENTIAL, ALL, ANY, RACE -> subject.findings.problem(name, Problem.RPC_FAILED, answer);
            case ALL_SETTLED -> subject.document(name, subject.right.ofAllBut(id, Set.of(0, 1, 2)), answer);
        }
    }

    private static void endless(Subject subject) throws LaunchException {
        Stand stand = subject.stand;
        List<Fault> faults = List.of(Fault.HANG, Fault.DRIP);
        List<Integer> ids = new ArrayList<>();
        for (Fault fault : faults) {
            ids.add(stand.ids.ordered(ENDLESS, fault, FAILING, FIRST));
        }
        stand.rpc.faults(ENDLESS);
        List<HttpAnswer> answers = subject.together(ids);
        for (int i = 0; i < faults.size(); i++) {
            String name = "the first call ends with " + said(faults.get(i));
            switch (subject.mode) {
                case SEQUENTIAL, ALL, ALL_SETTLED -> Deadlines.late(subject, name, List.of(answers.get(i)));
                case ANY, RACE -> subject.document(name, subject.right.ofService(ids.get(i), FIRST[1]), answers.get(i));
            }
        }
        stand.rpc.faults(Faults.NONE);
    }

    private static String said(Fault fault) {
        return switch (fault) {
            case NONE -> "its reply";
            case ERROR -> "status 500";
            case RESET -> "a reset";
            case TRUNCATED -> "half a reply";
            case MALFORMED -> "broken JSON";
            case HANG -> "nothing, ever";
            case DRIP -> "a byte every 20 ms";
        };
    }
}
