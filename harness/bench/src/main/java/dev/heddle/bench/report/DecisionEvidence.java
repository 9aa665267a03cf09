package dev.heddle.bench.report;

import dev.heddle.bench.journal.Run;
import dev.heddle.bench.journal.Trial;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a run's comparisons decide: the drivers are asked in their order, and each leaves only the options that no other was found better than
 * at any of its points. A difference counts if the paired comparison finds it, adjusted for all of its metric, and it is greater than the noise
 * floor; a point counts if every two of the options still in question were compared there.
 */
final class DecisionEvidence {
    /** With fewer, Student's t is so wide, and its assumption so unchecked, that a lead is a first answer and no evidence. */
    static final int LEAST_BLOCKS = 5;

    private static final String BLOCKS =
            " have every two options " + LEAST_BLOCKS + " blocks of valid trials and a noise floor";

    /** Why a driver that was measured decides nothing. */
    static final String NOT_HEARD = "at none of its points" + BLOCKS;

    /** What throughput counts for. */
    static final String LIMIT =
            "Throughput counts against an option only at its limit, where its requests take twice as long as with the fewest users:"
                    + " below it, a closed loop's rate is the response time under another name.";

    private static final String SMOKE = "smoke";

    private final Run run;
    private final List<Trial> trials;
    private final List<SummaryRow> rows;
    private final List<Comparison> comparisons;
    private final List<String> options;

    DecisionEvidence(Run run, List<Trial> trials) {
        this.run = run;
        this.trials = trials;
        this.rows = Summary.of(trials);
        this.comparisons = Comparison.of(run, trials);
        this.options = Plots.contestants(run, rows).stream()
                .filter(name -> !name.endsWith(Trial.TWIN))
                .toList();
    }

    /** Who is to be chosen from: every contestant, a second name not counted. */
    List<String> options() {
        return options;
    }

    List<SummaryRow> rows() {
        return rows;
    }

    List<Comparison> comparisons() {
        return comparisons;
    }

