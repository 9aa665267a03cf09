package dev.heddle.bench.analysis;

import dev.heddle.bench.journal.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Tells what a run's comparisons decide. The drivers are asked in their order. An option stays only if no other was found better than
 * it at any of the driver's points.
 */
final class Weighing {
    private static final String SMOKE = "smoke";

    private final Run run;
    private final List<SummaryRow> rows;
    private final DecisionEvidence evidence;
    private final List<DecisionDriver> drivers;

    Weighing(Run run, List<SummaryRow> rows, DecisionEvidence evidence) {
        this.run = run;
        this.rows = rows;
        this.evidence = evidence;
        this.drivers = evidence.drivers();
    }

    DecisionOutcome outcome() {
        List<String> reasons = lacks();
        if (!reasons.isEmpty()) {
            return new DecisionOutcome.Refused(reasons);
        }
        List<String> left = evidence.options();
        List<String> why = new ArrayList<>();
        for (DecisionDriver driver : drivers) {
            if (left.size() == 1) {
                break;
            }
            Map<String, List<String>> best = evidence.best(driver, left);
            if (best.isEmpty()) {
                if (!evidence.points(driver).isEmpty()) {
                    why.add(notHeard(driver, left));
                }
                continue;
            }
            List<String> remaining = left.stream()
                    .filter(option -> best.values().stream().allMatch(ahead -> ahead.contains(option)))
                    .toList();
            why.add(sentence(driver, best, left, remaining));
            if (remaining.isEmpty()) {
                return new DecisionOutcome.Depends(driver, best, why);
            }
            left = remaining;
        }
        return left.size() == 1
                ? new DecisionOutcome.Chosen(left.getFirst(), why)
                : new DecisionOutcome.NoDifference(left, why);
    }

    private List<String> lacks() {
        List<String> options = evidence.options();
        List<String> reasons = new ArrayList<>();
        if (run.suite().equals(SMOKE)) {
            reasons.add(
                    "Suite smoke proves the machinery; its windows are too short to say anything about the options.");
        }
        if (options.size() < 2) {
            reasons.add("There are not two options to choose from.");
            return reasons;
        }
        List<Comparison> asked = drivers.stream()
                .flatMap(driver -> evidence.comparisons(driver).stream())
                .filter(comparison -> !comparison.aa())
                .toList();
        if (asked.isEmpty()) {
            reasons.add("No two options have a valid reading of any driver in one block.");
            return reasons;
        }
        int blocks = asked.stream()
                .mapToInt(comparison -> comparison.ratio().replicates())
                .max()
                .orElse(0);
        if (blocks < DecisionEvidence.LEAST_BLOCKS) {
            reasons.add(
                    "Too few forks: no comparison rests on more than %d blocks of fresh processes; a recommendation needs %d."
                            .formatted(blocks, DecisionEvidence.LEAST_BLOCKS));
        }
        if (asked.stream().allMatch(comparison -> comparison.noiseFloor() == null)) {
            reasons.add("No A/A pair ran, so how large a difference this machine makes out of nothing is unknown.");
        }
        if (reasons.isEmpty()
                && drivers.stream()
                        .allMatch(driver -> evidence.best(driver, options).isEmpty())) {
            drivers.stream()
                    .filter(driver -> !evidence.compared(driver, options).isEmpty())
                    .map(driver -> notHeard(driver, options))
                    .forEach(reasons::add);
            if (reasons.isEmpty()) {
                reasons.add(
                        "No driver has a point at which every two options have %d blocks of valid trials and a noise floor: %s."
                                .formatted(DecisionEvidence.LEAST_BLOCKS, invalid()));
            }
        }
        return reasons;
    }

    private String invalid() {
        String broken = rows.stream()
                .filter(row -> drivers.stream().anyMatch(driver -> driver.covers(row)))
                .filter(row -> row.estimate() == null)
                .map(row ->
                        "%s of %s at %s is %s".formatted(row.metric(), row.contestant(), row.point(), row.verdict()))
                .collect(Collectors.joining(", "));
        return broken.isEmpty() ? "too many trials are not valid" : broken;
    }

    /** Returns a sentence for a driver that has points, none of which counts. */
    private String notHeard(DecisionDriver driver, List<String> among) {
        return "By " + driver.name() + ": not heard; "
                + why(driver, evidence.compared(driver, among).keySet()) + ".";
    }

    /** @param below the points at which nobody who is behind is at its limit; at all others too little was compared */
    private String why(DecisionDriver driver, Set<String> below) {
        int blocks = evidence.blocks(driver.scenario());
        if (blocks < DecisionEvidence.LEAST_BLOCKS) {
            return "the suite gives " + driver.scenario() + " " + Text.count(blocks, "block") + ", and a driver needs "
                    + DecisionEvidence.LEAST_BLOCKS;
        }
        if (below.isEmpty()) {
            return DecisionEvidence.NOT_HEARD;
        }
        return "at " + Text.and(List.copyOf(below)) + " nobody who is behind is at its limit"
                + (below.size() == evidence.points(driver).size()
                        ? ""
                        : ", and at none of the others" + DecisionEvidence.BLOCKS);
    }

    private String sentence(
            DecisionDriver driver, Map<String, List<String>> best, List<String> asked, List<String> remaining) {
        String where = driver.name() + " (" + driver.metric() + ", " + String.join(", ", best.keySet()) + ")";
        if (remaining.size() == asked.size()) {
            boolean within = judged(driver, asked)
                    .anyMatch(comparison -> comparison.finding() == Comparison.Finding.WITHIN_NOISE_FLOOR);
            boolean below = evidence.counting(driver, asked).anyMatch(DecisionEvidence::belowLimit);
            return "By %s: no %s between %s%s; one of %s would have been seen."
                    .formatted(
                            where,
                            within ? "difference above the noise floor" : "detectable difference",
                            String.join(", ", asked),
                            below ? " where the slower one is at its limit" : "",
                            Numbers.percent(visible(driver, asked)));
        }
        if (remaining.isEmpty()) {
            return "By %s: no option is best at every point; best are %s."
                    .formatted(driver.name(), DecisionEvidence.byPoint(best));
        }
        String worse =
                asked.stream().filter(option -> !remaining.contains(option)).collect(Collectors.joining(", "));
        return "By %s: nothing was found better than %s; something was than %s."
                .formatted(where, String.join(", ", remaining), worse);
    }

    private Stream<Comparison> judged(DecisionDriver driver, List<String> options) {
        return evidence.counting(driver, options).filter(comparison -> !DecisionEvidence.belowLimit(comparison));
    }

    /** Returns the greatest of the differences that would have been called one nine times in ten, as a share. */
    private double visible(DecisionDriver driver, List<String> options) {
        return judged(driver, options)
                .map(Comparison::visible)
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(0);
    }
}
