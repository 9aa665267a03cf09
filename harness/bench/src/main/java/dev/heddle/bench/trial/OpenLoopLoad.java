package dev.heddle.bench.trial;

import dev.heddle.bench.journal.Point;
import dev.heddle.bench.journal.WarmUp;
import dev.heddle.bench.launch.ContestantProcess;
import dev.heddle.bench.launch.LaunchException;
import dev.heddle.bench.suite.Heat;
import dev.heddle.load.Arrivals;
import dev.heddle.load.ConnectionPolicy;
import dev.heddle.load.LoadPlan;
import java.io.IOException;
import java.util.List;

/** Holds what the scenarios of an open loop have in common. */
final class OpenLoopLoad {
    /** So many requests may wait in the generator for a connection. It is more than any rate leaves behind before its deadline. */
    static final int BACKLOG = 100_000;

    private static final int FEW_USERS = 16;
    private static final int MANY_USERS = 64;

    private OpenLoopLoad() {}

    /** Measures a point. */
    interface Measuring {
        Point measure() throws LaunchException, IOException;
    }

    /** Measures a point. A point that fails is kept beside those that did not, as long as the contestant lives. */
    static Point point(String name, Measuring measuring) throws IOException {
        try {
            return measuring.measure();
        } catch (LaunchException e) {
            return Point.failed(name, String.valueOf(e.getMessage()));
        }
    }

    /** Warms a contestant up with few users, and then with many. */
    static WarmUp warm(Testbed bed, ContestantProcess contestant, int connections, Heat heat)
            throws LaunchException, IOException {
        return Warmer.warm(
                bed,
                contestant,
                List.of(Math.min(FEW_USERS, connections), Math.min(MANY_USERS, connections)),
                heat.burst(),
                heat.bursts());
    }

    /**
     * Returns a plan of one Poisson stream of the workload.
     *
     * @param number of the plan among its like; the same number gives every contestant of a block the same arrivals and ids
     */
    static LoadPlan plan(
            Testbed bed,
            ContestantProcess contestant,
            double rate,
            int connections,
            long settleMillis,
            long measureMillis,
            long number) {
        return LoadPlan.of(
                bed.summaries(contestant, RandomStream.RATES, number),
                new Arrivals.Poisson(rate, bed.arrivals(RandomStream.RATES, number)),
                new ConnectionPolicy.AllActive(connections),
                BACKLOG,
                settleMillis,
                measureMillis,
                bed.patience());
    }
}
