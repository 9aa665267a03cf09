package dev.heddle.bench.trial;

import dev.heddle.bench.journal.Point;
import dev.heddle.bench.launch.ContestantProcess;
import dev.heddle.bench.launch.LaunchException;
import dev.heddle.bench.suite.Suite;
import dev.heddle.load.Arrivals;
import dev.heddle.load.LoadPlan;
import dev.heddle.load.Target;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The closed-loop ladder: requests per second, CPU time a request, switches a request, service times. */
final class Throughput {
    private Throughput() {}

    static String name(int users) {
        return "concurrency=" + users;
    }

    static LoadPlan plan(Suite.Throughput plan, Target target, int users, long patience) {
        return LoadPlan.of(
                target,
                new Arrivals.Closed(users),
                plan.settle().toMillis(),
                plan.measure().toMillis(),
                patience);
    }

    /** One rung. */
    static Point measure(Testbed bed, ContestantProcess contestant, int users, Path folder)
            throws LaunchException, IOException {
        Suite.Throughput plan = bed.suite.scenarios().throughput();
        if (plan == null) {
            throw new IllegalStateException("the suite has no throughput scenario");
        }
        Measurement measured =
                Measurement.take(bed, contestant, plan(plan, bed.summaries(contestant), users, bed.patience()));
        Histograms.writeLog(folder.resolve(name(users) + ".hlog"), measured.report(), measured.main());
        return new Point(
                name(users),
                Rules.judge(Evidence.closedLoop(bed, measured, users, plan.maxJitShare())),
                measured.metrics(),
                List.of(),
                measured.context(),
                measured.histograms(),
                measured.series());
    }
}
