package dev.heddle.bench.analysis;

import dev.heddle.bench.journal.Metric;
import dev.heddle.bench.journal.ScenarioName;
import dev.heddle.bench.stats.Estimate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Turns readings into tidy rows: one estimate for each contestant, point and metric. */
final class SummaryRows {
    private SummaryRows() {}

    /**
     * Returns rows in the order in which the readings first name them. Only valid readings are averaged, by {@link OverProcesses}. A
     * row with too few of them has no estimate. It has the verdict that most of its other trials had.
     */
    static List<SummaryRow> of(List<Reading> readings) {
        return groups(readings).entrySet().stream()
                .map(group -> row(group.getKey(), group.getValue()))
                .toList();
    }

    /**
     * Returns the rows of these readings without those of one trial.
     *
     * @param rows the rows of all of them; those that the trial has no part in stay as they are
     */
    static List<SummaryRow> without(String trial, List<Reading> readings, List<SummaryRow> rows) {
        Map<Key, SummaryRow> known = rows.stream().collect(Collectors.toMap(Key::of, Function.identity()));
        readings.stream()
                .filter(reading -> reading.trial().equals(trial))
                .forEach(reading -> known.remove(Key.of(reading)));
        List<Reading> others = readings.stream()
                .filter(reading -> !reading.trial().equals(trial))
                .toList();
        List<SummaryRow> left = new ArrayList<>();
        groups(others).forEach((key, group) -> {
            SummaryRow stays = known.get(key);
            left.add(stays == null ? row(key, group) : stays);
        });
        return List.copyOf(left);
    }

    /**
     * Is true where the valid readings speak for all of them. A minority that a rule has left is a selection. If one contestant loses
     * its fast blocks and another its slow ones, a difference comes out of nothing.
     */
    static boolean telling(int valid, int all) {
        return valid > 0 && 2 * valid >= all;
    }

    private static Map<Key, List<Reading>> groups(List<Reading> readings) {
        Map<Key, List<Reading>> groups = new LinkedHashMap<>();
        for (Reading reading : readings) {
            groups.computeIfAbsent(Key.of(reading), key -> new ArrayList<>()).add(reading);
        }
        return groups;
    }

    private static SummaryRow row(Key key, List<Reading> readings) {
        List<Reading> valid = readings.stream().filter(Reading::valid).toList();
        boolean telling = telling(valid.size(), readings.size());
        if (!telling) {
            List<Reading> others =
                    readings.stream().filter(reading -> !reading.valid()).toList();
            return key.row(null, null, valid.size(), mostCommon(others));
        }
        OverProcesses all = OverProcesses.of(
                key.metric().scale(), valid.stream().map(Reading::number).toList());
        return all.estimate() == null
                ? key.row(null, null, valid.size(), Verdict.NOT_POSITIVE)
                : key.row(all.estimate(), all.mean(), valid.size(), Verdict.VALID);
    }

    /** Returns the most common verdict, or the first to appear if several are as common. */
    private static Verdict mostCommon(List<Reading> readings) {
        Map<Verdict, Long> counts = readings.stream()
                .collect(Collectors.groupingBy(Reading::verdict, LinkedHashMap::new, Collectors.counting()));
        Verdict most = readings.getFirst().verdict();
        for (Map.Entry<Verdict, Long> count : counts.entrySet()) {
            if (count.getValue() > counts.getOrDefault(most, 0L)) {
                most = count.getKey();
            }
        }
        return most;
    }

    private record Key(ScenarioName scenario, String contestant, String point, Metric metric) {
        static Key of(Reading reading) {
            return new Key(reading.scenario(), reading.contestant(), reading.point(), reading.metric());
        }

        static Key of(SummaryRow row) {
            return new Key(row.scenario(), row.contestant(), row.point(), row.metric());
        }

        SummaryRow row(@Nullable Estimate estimate, @Nullable Mean mean, int trials, Verdict verdict) {
            return new SummaryRow(scenario, contestant, point, metric, estimate, mean, trials, verdict);
        }
    }

    /**
     * Returns the scenarios that were measured, in the order in which Heddle shows them. Those that it does not know come last.
     */
    static List<ScenarioName> scenarios(List<SummaryRow> rows) {
        List<ScenarioName> measured =
                rows.stream().map(SummaryRow::scenario).distinct().toList();
        return Stream.concat(
                        Arrays.stream(ScenarioName.Known.values()).filter(measured::contains),
                        measured.stream().filter(ScenarioName.Other.class::isInstance))
                .toList();
    }

    /** Returns the metrics that a scenario has rows of, in their order. */
    static List<Metric> metrics(List<SummaryRow> rows, ScenarioName scenario) {
        return rows.stream()
                .filter(row -> row.scenario().equals(scenario))
                .map(SummaryRow::metric)
                .distinct()
                .toList();
    }
}
