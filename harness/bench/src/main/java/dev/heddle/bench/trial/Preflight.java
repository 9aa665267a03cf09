package dev.heddle.bench.trial;

import dev.heddle.bench.suite.Suite;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Finds what a suite asks of the machine that the machine does not have. It does so before anything starts. */
public final class Preflight {
    /** A process opens so many files besides its connections: jars, logs, listeners, epoll. */
    private static final int OWN_FILES = 400;

    private Preflight() {}

    /**
     * Returns what is missing, in a sentence each with what to do; empty if nothing is.
     *
     * @param contestants that are measured, the second name of an A/A pair included
     * @param openFiles the most files that a process can open, if it is known
     * @param memory bytes that new processes can have without swapping, if it is known
     */
    public static List<String> missing(Suite suite, int contestants, OptionalLong openFiles, OptionalLong memory) {
        List<String> missing = new ArrayList<>();
        List<Scenario> scenarios = Scenario.of(suite);
        long together = scenarios.stream().anyMatch(Scenario::takesTurns) ? contestants : 1;
        long heaps = together * suite.jvm().heapBytes();
        if (memory.isPresent() && memory.getAsLong() < heaps) {
            missing.add("jvm.heap: " + together + " contestants that live at the same time have heaps of "
                    + suite.jvm().heap() + " each, and this machine has only " + memory.getAsLong() / 1_000_000
                    + " MB to give; take a smaller heap, or fewer contestants");
        }
        if (openFiles.isEmpty()) {
            return missing;
        }
        long limit = openFiles.getAsLong();
        long reserved = suite.workload().query().pool() + OWN_FILES;
        int perRequest = 1 + suite.workload().rpc().calls();
        scenarios.stream()
                .flatMap(scenario -> scenario.needs().stream())
                .forEach(need -> check(missing, need, need.inFlight() ? perRequest : 1, reserved, limit));
        return missing;
    }

    private static void check(List<String> missing, Need need, int perRequest, long reserved, long limit) {
        long needed = (long) need.connections() * perRequest + reserved;
        if (needed > limit) {
            missing.add(need.key() + ": a rung of " + need.connections() + " needs " + needed
                    + " open files in the contestant, and this machine allows " + limit + "; take a rung of at most "
                    + Math.max(0, (limit - reserved) / perRequest) + ", or raise the limit (ulimit -n)");
        }
    }
}
