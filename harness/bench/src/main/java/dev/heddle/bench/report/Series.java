package dev.heddle.bench.report;

import dev.heddle.bench.journal.Sample;
import dev.heddle.bench.judge.JudgedPoint;
import dev.heddle.bench.judge.JudgedTrial;
import dev.heddle.bench.judge.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import tools.jackson.databind.node.ArrayNode;

/** Shows how a point went, second by second. */
final class Series {
    private static final String FROM = "slow_from_second";
    private static final String UNTIL = "slow_until_second";

    private Series() {}

    /**
     * Returns, for each second, each contestant's median over its valid trials, and its range over them.
     *
     * @param positive whether what is not above zero is left out, as a logarithmic axis must
     */
    static ArrayNode lines(
            List<String> contestants, List<JudgedTrial> trials, String point, String value, boolean positive) {
        ArrayNode data = Template.array();
        for (String contestant : contestants) {
            Map<Double, List<Double>> seconds = new TreeMap<>();
            points(trials, point, contestant).stream()
                    .flatMap(measured -> measured.series().stream())
                    .forEach(sample -> add(seconds, sample, value, positive));
            seconds.forEach((second, values) -> {
                List<Double> sorted = values.stream().sorted().toList();
                data.addObject()
                        .put("contestant", contestant)
                        .put("point", point)
                        .put("second", second)
                        .put("value", median(sorted))
                        .put("low", sorted.getFirst())
                        .put("high", sorted.getLast())
                        .put("trials", sorted.size());
            });
        }
        return data;
    }

    /** Returns one object that says from when until when the service was slow. There is none where the record does not say. */
    static ArrayNode phase(List<JudgedTrial> trials, String name) {
        ArrayNode phase = Template.array();
        trials.stream()
                .flatMap(trial -> trial.points().stream())
                .filter(point -> point.point().equals(name))
                .map(JudgedPoint::context)
                .filter(context -> context.containsKey(FROM) && context.containsKey(UNTIL))
                .findFirst()
                .ifPresent(context ->
                        phase.addObject().put("from", context.get(FROM)).put("until", context.get(UNTIL)));
        return phase;
    }

    private static List<JudgedPoint> points(List<JudgedTrial> trials, String name, String contestant) {
        return trials.stream()
                .filter(trial -> trial.contestant().equals(contestant))
                .flatMap(trial -> trial.points().stream())
                .filter(point -> point.point().equals(name) && point.outcome() instanceof Outcome.Valid)
                .toList();
    }

    private static void add(Map<Double, List<Double>> seconds, Sample sample, String name, boolean positive) {
        Double value = sample.values().get(name);
        if (value != null && Double.isFinite(value) && (value > 0 || !positive)) {
            seconds.computeIfAbsent(sample.second(), second -> new ArrayList<>())
                    .add(Objects.requireNonNull(value));
        }
    }

    private static double median(List<Double> sorted) {
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
