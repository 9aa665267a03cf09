package dev.heddle.bench.report;

import dev.heddle.bench.journal.Point;
import dev.heddle.bench.journal.Rung;
import dev.heddle.bench.journal.Sample;
import dev.heddle.bench.journal.Trial;
import dev.heddle.bench.stats.Estimate;
import dev.heddle.bench.stats.Slope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One metric of one point of one trial: what one fresh process says.
 *
 * @param value null where the trial has none; with an interval where the process alone gives one, as a slope does
 * @param within the process's successive readings, whose mean is the value; one alone where it took no more
 */
record Reading(
        String scenario,
        String contestant,
        String point,
        String metric,
        int block,
        @Nullable Estimate value,
        String verdict,
        double[] within) {

    /** Every reading of every trial, in their order. */
    static List<Reading> of(List<Trial> trials) {
        List<Reading> readings = new ArrayList<>();
        for (Trial trial : trials) {
            for (Point point : trial.points()) {
                values(trial.scenario(), point)
                        .forEach((metric, value) -> readings.add(of(trial, point, metric, value.estimate())));
            }
        }
        return readings;
    }

    /** Whether it kept every rule and has a value. */
    boolean valid() {
        return verdict.equals(Summary.VALID);
    }

    /** The value of a valid reading. */
    double number() {
        return Objects.requireNonNull(value).value();
    }

    private static Reading of(Trial trial, Point point, String metric, @Nullable Estimate value) {
        String verdict = point.outcome().verdict(metric);
        return new Reading(
                trial.scenario(),
                trial.contestant(),
                point.point(),
                metric,
                trial.block(),
                value,
                // A point that kept every rule, but lacks this metric, did not measure it.
                verdict.equals(Summary.VALID) && value == null ? Summary.NOT_MEASURED : verdict,
                within(point, metric, value));
    }

    private record Value(@Nullable Estimate estimate) {}

    private static Map<String, Value> values(String scenario, Point point) {
        Map<String, Value> values = new LinkedHashMap<>();
        point.metrics().forEach((metric, value) -> values.put(metric, new Value(single(value))));
        if (!point.rungs().isEmpty()) {
            values.put(Metric.BYTES_PER_CONNECTION, new Value(slope(point, Summary.TOTAL)));
            for (String layer : Summary.LAYERS) {
                values.put(Metric.BYTES_PER_CONNECTION + "." + layer, new Value(slope(point, layer)));
            }
        }
        if (values.isEmpty()) {
            values.put(Metric.headline(scenario), new Value(null));
        }
        return values;
    }

    private static @Nullable Estimate single(double value) {
        return Double.isFinite(value) ? new Estimate(value, null, null, 1) : null;
    }

    private static @Nullable Estimate slope(Point point, String layer) {
        List<Rung> rungs = Summary.ascending(point);
        boolean everyRung = rungs.stream().allMatch(rung -> rung.bytes().containsKey(layer));
        if (!everyRung
                || rungs.size() < 3
                || rungs.stream().mapToInt(Rung::connections).distinct().count() < 2) {
            return null;
        }
        return Slope.of(
                rungs.stream().mapToDouble(Rung::connections).toArray(),
                rungs.stream().mapToDouble(rung -> rung.bytes().get(layer)).toArray());
    }

    /** Answers second by second, scaled to the rate of the whole window, of whose ends a second may hold only a part. */
    private static double[] within(Point point, String metric, @Nullable Estimate value) {
        if (value == null) {
            return new double[0];
        }
        double[] answered = metric.equals(Metric.REQUESTS_PER_SECOND)
                ? point.series().stream()
                        .filter(sample -> sample.second() >= 0)
                        .map(Sample::values)
                        .map(values -> values.get("answered"))
                        .filter(Objects::nonNull)
                        .mapToDouble(Double::doubleValue)
                        .toArray()
                : new double[0];
        double mean = Arrays.stream(answered).average().orElse(0);
        return mean > 0
                ? Arrays.stream(answered)
                        .map(count -> count * value.value() / mean)
                        .toArray()
                : new double[] {value.value()};
    }
}