    DecisionOutcome outcome() {
        List<String> reasons = lacks();
        if (!reasons.isEmpty()) {
            return new DecisionOutcome.Refused(reasons);
        }
        List<String> left = options;
        List<String> why = new ArrayList<>();
        for (DecisionDriver driver : DecisionDriver.ORDER) {
            if (left.size() == 1) {
                break;
            }
            Map<String, List<String>> best = best(driver, left);
            if (best.isEmpty()) {
                if (!points(driver).isEmpty()) {
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

    /** Who no other is better than at each point that counts, points in order. */
    Map<String, List<String>> best(DecisionDriver driver, List<String> among) {
        Map<String, List<String>> best = new LinkedHashMap<>();
        compared(driver, among).forEach((point, here) -> {
            if (!here.stream().allMatch(DecisionEvidence::belowLimit)) {
                Set<String> ahead = new LinkedHashSet<>(among);
                here.stream()
                        .filter(comparison -> comparison.verdict() == Comparison.Verdict.DIFFERENT)
                        .forEach(comparison -> ahead.remove(worse(comparison)));
                best.put(point, List.copyOf(ahead));
            }
        });
        return best;
    }

    /** The comparisons of every two of the options, at each point where all of them count. */
    private Map<String, List<Comparison>> compared(DecisionDriver driver, List<String> among) {
        Map<String, List<Comparison>> compared = new LinkedHashMap<>();
        for (String point : points(driver)) {
            List<Comparison> here = among(driver, among)
                    .filter(comparison -> comparison.point().equals(point))
                    .toList();
            if (here.size() == among.size() * (among.size() - 1) / 2) {
                compared.put(point, here);
            }
        }
        return compared;
    }

    /** A sentence for a driver that has points, none of which counts. */
    private String notHeard(DecisionDriver driver, List<String> among) {
        return "By " + driver.name() + ": not heard; "
                + why(driver, compared(driver, among).keySet()) + ".";
    }

    /** @param below the points at which nobody who is behind is at its limit; at all others too little was compared */
    private String why(DecisionDriver driver, Set<String> below) {
        long blocks = trials.stream()
                .filter(trial -> trial.scenario().equals(driver.scenario()))
                .map(Trial::block)
                .distinct()
                .count();
        if (blocks < LEAST_BLOCKS) {
            return "the suite gives " + driver.scenario() + " " + Text.count((int) blocks, "block")
                    + ", and a driver needs " + LEAST_BLOCKS;
        }
        if (below.isEmpty()) {
            return NOT_HEARD;
        }
        return "at " + Text.and(List.copyOf(below)) + " nobody who is behind is at its limit"
                + (below.size() == points(driver).size() ? "" : ", and at none of the others" + BLOCKS);
    }

    private static boolean belowLimit(Comparison comparison) {
        return comparison.verdict() == Comparison.Verdict.BELOW_LIMIT;
    }

    /** The driver's points, as a reader expects them. */
    List<String> points(DecisionDriver driver) {
        return PointOrder.sorted(
                rows.stream().filter(driver::covers).map(SummaryRow::point).toList());
    }

    /** Whether a recommendation may rest on it. */
    static boolean counts(Comparison comparison) {
        return comparison.verdict() != Comparison.Verdict.TOO_FEW
                && comparison.ratio().replicates() >= LEAST_BLOCKS
                && comparison.noiseFloor() != null;
    }

    static String better(Comparison comparison) {
        return Metric.higherIsBetter(comparison.metric()) ? comparison.larger() : comparison.smaller();
    }

    static String worse(Comparison comparison) {
        return Metric.higherIsBetter(comparison.metric()) ? comparison.smaller() : comparison.larger();
    }

    private List<String> lacks() {
        List<String> reasons = new ArrayList<>();
        if (run.suite().equals(SMOKE)) {
            reasons.add(
                    "Suite smoke proves the machinery; its windows are too short to say anything about the options.");
        }
        if (options.size() < 2) {
            reasons.add("There are not two options to choose from.");
            return reasons;
        }
        List<Comparison> asked = comparisons.stream()
                .filter(comparison -> !comparison.twins())
                .filter(comparison -> DecisionDriver.ORDER.stream().anyMatch(driver -> driver.covers(comparison)))
                .toList();
        if (asked.isEmpty()) {
            reasons.add("No two options have a valid reading of any driver in one block.");
            return reasons;
        }
        int blocks = asked.stream()
                .mapToInt(comparison -> comparison.ratio().replicates())
                .max()
                .orElse(0);
        if (blocks < LEAST_BLOCKS) {
            reasons.add(
                    "Too few forks: no comparison rests on more than %d blocks of fresh processes; a recommendation needs %d."
                            .formatted(blocks, LEAST_BLOCKS));
        }
        if (asked.stream().allMatch(comparison -> comparison.noiseFloor() == null)) {
            reasons.add("No A/A pair ran, so how large a difference this machine makes out of nothing is unknown.");
        }
        if (reasons.isEmpty()
                && DecisionDriver.ORDER.stream()
                        .allMatch(driver -> best(driver, options).isEmpty())) {
            DecisionDriver.ORDER.stream()
                    .filter(driver -> !compared(driver, options).isEmpty())
                    .map(driver -> notHeard(driver, options))
                    .forEach(reasons::add);
            if (reasons.isEmpty()) {
                reasons.add(
                        "No driver has a point at which every two options have %d blocks of valid trials and a noise floor: %s."
                                .formatted(LEAST_BLOCKS, invalid()));
            }
        }
        return reasons;
    }

    private String invalid() {
        String broken = rows.stream()
                .filter(row -> DecisionDriver.ORDER.stream().anyMatch(driver -> driver.covers(row)))
                .filter(row -> row.estimate() == null)
                .map(row ->
                        "%s of %s at %s is %s".formatted(row.metric(), row.contestant(), row.point(), row.verdict()))
                .collect(Collectors.joining(", "));
        return broken.isEmpty() ? "too many trials are not valid" : broken;
    }

    private String sentence(
            DecisionDriver driver, Map<String, List<String>> best, List<String> asked, List<String> remaining) {
        String where = driver.name() + " (" + driver.metric() + ", " + String.join(", ", best.keySet()) + ")";
        if (remaining.size() == asked.size()) {
            boolean within = judged(driver, asked)
                    .anyMatch(comparison -> comparison.verdict() == Comparison.Verdict.WITHIN_NOISE_FLOOR);
            boolean below = among(driver, asked).anyMatch(DecisionEvidence::belowLimit);
            return "By %s: no %s between %s%s; one of %s would have been seen."
                    .formatted(
                            where,
                            within ? "difference above the noise floor" : "detectable difference",
                            String.join(", ", asked),
                            below ? " where the slower one is at its limit" : "",
                            Numbers.percent(visible(driver, asked)));
        }
        if (remaining.isEmpty()) {
            return "By %s: no option is best at every point; best are %s.".formatted(driver.name(), byPoint(best));
        }
        String worse =
                asked.stream().filter(option -> !remaining.contains(option)).collect(Collectors.joining(", "));
        return "By %s: nothing was found better than %s; something was than %s."
                .formatted(where, String.join(", ", remaining), worse);
    }

    private Stream<Comparison> judged(DecisionDriver driver, List<String> options) {
        return among(driver, options).filter(comparison -> !belowLimit(comparison));
    }

    private Stream<Comparison> among(DecisionDriver driver, List<String> options) {
        return comparisons.stream()
                .filter(comparison -> driver.covers(comparison) && counts(comparison))
                .filter(comparison -> options.contains(comparison.a()) && options.contains(comparison.b()));
    }

    /** The greatest of the differences that would have been called one nine times in ten, as a share. */
    private double visible(DecisionDriver driver, List<String> options) {
        return judged(driver, options)
                .map(Comparison::visible)
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(0);
    }

    /** Who is best where. */
    static String byPoint(Map<String, List<String>> best) {
        return best.entrySet().stream()
                .map(entry -> String.join(" and ", entry.getValue()) + " at " + entry.getKey())
                .collect(Collectors.joining(", "));
    }
}
