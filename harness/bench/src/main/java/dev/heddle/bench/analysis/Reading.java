package dev.heddle.bench.analysis;

import dev.heddle.bench.journal.Metric;
import dev.heddle.bench.journal.Rung;
import dev.heddle.bench.journal.Sample;
import dev.heddle.bench.journal.ScenarioName;
import dev.heddle.bench.judge.JudgedPoint;
import dev.heddle.bench.judge.JudgedTrial;
import dev.heddle.bench.stats.Estimate;
import dev.heddle.bench.stats.Slope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A reading is one metric of one point of one trial. It is what one fresh process says.
 *
 * @param trial its id
 * @param block which interleaved block it was part of
 * @param value null where the trial has none; with an interval where the process alone gives one, as a slope does
 * @param within the process's successive readings, whose mean is the value; one alone where it took no more
 */
public record Reading(
        String trial,
        int block,
        ScenarioName scenario,
        String contestant,
        String point,
        Metric metric,
        @Nullable Estimate value,
        Verdict verdict,
        double[] within) {

    /**
     * Returns every reading of every trial, in their order. A point without any metric gives one reading without a value, of the
     * metric that the scenario is about.
     */
    static List<Reading> of(List<JudgedTrial> trials) {
        List<Reading> readings = new ArrayList<>();
        for (JudgedTrial trial : trials) {
            for (JudgedPoint point : trial.points()) {
                Map<Metric, Value> values = values(point);
                if (values.isEmpty()) {
                    Metric headline = Inquiry.of(trial.scenario()).headline(measured(trial.scenario(), trials));
                    values.put(headline, new Value(null));
                }
                values.forEach((metric, value) -> readings.add(of(trial, point, metric, value.estimate())));
            }
        }
        return List.copyOf(readings);
    }

    /** Is true where the reading kept every rule and has a value. */
    public boolean valid() {
        return verdict.equals(Verdict.VALID);
    }

    /** Returns the value of a valid reading. */
    double number() {
        return Objects.requireNonNull(value).value();
    }

    private static Reading of(JudgedTrial trial, JudgedPoint point, Metric metric, @Nullable Estimate value) {
        Verdict verdict = Verdict.of(point.outcome(), metric);
        return new Reading(
                trial.id(),
                trial.block(),
                trial.scenario(),
                trial.contestant(),
                point.point(),
                metric,
                value,
                verdict.equals(Verdict.VALID) && value == null ? Verdict.NOT_MEASURED : verdict,
                within(point, metric, value));
    }

    private record Value(@Nullable Estimate estimate) {}

    private static Map<Metric, Value> values(JudgedPoint point) {
        Map<Metric, Value> values = new LinkedHashMap<>();
        point.metrics().forEach((metric, value) -> values.put(Metric.of(metric), new Value(single(value))));
        if (!point.rungs().isEmpty()) {
            values.put(Metric.BYTES_PER_CONNECTION, new Value(slope(point, Ladder.TOTAL)));
            for (String layer : Metric.LAYERS) {
                values.put(Metric.layer(layer), new Value(slope(point, layer)));
            }
        }
        return values;
    }

    /** Returns the metrics that the points of the scenario have. */
    private static Set<Metric> measured(ScenarioName scenario, List<JudgedTrial> trials) {
        Set<Metric> measured = new LinkedHashSet<>();
        trials.stream()
                .filter(trial -> trial.scenario().equals(scenario))
                .flatMap(trial -> trial.points().stream())
                .forEach(point -> measured.addAll(values(point).keySet()));
        return measured;
    }

    private static @Nullable Estimate single(double value) {
        return Double.isFinite(value) ? new Estimate(value, null, null, 1) : null;
    }

    private static @Nullable Estimate slope(JudgedPoint point, String layer) {
        List<Rung> rungs = Ladder.ascending(point);
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

    /**
     * Returns the process's successive readings of a rate: the answers of each second, scaled so that their mean is the rate of the
     * whole window. Scaling is needed because the window may hold only a part of its first and last second. Any other metric has its
     * value alone.
     */
    private static double[] within(JudgedPoint point, Metric metric, @Nullable Estimate value) {
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
