package dev.heddle.bench.report;

import dev.heddle.bench.analysis.Flaw;
import dev.heddle.bench.analysis.Numbers;
import dev.heddle.bench.analysis.SummaryRow;
import dev.heddle.bench.journal.Metric;
import dev.heddle.bench.journal.Run;
import dev.heddle.bench.journal.WarmUp;
import dev.heddle.bench.judge.JudgedTrial;
import dev.heddle.bench.judge.Outcome;
import dev.heddle.bench.judge.RuleName;
import dev.heddle.bench.stats.Estimate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes the tables at the page's end. They hold everything, for those who look it up. */
final class PageTables {
    private PageTables() {}

    /** Makes a table of the rows of {@code summary.csv}. */
    static String rows(List<SummaryRow> rows) {
        return Html.table(
                List.of(
                        "scenario",
                        "contestant",
                        "point",
                        "metric",
                        "estimate",
                        "95 % low",
                        "95 % high",
                        "unit",
                        "trials",
                        "verdict"),
                rows.stream().map(PageTables::row).toList());
    }

    private static List<String> row(SummaryRow row) {
        Estimate estimate = row.estimate();
        return List.of(
                row.scenario().text(),
                row.contestant(),
                row.point(),
                row.metric().name(),
                number(estimate == null ? null : estimate.value()),
                number(estimate == null ? null : estimate.low()),
                number(estimate == null ? null : estimate.high()),
                row.unit(),
                Integer.toString(row.trials()),
                row.verdict().text());
    }

    private static String number(@Nullable Double value) {
        return value == null ? "" : Numbers.brief(value);
    }

    /** Makes a table of what is not valid. */
    static String flaws(List<Flaw> flaws) {
        return Html.table(
                List.of("scenario", "contestant", "point", "trial", "rule", "what was seen", "metrics that it voids"),
                flaws.stream()
                        .map(flaw -> List.of(
                                flaw.scenario().text(),
                                flaw.contestant(),
                                flaw.point(),
                                flaw.trial(),
                                flaw.verdict().text(),
                                flaw.reason(),
                                voids(flaw)))
                        .toList());
    }

    /** Makes a table of the rules that points broke, each with what holds where it is kept. */
    static String rules(List<Flaw> flaws) {
        return Html.table(
                List.of("rule", "what holds where it is kept"),
                Arrays.stream(RuleName.values())
                        .filter(rule -> flaws.stream()
                                .anyMatch(flaw -> flaw.verdict().text().equals(rule.text())))
                        .map(rule -> List.of(rule.text(), rule.explanation()))
                        .toList());
    }

    /** Makes a table of what the rules could not look at. */
    static String unjudged(Map<String, Long> sentences) {
        return Html.table(
                List.of("what was lacking (and the rules that need it)", "points"),
                sentences.entrySet().stream()
                        .map(sentence ->
                                List.of(sentence.getKey(), sentence.getValue().toString()))
                        .toList());
    }

    /** Makes a table of the trials, in their order. */
    static String trials(List<JudgedTrial> trials) {
        return Html.table(
                List.of("trial", "block", "contestant", "scenario", "started", "seconds", "warm-up", "points valid"),
                trials.stream()
                        .map(trial -> List.of(
                                trial.id(),
                                Integer.toString(trial.block()),
                                trial.contestant(),
                                trial.scenario().text(),
                                trial.started(),
                                Numbers.brief(trial.seconds()),
                                trial.warmups().stream().map(WarmUp::sentence).collect(Collectors.joining("; ")),
                                valid(trial) + " of " + trial.points().size()))
                        .toList());
    }

    /** Names the metrics that a flaw voids. */
    static String voids(Flaw flaw) {
        return flaw.voids().isEmpty()
                ? "all"
                : flaw.voids().stream().map(Metric::name).collect(Collectors.joining(", "));
    }

    private static long valid(JudgedTrial trial) {
        return trial.points().stream()
                .filter(point -> point.outcome() instanceof Outcome.Valid)
                .count();
    }

    /** Makes a table of the contestants that were compared. */
    static String contestants(Run run) {
        return Html.table(
                List.of("contestant", "model", "what it is"),
                run.contestants().stream()
                        .map(entrant -> List.of(entrant.name(), entrant.model().text(), entrant.description()))
                        .toList());
    }

    /** Makes a table of the environment that the run was measured in. */
    static String environment(Run run) {
        return Html.table(
                List.of("what", "value"),
                run.environment().entrySet().stream()
                        .map(entry -> List.of(entry.getKey(), entry.getValue()))
                        .toList());
    }
}
