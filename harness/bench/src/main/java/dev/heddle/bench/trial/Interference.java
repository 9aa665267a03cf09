package dev.heddle.bench.trial;

import dev.heddle.bench.journal.Point;
import dev.heddle.bench.launch.ContestantProcess;
import dev.heddle.bench.launch.ContestantSettings;
import dev.heddle.bench.launch.LaunchException;
import dev.heddle.bench.suite.Manifest;
import dev.heddle.bench.suite.OpenLoop;
import dev.heddle.load.Arrivals;
import dev.heddle.load.ConnectionPolicy;
import dev.heddle.load.LoadPlan;
import dev.heddle.load.Stream;
import dev.heddle.load.Target;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A share of the requests works hard in {@code combine}, or blocks there: what everybody else's latency makes of it. The point
 * {@code none} has as many requests, and none of them heavy.
 */
final class Interference {
    static final String NONE = "none";
    static final String CPU = "cpu";
    static final String BLOCK = "block";
    static final List<String> POINTS = List.of(NONE, CPU, BLOCK);

    /** Of all customers, those whose requests are heavy. */
    private static final int HEAVY_PART = 10;

    private static final long ARRIVAL_STREAM = 7_004;
    private static final long ID_STREAM = 8_004;

    /** What the heavy requests of a process do; it is told at its start. */
    enum Variant {
        /** They compute. */
        COMPUTES(List.of(NONE, CPU)),
        /** They block their thread. */
        BLOCKS(List.of(BLOCK));

        private final List<String> points;

        Variant(List<String> points) {
            this.points = points;
        }

        /** The points that it is measured at. */
        List<String> points() {
            return points;
        }

        /** Of its documents while it is warmed with all customers' requests: the heavy ones' differ from everybody else's. */
        int edition() {
            return -1 - ordinal();
        }
    }

    private Interference() {}

    private static int heavyIds(Testbed bed) {
        return Math.max(1, bed.dataset.customers() / HEAVY_PART);
    }

    private static int heavyRounds(Testbed bed, OpenLoop.Interference scenario) {
        return bed.combineRounds + Calibration.rounds(scenario.cpu());
    }

    /** A contestant whose first ids are heavy. */
    static ContestantProcess start(
            Testbed bed, Manifest manifest, OpenLoop.Interference scenario, Variant variant, Path folder)
            throws LaunchException {
        ContestantSettings.Heavy heavy = switch (variant) {
            case COMPUTES -> new ContestantSettings.Heavy(heavyIds(bed), heavyRounds(bed, scenario), 0);
            case BLOCKS ->
                new ContestantSettings.Heavy(
                        heavyIds(bed), bed.combineRounds, scenario.block().toMillis());
        };
        return bed.contestant(
                manifest,
                scenario.connections(),
                heavy,
                folder.resolve("server-" + variant.points().getLast() + ".log"));
    }

    static Point measure(
            Testbed bed, ContestantProcess contestant, OpenLoop.Interference scenario, String point, Path folder)
            throws LaunchException, IOException {
        Target all = bed.summaries(contestant);
        int heavy = heavyIds(bed);
        Target light = all.ids(heavy + 1, all.ids() - heavy);
        Target others = switch (point) {
            case NONE -> light;
            // Who computes has another digest in the answer.
            case CPU -> all.ids(1, heavy).edition(heavyRounds(bed, scenario));
            default -> all.ids(1, heavy);
        };
        double rate = scenario.rate().perSecond();
        int heavyConnections = Math.max(1, scenario.connections() / 2);
        Measurement measured = Measurement.take(
                bed,
                contestant,
                new LoadPlan(
                        List.of(
                                stream(
                                        bed,
                                        "everyone-else",
                                        light,
                                        rate * (1 - scenario.share()),
                                        scenario.connections() - heavyConnections,
                                        0),
                                stream(bed, "heavy", others, rate * scenario.share(), heavyConnections, 1)),
                        scenario.settle().toMillis(),
                        scenario.measure().toMillis(),
                        bed.patience()));
        Histograms.writeLog(folder.resolve(point + ".hlog"), measured.report(), measured.main());
        Map<String, Double> context = new TreeMap<>(measured.context());
        context.put("heavy_errors", (double)
                measured.report().streams().getLast().counts().errors());
        context.put("heavy_answered", (double)
                measured.report().streams().getLast().counts().answered());
        Evidence evidence = Evidence.openLoop(
                bed, measured, bed.suite.objective().errors(), scenario.warmup().maxJitShare());
        return new Point(
                point,
                Rules.judge(point.equals(NONE) ? evidence : evidence.waitExplained()),
                measured.metrics(bed.patience()),
                List.of(),
                context,
                measured.histograms(),
                measured.series());
    }

    private static Stream stream(Testbed bed, String name, Target target, double rate, int connections, int number) {
        return new Stream(
                name,
                target.seed(bed.arrivals(ID_STREAM, number)),
                new Arrivals.Poisson(rate, bed.arrivals(ARRIVAL_STREAM, number)),
                new ConnectionPolicy.AllActive(connections),
                Rates.BACKLOG);
    }
}
