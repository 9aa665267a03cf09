package dev.heddle.bench.report;

import dev.heddle.bench.analysis.Analysis;
import dev.heddle.bench.analysis.Comparison;
import dev.heddle.bench.analysis.DecisionArgument;
import dev.heddle.bench.analysis.DecisionDriver;
import dev.heddle.bench.analysis.DecisionEvidence;
import dev.heddle.bench.analysis.DecisionOutcome;
import dev.heddle.bench.analysis.Numbers;
import dev.heddle.bench.analysis.PointOrder;
import dev.heddle.bench.analysis.Text;
import dev.heddle.bench.stats.Estimate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Says what surrounds a decision: what follows from it, where it would flip, how large the noise is, and every comparison. */
final class DecisionDetails {
    /** A difference greater than this share is told in words. Nine times as much again is tenfold. */
    private static final double TENFOLD = 9;

    private final Analysis analysis;
    private final DecisionEvidence evidence;

    DecisionDetails(Analysis analysis) {
        this.analysis = analysis;
        this.evidence = analysis.evidence();
    }

    /** Says what follows from the outcome, good and bad. */
    List<String> consequences() {
        return switch (analysis.decision()) {
            case DecisionOutcome.Chosen chosen -> {
                List<String> found = DecisionArgument.of(evidence, chosen.option()).stream()
                        .filter(argument -> argument.side() != DecisionArgument.Side.NEUTRAL)
                        .map(DecisionArgument::sentence)
                        .toList();
                // Some readings speak against the choice on too little evidence to count. They must not stand in the
                // table alone.
                List<String> warnings = DecisionArgument.of(evidence, chosen.option()).stream()
                        .filter(argument ->
                                argument.side() == DecisionArgument.Side.NEUTRAL && argument.worstUncounted())
                        .map(argument -> argument.sentence() + "; the worst of all, on evidence that does not count")
                        .toList();
                List<String> all =
                        Stream.concat(found.stream(), warnings.stream()).toList();
                yield all.isEmpty() ? List.of("Neutral, because nothing else was found that sets it apart.") : all;
            }
            case DecisionOutcome.NoDifference none ->
                List.of(
                        "Good, because the choice is free on these grounds: make it by what the team knows, its libraries and its tools.",
                        "Bad, because a difference smaller than this run could see may still be there; the numbers below say how small.");
            case DecisionOutcome.Depends depends ->
                List.of(
                        "Good, because it is known on what it depends: " + DecisionEvidence.byPoint(depends.best())
                                + ".",
                        "Bad, because the load of the service must be known before the choice, and may change after it.");
            case DecisionOutcome.Refused refused ->
                List.of(
                        "Neutral, because nothing is decided. The numbers below are what was seen, not reasons to choose.");
        };
    }

    /** Says where the lead changed hands along an axis that the run swept, or from one driver to another. */
    List<String> flips() {
        List<String> flips = new ArrayList<>();
        Map<String, List<String>> leaders = new LinkedHashMap<>();
        for (DecisionDriver driver : evidence.drivers()) {
            Map<String, List<String>> best = evidence.best(driver, evidence.options());
            Map<String, List<String>> led = new LinkedHashMap<>();
            best.forEach((point, ahead) -> {
                if (ahead.size() < evidence.options().size()) {
                    led.put(point, ahead);
                    leaders.put(driver.name(), ahead);
                }
            });
            if (led.values().stream().distinct().count() > 1) {
                flips.add("Along the points of " + driver.scenario() + " the answer by " + driver.name()
                        + " flips: best are " + DecisionEvidence.byPoint(led) + ".");
            }
        }
        if (leaders.values().stream().distinct().count() > 1) {
            flips.add("Another order of the drivers: best are "
                    + leaders.entrySet().stream()
                            .map(lead -> String.join(" and ", lead.getValue()) + " by " + lead.getKey())
                            .collect(Collectors.joining(", "))
                    + ".");
        }
        return flips;
    }

    /** Says by how much a contestant differed from itself in the drivers' metrics, with the points in order. */
    List<String> floors() {
        return analysis.comparisons().stream()
                .filter(Comparison::aa)
                .filter(comparison -> evidence.drivers().stream().anyMatch(driver -> driver.covers(comparison)))
                .sorted((a, b) -> PointOrder.compare(a.point(), b.point()))
                .map(comparison ->
                        "`" + comparison.metric() + "` of " + comparison.scenario() + " at " + comparison.point() + ": "
                                + comparison.a() + " differed from itself by "
                                + Numbers.percent(comparison.factor().value() - 1) + interval(comparison.ratio()))
                .toList();
    }

    private static String interval(Estimate ratio) {
        Double low = ratio.low();
        Double high = ratio.high();
        return " in the mean of " + Text.count(ratio.replicates(), "block")
                + (low == null || high == null
                        ? ""
                        : " (ratio " + Numbers.factor(low) + " to " + Numbers.factor(high) + ")");
    }

    /** Returns a table of every comparison by every driver. */
    String comparisons() {
        List<List<String>> lines = new ArrayList<>();
        for (DecisionDriver driver : evidence.drivers()) {
            for (String point : evidence.points(driver)) {
                evidence.comparisons(driver).stream()
                        .filter(comparison -> comparison.point().equals(point))
                        .map(comparison -> comparison(driver, comparison))
                        .forEach(lines::add);
            }
        }
        return lines.isEmpty()
                ? "No two options have a valid reading in one block."
                : MarkdownTable.of(
                        List.of(
                                "by",
                                "point",
                                "ratio of",
                                "to",
                                "is",
                                "95 % interval",
                                "blocks",
                                "p, adjusted",
                                "seen 9 times in 10",
                                "verdict"),
                        lines);
    }

    private static List<String> comparison(DecisionDriver driver, Comparison comparison) {
        Estimate ratio = comparison.ratio();
        Double low = ratio.low();
        Double high = ratio.high();
        Double p = comparison.pAdjusted();
        Double detectable = comparison.visible();
        return List.of(
                driver.name(),
                comparison.point(),
                comparison.a(),
                comparison.b(),
                Numbers.factor(ratio.value()),
                low == null || high == null ? "" : Numbers.factor(low) + " to " + Numbers.factor(high),
                Integer.toString(ratio.replicates()),
                p == null ? "" : p < 0.001 ? "< 0.001" : Numbers.factor(p),
                detectable == null ? "" : detectable > TENFOLD ? "> tenfold" : Numbers.percent(detectable),
                comparison.aa()
                        ? "noise floor"
                        : switch (comparison.finding()) {
                            case DIFFERENT ->
                                DecisionEvidence.counts(comparison) ? "different" : "different, not counted";
                            case WITHIN_NOISE_FLOOR -> "within the noise floor";
                            case BELOW_LIMIT -> "below the limit";
                            case NONE_DETECTABLE -> "no detectable difference";
                            case TOO_FEW -> "too few blocks";
                        });
    }
}
