package dev.heddle.bench.report;

import dev.heddle.bench.analysis.Analysis;
import dev.heddle.bench.analysis.DecisionDriver;
import dev.heddle.bench.analysis.DecisionEvidence;
import dev.heddle.bench.analysis.DecisionOutcome;
import dev.heddle.bench.analysis.Numbers;
import dev.heddle.bench.journal.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes {@code summary.md}, which shows the run at a glance in a pull request or on a CI page. It has what the run says, a table,
 * what is not valid, and where the rest is.
 */
final class MarkdownSummary {
    private MarkdownSummary() {}

    static String of(Analysis analysis) {
        Run run = analysis.run();
        DecisionEvidence evidence = analysis.evidence();
        DecisionOutcome outcome = analysis.decision();
        List<DecisionDriver> shown = Stream.concat(evidence.drivers().stream(), evidence.unweighed().stream())
                .toList();
        List<String> parts = new ArrayList<>();
        parts.add("### Heddle: " + MarkdownTable.escape(run.run()));
        parts.add("**%s.** %s".formatted(capitalized(outcome.headline()), MarkdownTable.escape(why(outcome))));
        parts.add(DecisionTable.of(evidence, shown));
        parts.add(
                ("Bold: better than every other by a paired comparison over %d blocks of fresh processes or more, beyond the noise floor. In"
                                + " parentheses: how many valid processes; one alone has no interval. %s %s")
                        .formatted(DecisionEvidence.LEAST_BLOCKS, DecisionTable.READ, floor(evidence, shown)));
        parts.add(flaws(analysis));
        parts.add("Suite %s, seed %d, %d trials, Heddle %s, commit %s. Repeat with `%s`."
                .formatted(
                        MarkdownTable.escape(run.suite()),
                        run.seed(),
                        analysis.trials().size(),
                        run.heddle(),
                        run.commit(),
                        ShellCommand.repeating(run.commandLine())));
        parts.add(
                "[decision.md](decision.md) · [notebook.ipynb](notebook.ipynb) · [report.html](report.html) · [summary.csv](summary.csv)"
                        + " · [trials.jsonl](trials.jsonl)");
        return String.join("\n\n", parts) + "\n";
    }

    private static String why(DecisionOutcome outcome) {
        return String.join(
                " ",
                switch (outcome) {
                    case DecisionOutcome.Chosen chosen -> chosen.why();
                    case DecisionOutcome.NoDifference none -> none.why();
                    case DecisionOutcome.Depends depends -> depends.why();
                    case DecisionOutcome.Refused refused -> refused.reasons();
                });
    }

    private static String floor(DecisionEvidence evidence, List<DecisionDriver> shown) {
        Map<String, String> floors = new TreeMap<>();
        shown.stream()
                .flatMap(driver -> evidence.comparisons(driver).stream())
                .filter(comparison -> comparison.aa() && comparison.noiseFloor() != null)
                .forEach(comparison -> floors.put(
                        comparison.scenario() + " `" + comparison.metric() + "`",
                        Numbers.percent(Objects.requireNonNull(comparison.noiseFloor()))));
        return floors.isEmpty()
                ? "Noise floor: unknown, no A/A pair ran."
                : floors.entrySet().stream()
                        .map(entry -> entry.getKey() + " " + entry.getValue())
                        .collect(Collectors.joining(", ", "Noise floor: ", "."));
    }

    private static String flaws(Analysis analysis) {
        int points = analysis.trials().stream()
                .mapToInt(trial -> trial.points().size())
                .sum();
        Map<String, Long> rules = analysis.flaws().stream()
                .collect(Collectors.groupingBy(flaw -> flaw.verdict().text(), TreeMap::new, Collectors.counting()));
        long flawed = rules.values().stream().mapToLong(Long::longValue).sum();
        return flawed == 0
                ? "All " + points + " points are valid."
                : rules.entrySet().stream()
                        .map(rule -> rule.getKey() + " " + rule.getValue())
                        .collect(Collectors.joining(
                                ", ", "Not valid, or not in full: " + flawed + " of " + points + " points (", ")."));
    }

    private static String capitalized(String text) {
        return Character.toUpperCase(text.charAt(0)) + MarkdownTable.escape(text.substring(1));
    }
}
