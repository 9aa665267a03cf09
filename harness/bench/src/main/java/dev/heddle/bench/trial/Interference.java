package dev.heddle.bench.trial;

import dev.heddle.bench.journal.Evidence;
import dev.heddle.bench.journal.Point;
import dev.heddle.bench.journal.ScenarioName;
import dev.heddle.bench.journal.WarmUp;
import dev.heddle.bench.journal.Window;
import dev.heddle.bench.judge.LoadMetrics;
import dev.heddle.bench.launch.ContestantProcess;
import dev.heddle.bench.launch.ContestantSettings;
import dev.heddle.bench.launch.LaunchException;
import dev.heddle.bench.suite.InterferencePlan;
import dev.heddle.bench.suite.Manifest;
import dev.heddle.load.Arrivals;
import dev.heddle.load.ConnectionPolicy;
import dev.heddle.load.LoadPlan;
import dev.heddle.load.Stream;
import dev.heddle.load.Tally;
import dev.heddle.load.Target;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Lets a share of the requests work hard in {@code combine}, or block there, and measures what everybody else's latency makes of
 * it. The point {@code none} has as many requests, and none of them is heavy.
 *
 * @param plan its keys in the suite
 */
record Interference(InterferencePlan plan) implements Scenario {
    private static final String NONE = "none";
    private static final String CPU = "cpu";
    private static final String BLOCK = "block";

    /** Of all customers, one in so many has heavy requests. */
    private static final int HEAVY_PART = 10;

    /** Says what the heavy requests of a process do. The process is told at its start. */
    enum Variant {
        /** Heavy requests compute. */
        COMPUTES(List.of(NONE, CPU)),
        /** Heavy requests block their thread. */
        BLOCKS(List.of(BLOCK));

        private final List<String> points;

        Variant(List<String> points) {
            this.points = points;
        }

        /** Returns the points that the process is measured at. */
        List<String> points() {
            return points;
        }

        /**
         * Returns the edition of its documents while it is warmed up. All customers' requests are made then, and the documents of
         * heavy requests that compute differ from everybody else's.
         */
        int edition() {
            return -1 - ordinal();
        }
    }

    @Override
    public String kind() {
        return "interference";
    }

    @Override
    public Map<ScenarioName, List<String>> points() {
        return Map.of(ScenarioName.Known.INTERFERENCE, List.of(NONE, CPU, BLOCK));
    }

    @Override
    public int forks() {
        return plan.forks();
    }

    @Override
    public Duration estimate() {
        double point = Estimates.seconds(plan.settle()) + Estimates.seconds(plan.measure()) + Estimates.PAUSE_SECONDS;
        return Estimates.of(Variant.values().length * Estimates.process(plan.warmup()) + 3 * point);
    }

    @Override
    public List<Need> needs() {
        return List.of(new Need("interference.connections", plan.connections(), true));
    }

    @Override
    public List<List<Measured>> measure(Block block) {
        return block.eachAlone((step, folder) -> measure(block.bed(), step, folder));
    }

    private List<Measured> measure(Testbed bed, Step step, Path folder) throws LaunchException, IOException {
        List<Point> points = new ArrayList<>();
        List<WarmUp> warmUps = new ArrayList<>();
        for (Variant variant : Variant.values()) {
            try (ContestantProcess contestant = start(bed, step.contestant(), variant, folder)) {
                warmUps.add(OpenLoopLoad.warm(
                        bed.ofEdition(variant.edition()), contestant, plan.connections(), plan.warmup()));
                for (String name : variant.points()) {
                    points.add(OpenLoopLoad.point(name, () -> measure(bed, contestant, name, folder)));
                }
                bed.rpc.reset();
            }
        }
        return List.of(new Measured(ScenarioName.Known.INTERFERENCE, warmUps, points));
    }

    private static int heavyIds(Testbed bed) {
        return Math.max(1, bed.dataset.customers() / HEAVY_PART);
    }

    private int heavyRounds(Testbed bed) {
        return bed.combineRounds + CombineRounds.rounds(plan.cpu());
    }

    /** Starts a contestant whose first ids are heavy. */
    private ContestantProcess start(Testbed bed, Manifest manifest, Variant variant, Path folder)
            throws LaunchException {
        ContestantSettings.Heavy heavy = switch (variant) {
            case COMPUTES -> new ContestantSettings.Heavy(heavyIds(bed), heavyRounds(bed), 0);
            case BLOCKS ->
                new ContestantSettings.Heavy(
                        heavyIds(bed), bed.combineRounds, plan.block().toMillis());
        };
        return bed.contestant(
                manifest,
                plan.connections(),
                heavy,
                folder.resolve("server-" + variant.points().getLast() + ".log"));
    }

    private Point measure(Testbed bed, ContestantProcess contestant, String point, Path folder)
            throws LaunchException, IOException {
        Target all = bed.summaries(contestant);
        int heavy = heavyIds(bed);
        Target light = all.ids(heavy + 1, all.ids() - heavy);
        Target others = switch (point) {
            case NONE -> light;
            // A heavy request that computes has another digest in its answer.
            case CPU -> all.ids(1, heavy).edition(heavyRounds(bed));
            default -> all.ids(1, heavy);
        };
        double rate = plan.rate().perSecond();
        int heavyConnections = Math.max(1, plan.connections() / 2);
        Window window = MeteredWindow.take(
                bed,
                contestant,
                new LoadPlan(
                        List.of(
                                stream(
                                        bed,
                                        "everyone-else",
                                        light,
                                        rate * (1 - plan.share()),
                                        plan.connections() - heavyConnections,
                                        0),
                                stream(bed, "heavy", others, rate * plan.share(), heavyConnections, 1)),
                        plan.settle().toMillis(),
                        plan.measure().toMillis(),
                        bed.patience()));
        HistogramLog.write(folder, point, window);
        Tally heavyOnes = window.load().streams().getLast().counts();
        return Point.of(
                point,
                LoadMetrics.of(window, bed.patience()),
                new Evidence.Load(
                        point.equals(NONE) ? bed.setup(0) : bed.setupOfWaits(false),
                        bed.allowed(
                                bed.suite.objective().errors(), plan.warmup().maxJitShare()),
                        null,
                        List.of(window)),
                Map.of("heavy_errors", (double) heavyOnes.errors(), "heavy_answered", (double) heavyOnes.answered()));
    }

    private static Stream stream(Testbed bed, String name, Target target, double rate, int connections, int number) {
        return new Stream(
                name,
                target.seed(bed.ids(RandomStream.HEAVY_REQUESTS, number)),
                new Arrivals.Poisson(rate, bed.arrivals(RandomStream.HEAVY_REQUESTS, number)),
                new ConnectionPolicy.AllActive(connections),
                OpenLoopLoad.BACKLOG);
    }
}
