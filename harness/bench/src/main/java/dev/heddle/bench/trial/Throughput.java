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
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The closed-loop ladder: requests per second, CPU time a request, switches a request, service times. */
final class Throughput {
    /** Far from the streams of the other scenarios, for any number of users. */
    private static final long STREAM = 1_000_000;

    private Throughput() {}

    static String name(int users) {
        return "concurrency=" + users;
    }

    static LoadPlan plan(Suite.Throughput plan, Target target, int users, Duration window, long patience) {
        return LoadPlan.of(target, new Arrivals.Closed(users), plan.settle().toMillis(), window.toMillis(), patience);
    }

    /** One window of a rung, its ids those of the turn. */
    static Measurement window(Testbed bed, ContestantProcess contestant, int users, int turn)
            throws LaunchException, IOException {
        Suite.Throughput plan = plan(bed);
        return Measurement.take(
                bed,
                contestant,
                plan(plan, bed.summaries(contestant, STREAM + users, turn), users, plan.window(), bed.patience()));
    }

    private static Suite.Throughput plan(Testbed bed) {
        return Objects.requireNonNull(bed.suite.scenarios().throughput());
    }

    /**
     * One rung, of its windows.
     *
     * @param between CPUs that the contestant used while others had their turns
     */
    static Point point(Testbed bed, int users, List<Measurement> windows, double between, Path folder)
            throws IOException {
        Measurement measured = Pooled.of(windows);
        Map<String, Double> context = measured.context();
        context.put("cpus_used_between_turns", between);
        Histograms.writeLog(folder.resolve(name(users) + ".hlog"), measured.report(), measured.main());
        return new Point(
                name(users),
                Rules.judge(Evidence.closedLoop(bed, measured, users, plan(bed).maxJitShare())),
                measured.metrics(bed.patience()),
                List.of(),
                context,
                measured.histograms(),
                measured.series());
    }
}
