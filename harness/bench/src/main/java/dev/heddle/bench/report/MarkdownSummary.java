package dev.heddle.bench.report;

import dev.heddle.bench.journal.Point;
import dev.heddle.bench.journal.Run;
import dev.heddle.bench.journal.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code summary.md}: the run at a glance, for a pull request or a CI page: what it says, a table, what is not valid, where the rest is. */
final class MarkdownSummary {
    private static final List<DecisionDriver> SHOWN = Stream.concat(
                    DecisionDriver.ORDER.stream(),
                    Stream.of(new DecisionDriver("time of a hand-off", "switching", Metric.HANDOFF_NS, "same-cpu")))
            .toList();

    private MarkdownSummary() {}

    static String of(Run run, List<Trial> trials) {
        DecisionEvidence evidence = new DecisionEvidence(run, trials);
        DecisionOutcome outcome = evidence.outcome();
        List<String> parts = new ArrayList<>();
        parts.add("### Heddle: " + MarkdownTable.escape(run.run()));
        parts.add("**%s.** %s".formatted(capitalized(outcome.headline()), MarkdownTable.escape(why(outcome))));
        parts.add(DecisionTable.of(evidence, SHOWN));
        parts.add(
                ("Bold: better than every other by a paired comparison over %d blocks of fresh processes or more, beyond the noise floor. In"
                                + " parentheses: how many valid processes; ± of one is of the slope within it. %s")
                        .formatted(DecisionEvidence.LEAST_BLOCKS, floor(evidence)));
        parts.add(flaws(trials));
        parts.add("Suite %s, seed %d, %d trials, Heddle %s, commit %s. Repeat with `%s`."
                .formatted(
                        MarkdownTable.escape(run.suite()),
                        run.seed(),
                        trials.size(),
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

    private static String floor(DecisionEvidence evidence) {
        Map<String, String> floors = new TreeMap<>();
        evidence.comparisons().stream()
                .filter(comparison -> comparison.twins() && comparison.noiseFloor() != null)
                .filter(comparison -> SHOWN.stream().anyMatch(driver -> driver.covers(comparison)))
                .forEach(comparison -> floors.put(
                        comparison.scenario() + " `" + comparison.metric() + "`",
                        Numbers.percent(Objects.requireNonNull(comparison.noiseFloor()))));
        return floors.isEmpty()
                ? "Noise floor: unknown, no A/A pair ran."
                : floors.entrySet().stream()
                        .map(entry -> entry.getKey() + " " + entry.getValue())
                        .collect(Collectors.joining(", ", "Noise floor: ", "."));
    }

    private static String flaws(List<Trial> trials) {
        List<Point> points =
                trials.stream().flatMap(trial -> trial.points().stream()).toList();
        Map<String, Long> rules = Flaw.of(trials).stream()
                .collect(Collectors.groupingBy(Flaw::rule, TreeMap::new, Collectors.counting()));
        long flawed = rules.values().stream().mapToLong(Long::longValue).sum();
        return flawed == 0
                ? "All " + points.size() + " points are valid."
                : rules.entrySet().stream()
                        .map(rule -> rule.getKey() + " " + rule.getValue())
                        .collect(Collectors.joining(
                                ", ",
                                "Not valid, or not in full: " + flawed + " of " + points.size() + " points (",
                                ")."));
    }

    private static String capitalized(String text) {
        return Character.toUpperCase(text.charAt(0)) + MarkdownTable.escape(text.substring(1));
    }
}
