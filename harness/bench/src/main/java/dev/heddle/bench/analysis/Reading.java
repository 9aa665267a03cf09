package dev.heddle.bench.analysis;

import dev.heddle.bench.journal.Metric;
import dev.heddle.bench.journal.Rung;
import dev.heddle.bench.journal.ScenarioName;
import dev.heddle.bench.judge.JudgedPoint;
import dev.heddle.bench.judge.JudgedTrial;
import dev.heddle.bench.stats.Slope;
import java.util.ArrayList;
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
 * @param value null where the trial has none
 */
public record Reading(
        String trial,
        int block,
        ScenarioName scenario,
        String contestant,
        String point,
        Metric metric,
        @Nullable Double value,
        Verdict verdict) {

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
                values.forEach((metric, value) -> readings.add(of(trial, point, metric, value.number())));
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
        return Objects.requireNonNull(value);
    }

    private static Reading of(JudgedTrial trial, JudgedPoint point, Metric metric, @Nullable Double value) {
        Verdict verdict = Verdict.of(point.outcome(), metric);
        return new Reading(
                trial.id(),
                trial.block(),
                trial.scenario(),
                trial.contestant(),
                point.point(),
                metric,
                value,
                verdict.equals(Verdict.VALID) && value == null ? Verdict.NOT_MEASURED : verdict);
    }

    private record Value(@Nullable Double number) {}

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

    private static @Nullable Double single(double value) {
        return Double.isFinite(value) ? Double.valueOf(value) : null;
    }

    private static @Nullable Double slope(JudgedPoint point, String layer) {
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
}
