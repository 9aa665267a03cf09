package dev.heddle.bench.judge;

import dev.heddle.bench.journal.Evidence;
import dev.heddle.bench.journal.Metric;
import dev.heddle.bench.journal.Point;
import dev.heddle.bench.journal.RunFolder;
import dev.heddle.bench.journal.Trial;
import dev.heddle.bench.journal.WarmUp;
import dev.heddle.bench.journal.Window;
import dev.heddle.bench.journal.Windows;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Tells whether a process was warm when it was measured, from a run that went on measuring it (suite
 * {@code src/test/suites/three-minutes.yaml}). Its first windows are those that a suite takes; the rest show on which level it ended.
 *
 * <pre>{@code
 * ./heddle run --suite harness/bench/src/test/suites/three-minutes.yaml --out results/held
 * java -cp harness/bench/target/test-classes:harness/bench/target/bench.jar dev.heddle.bench.judge.HeldWindows results/held
 * }</pre>
 *
 * @param contestant who was held
 * @param point at which point
 * @param metric by which cost
 * @param seconds how long the first windows are together
 * @param first the cost in them, in microseconds a request
 * @param level the median of the cost in the windows after them
 * @param firstJit CPU time of the JIT compilers in the first windows, in microseconds a request; no cost contains it
 * @param levelJit the median of it in the windows after them
 */
record HeldWindows(
        String contestant,
        String point,
        Metric metric,
        double seconds,
        double first,
        double level,
        double firstJit,
        double levelJit) {
    /** The two lengths that suites quick and standard measure a rung for, in seconds, as far as they are wholes of a window. */
    private static final List<Double> TAKEN = List.of(2.0, 8.0);

    /** Prints what a run's processes show. */
    @SuppressWarnings("SystemOut")
    public static void main(String[] folders) throws IOException {
        for (String folder : folders) {
            for (Trial trial : RunFolder.read(Path.of(folder)).trials()) {
                trial.warmups().stream()
                        .map(WarmUp::sentence)
                        .forEach(sentence -> System.out.println(trial.contestant() + ": " + sentence));
                for (Point point : trial.points()) {
                    of(trial.contestant(), point).forEach(held -> System.out.println(held.sentence()));
                }
            }
        }
    }

    /** Returns what a point shows, for each cost that it has and each length that a suite takes. */
    static List<HeldWindows> of(String contestant, Point point) throws IOException {
        List<HeldWindows> held = new ArrayList<>();
        if (!(point.evidence() instanceof Evidence.Load load)) {
            return held;
        }
        for (Metric metric : Metric.COSTS) {
            for (double taken : TAKEN) {
                int first = 0;
                double seconds = 0;
                while (first < load.windows().size() && seconds < taken - 0.01) {
                    seconds += load.windows().get(first).seconds();
                    first++;
                }
                List<Window> rest = load.windows().subList(first, load.windows().size());
                Window early = Windows.pooled(load.windows().subList(0, first));
                if (!rest.isEmpty() && LoadMetrics.cpu(early).containsKey(metric.name())) {
                    held.add(new HeldWindows(
                            contestant,
                            point.point(),
                            metric,
                            seconds,
                            value(metric, early),
                            median(metric, rest),
                            value(Metric.JIT_CPU_US_PER_REQUEST, early),
                            median(Metric.JIT_CPU_US_PER_REQUEST, rest)));
                }
            }
        }
        return held;
    }

    private static double value(Metric metric, Window window) {
        return LoadMetrics.cpu(window).getOrDefault(metric.name(), Double.NaN);
    }

    private static double median(Metric metric, List<Window> windows) {
        double[] sorted = windows.stream()
                .mapToDouble(window -> value(metric, window))
                .sorted()
                .toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** Returns by which part of the first windows' cost the later level lies below it; it is negative where it lies above. */
    double below() {
        return 1 - level / first;
    }

    String sentence() {
        return String.format(
                Locale.ROOT,
                "%s, %s, %s: first %.0f s %.1f us, level of the rest %.1f us, which is %.1f %% %s (JIT beside it %.1f us, then %.1f us)",
                contestant,
                point,
                metric,
                seconds,
                first,
                level,
                100 * Math.abs(below()),
                below() > 0 ? "below" : "above",
                firstJit,
                levelJit);
    }
}
