package dev.heddle.bench.trial;

import dev.heddle.bench.journal.Point;
import dev.heddle.bench.journal.ScenarioName;
import dev.heddle.bench.journal.WarmUp;
import dev.heddle.bench.launch.ContestantProcess;
import dev.heddle.bench.launch.LaunchException;
import dev.heddle.bench.suite.MemoryPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Climbs one of the ladders of memory. Each ladder has a process of its own.
 *
 * @param plan its keys in the suite
 * @param ladder which of the two
 */
record Memory(MemoryPlan plan, Ladder ladder) implements Scenario {
    /**
     * Every contestant's JVM gets these options here, for the layers to be counted and for a thread's stack not to depend on when
     * the thread was started. A method that is interpreted touches the 80 KB of stack below its frame, and a stack gives nothing
     * back. So a thread that ever ran one has some 92 KB resident, where one that has run compiled methods alone has 20 KB. By
     * itself that falls to the compilers' pace, and the ladder of a thread for each request is a staircase. A thread's first
     * method, which runs once, is therefore always interpreted. Decision 0004 has the figures.
     */
    static final List<String> JVM = List.of(
            "-XX:NativeMemoryTracking=summary",
            "-XX:CompileCommand=quiet",
            "-XX:CompileCommand=exclude,java.lang.Thread::run");

    private static final double READING_SECONDS = 0.6;
    /** It takes so many seconds to hold a request in flight, let it be answered and hold it again. */
    private static final double HELD_SECONDS = 0.001;

    /** Says what is counted. */
    enum Ladder {
        /**
         * Connections that idle are counted. As many users warm the contestant up as later send their one request at a time, so
         * that no pool of threads grows with the ladder.
         */
        IDLE("idle", 64),
        /** Requests that are held in flight are counted. Few users warm the contestant up, so that they leave little behind. */
        IN_FLIGHT("in-flight", 16);

        private final String point;
        private final int warmUpUsers;

        Ladder(String point, int warmUpUsers) {
            this.point = point;
            this.warmUpUsers = warmUpUsers;
        }

        /** Returns the point's name. */
        String point() {
            return point;
        }
    }

    private List<Integer> rungs() {
        return switch (ladder) {
            case IDLE -> plan.idle();
            case IN_FLIGHT -> plan.inFlight();
        };
    }

    @Override
    public String kind() {
        return "memory-" + ladder.point();
    }

    @Override
    public Map<ScenarioName, List<String>> points() {
        return Map.of(ScenarioName.Known.MEMORY, List.of(ladder.point()));
    }

    @Override
    public int forks() {
        return plan.forks();
    }

    @Override
    public Duration estimate() {
        double readings = switch (ladder) {
            case IDLE -> (2 * plan.idle().size() - 1) * READING_SECONDS;
            case IN_FLIGHT ->
                plan.inFlight().stream()
                        .mapToDouble(requests -> READING_SECONDS + requests * HELD_SECONDS)
                        .sum();
        };
        return Estimates.of(Estimates.process(plan.warmup(), plan.bursts()) + readings);
    }

    @Override
    public List<Need> needs() {
        return List.of(new Need("memory." + ladder.point(), rungs().getLast(), ladder == Ladder.IN_FLIGHT));
    }

    @Override
    public String builtInOnly() {
        return "cannot hold connections and requests for the scenario memory";
    }

    @Override
    public List<List<Measured>> measure(Block block) {
        return block.eachAlone((step, folder) -> measure(block.bed(), step, folder));
    }

    private List<Measured> measure(Testbed bed, Step step, Path folder) throws LaunchException, IOException {
        int most = switch (ladder) {
            case IDLE -> ladder.warmUpUsers;
            case IN_FLIGHT -> Math.max(ladder.warmUpUsers, rungs().getLast());
        };
        try (ContestantProcess contestant =
                bed.contestant(step.contestant(), 0, most, MemoryLadder.TIMEOUT, JVM, folder.resolve("server.log"))) {
            WarmUp warmUp = Warmer.warm(bed, contestant, List.of(ladder.warmUpUsers), plan.warmup(), plan.bursts());
            MemoryLadder climbed = new MemoryLadder(
                    bed, contestant, ladder.point(), warmUp.hottest().jitShare(), plan.maxJitShare());
            Point point = switch (ladder) {
                case IDLE -> climbed.idle(rungs());
                case IN_FLIGHT -> climbed.inFlight(rungs());
            };
            bed.rpc.reset();
            return List.of(new Measured(ScenarioName.Known.MEMORY, List.of(warmUp), List.of(point)));
        } finally {
            bed.rpc.release();
        }
    }
}
