package dev.heddle.bench.trial;

import dev.heddle.bench.journal.Evidence;
import dev.heddle.bench.journal.Point;
import dev.heddle.bench.judge.JudgedProbe;
import dev.heddle.bench.judge.SearchVerdict;
import dev.heddle.bench.launch.ContestantProcess;
import dev.heddle.bench.launch.LaunchException;
import dev.heddle.bench.stats.CapacitySearch;
import dev.heddle.bench.suite.CapacityPlan;
import dev.heddle.bench.suite.Suite;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** Searches for the highest rate that keeps the objective. It probes with an open loop, and records each probe. */
final class CapacityProbes {
    /**
     * The load runs for so long before each probe's window. By then the connections are open, and the queue that the rate makes has
     * formed.
     */
    static final long SETTLE_MS = 500;

    private final Testbed bed;
    private final ContestantProcess contestant;
    private final CapacityPlan plan;
    private final Suite.Objective objective;

    CapacityProbes(Testbed bed, ContestantProcess contestant, CapacityPlan plan, Suite.Objective objective) {
        this.bed = bed;
        this.contestant = contestant;
        this.plan = plan;
        this.objective = objective;
    }

    /**
     * Searches from a guess. A probe that the machine disturbed is made again, at most {@link SearchVerdict#MOST_DISTURBED} times
     * in a row.
     *
     * @param closedLoopRate what a closed loop has just reached
     */
    Point measure(double closedLoopRate) throws LaunchException, IOException {
        CapacitySearch search =
                new CapacitySearch(closedLoopRate, plan.resolution(), plan.confirm(), SearchVerdict.MOST_PROBES);
        Evidence.Setup setup = bed.setup(0);
        Evidence.Allowed allowed = bed.allowed(objective.errors(), plan.warmup().maxJitShare());
        Evidence.Objective kept = new Evidence.Objective(
                objective.text(), objective.p99().toNanos() / 1e6, objective.errors(), bed.patience());
        List<Evidence.Probe> probes = new ArrayList<>();
        int disturbed = 0;
        for (OptionalDouble next = search.next();
                next.isPresent()
                        && probes.size() < SearchVerdict.MOST_PROBES
                        && disturbed <= SearchVerdict.MOST_DISTURBED;
                next = search.next()) {
            double rate = next.getAsDouble();
            Evidence.Probe probe = new Evidence.Probe(
                    rate,
                    MeteredWindow.take(
                            bed,
                            contestant,
                            OpenLoopLoad.plan(
                                    bed,
                                    contestant,
                                    rate,
                                    plan.connections(),
                                    SETTLE_MS,
                                    plan.measure().toMillis(),
                                    probes.size())));
            probes.add(probe);
            JudgedProbe judged = JudgedProbe.of(setup, allowed, kept, probe);
            if (judged.disturbed() == null) {
                search.saw(rate, judged.kept());
                disturbed = 0;
            } else {
                disturbed++;
            }
        }
        return Point.of(
                objective.text(),
                Map.of(),
                new Evidence.Search(setup, allowed, kept, plan.resolution(), plan.confirm(), probes),
                Map.of("probes", (double) probes.size()));
    }
}
