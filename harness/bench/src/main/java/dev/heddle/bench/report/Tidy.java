package dev.heddle.bench.report;

import dev.heddle.bench.analysis.Numbers;
import dev.heddle.bench.analysis.Reading;
import dev.heddle.bench.analysis.SummaryRow;
import dev.heddle.bench.journal.Metric;
import dev.heddle.bench.judge.RuleName;
import dev.heddle.bench.stats.Estimate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Writes the run for pandas, R and DuckDB. The tables have a line for each value, and a dictionary says what the columns and
 * metrics mean.
 */
final class Tidy {
    private static final List<String> SUMMARY = List.of(
            "scenario",
            "contestant",
            "point",
            "metric",
            "unit",
            "estimate",
            "ci_low",
            "ci_high",
            "trials",
            "verdict",
            "mean");

    private static final List<String> POINTS =
            List.of("trial", "block", "scenario", "contestant", "point", "metric", "unit", "value", "verdict", "scale");

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
                    "summary.csv: lower end of the 95 % confidence interval over fresh processes; empty where one trial alone gives none"),
            Map.entry("ci_high", "summary.csv: upper end of it"),
            Map.entry("trials", "summary.csv: how many valid trials (fresh processes) the estimate rests on"),
            Map.entry(
                    "verdict",
                    "valid, or the name of the rule that the point broke; failed; not-measured; not-positive (summary.csv: of what is always above zero a valid trial read zero or less)"),
            Map.entry(
                    "mean",
                    "summary.csv: which mean of the trials the estimate is, geometric or arithmetic; empty where there is none"),
            Map.entry(
                    "scale",
                    "points.csv: log where summary.csv takes the geometric mean of such values, unless one is zero; plain where it takes the arithmetic mean"),
            Map.entry("trial", "points.csv: the fresh process that was measured, as in trials.jsonl"),
            Map.entry(
                    "block",
                    "points.csv: the interleaved block that the trial was part of; trials of one block are a pair"),
            Map.entry("value", "points.csv: the trial's reading; empty where there is none"));

    private Tidy() {}

    /** Writes {@code summary.csv}, which has one estimate a line. */
    static String summary(List<SummaryRow> rows) {
        return Csv.of(SUMMARY, rows.stream().map(Tidy::line).toList());
    }

    /** Writes {@code points.csv}: every reading of every trial, valid or not. A memory ladder's reading is its slope. */
    static String points(List<Reading> readings) {
        return Csv.of(POINTS, readings.stream().map(Tidy::line).toList());
    }

    private static List<String> line(SummaryRow row) {
        Estimate estimate = row.estimate();
        return List.of(
                row.scenario().text(),
                row.contestant(),
                row.point(),
                row.metric().name(),
                row.unit(),
                cell(estimate, Estimate::value),
                cell(estimate, Estimate::low),
                cell(estimate, Estimate::high),
                Integer.toString(row.trials()),
                row.verdict().text(),
                row.mean() == null ? "" : row.mean().toString());
    }

    private static List<String> line(Reading reading) {
        return List.of(
                reading.trial(),
                Integer.toString(reading.block()),
                reading.scenario().text(),
                reading.contestant(),
                reading.point(),
                reading.metric().name(),
                reading.metric().unit(),
                cell(reading.value()),
                reading.verdict().text(),
                reading.metric().scale().text());
    }

    private static String cell(@Nullable Estimate estimate, Function<Estimate, @Nullable Double> part) {
        return cell(estimate == null ? null : part.apply(estimate));
    }

    private static String cell(@Nullable Double value) {
        return value == null ? "" : Numbers.plain(value);
    }

    /**
     * Writes {@code dictionary.csv}. It has each column and metric with its unit and its meaning, and each rule with what holds where
     * the rule is kept.
     */
    static String dictionary() {
        List<List<String>> rows = new ArrayList<>();
        List<String> columns = new ArrayList<>(SUMMARY);
        POINTS.stream().filter(column -> !columns.contains(column)).forEach(columns::add);
        for (String column : columns) {
            String meaning = COLUMNS.get(column);
            if (meaning == null) {
                throw new IllegalStateException("a column without meaning: " + column);
            }
            rows.add(List.of("column", column, "", meaning));
        }
        Metric.ALL.forEach(metric -> rows.add(List.of(
                "metric",
                metric.name(),
                metric.unit(),
                metric.meaning() + "; " + metric.scale().estimated())));
        for (RuleName rule : RuleName.values()) {
            rows.add(List.of("rule", rule.text(), "", rule.explanation()));
        }
        return Csv.of(List.of("kind", "name", "unit", "meaning"), rows);
    }
}
