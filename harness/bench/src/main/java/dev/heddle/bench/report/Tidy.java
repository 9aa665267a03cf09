package dev.heddle.bench.report;

import dev.heddle.bench.journal.Trial;
import dev.heddle.bench.stats.Estimate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The run for pandas, R and DuckDB: a line a reading, and a dictionary of what the columns and metrics mean. */
final class Tidy {
    private static final List<String> POINTS =
            List.of("trial", "block", "scenario", "contestant", "point", "metric", "unit", "value", "verdict");

    private static final Map<String, String> COLUMNS = Map.ofEntries(
            Map.entry("scenario", "what kind of measurement"),
            Map.entry("contestant", "who was measured"),
            Map.entry("point", "the condition within the scenario: concurrency=64, rate=2000, idle, …"),
            Map.entry("metric", "what was measured; the metrics follow below"),
            Map.entry("unit", "the unit of the values beside it"),
            Map.entry(
                    "estimate",
                    "summary.csv: the estimate over the valid trials; empty where fewer than half of the trials gave a valid value"),
            Map.entry(
                    "ci_low",
                    "summary.csv: lower end of the 95 % confidence interval; empty where one trial alone gives none"),
            Map.entry("ci_high", "summary.csv: upper end of it"),
            Map.entry("trials", "summary.csv: how many valid trials (fresh processes) the estimate rests on"),
            Map.entry("verdict", "valid, or the name of the rule that the point broke; failed; not-measured"),
            Map.entry("trial", "points.csv: the fresh process that was measured, as in trials.jsonl"),
            Map.entry(
                    "block",
                    "points.csv: the interleaved block that the trial was part of; trials of one block are a pair"),
            Map.entry("value", "points.csv: the trial's reading; empty where there is none"));

    private Tidy() {}

    /** {@code points.csv}: every reading of every trial, valid or not; a memory ladder's reading is its slope. */
    static String points(List<Trial> trials) {
        List<List<String>> rows = new ArrayList<>();
        for (Trial trial : trials) {
            for (Reading reading : Reading.of(List.of(trial))) {
                Estimate value = reading.value();
                rows.add(List.of(
                        trial.id(),
                        Integer.toString(trial.block()),
                        reading.scenario(),
                        reading.contestant(),
                        reading.point(),
                        reading.metric(),
                        Metric.unit(reading.metric()),
                        value == null ? "" : Numbers.plain(value.value()),
                        reading.verdict()));
            }
        }
        return Csv.of(POINTS, rows);
    }

    /** {@code dictionary.csv}: each column and metric, its unit and its meaning. */
    static String dictionary() {
        List<List<String>> rows = new ArrayList<>();
        List<String> columns = new ArrayList<>(Summary.COLUMNS);
        POINTS.stream().filter(column -> !columns.contains(column)).forEach(columns::add);
        for (String column : columns) {
            String meaning = COLUMNS.get(column);
            if (meaning == null) {
                throw new IllegalStateException("a column without meaning: " + column);
            }
            rows.add(List.of("column", column, "", meaning));
        }
        Metric.ALL.forEach(metric -> rows.add(List.of("metric", metric.name(), metric.unit(), metric.meaning())));
        return Csv.of(List.of("kind", "name", "unit", "meaning"), rows);
    }
}
