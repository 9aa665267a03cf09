package dev.heddle.bench.analysis;

import dev.heddle.bench.journal.Metric;
import dev.heddle.bench.journal.ScenarioName;
import dev.heddle.bench.judge.JudgedTrial;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Holds what a decision can rest on: the drivers' rows and comparisons. A difference counts if the paired comparison finds it,
 * adjusted for all of its metric, and if it is greater than the noise floor. A point counts if every two of the options in question
 * were compared there.
 */
public final class DecisionEvidence {
    /**
     * With fewer blocks, Student's t is so wide, and its assumption so unchecked, that a lead is a first answer and no evidence.
     */
    public static final int LEAST_BLOCKS = 5;

    static final String BLOCKS =
            " have every two options " + LEAST_BLOCKS + " blocks of valid trials and a noise floor";

    /** This says why a driver that was measured decides nothing. */
    public static final String NOT_HEARD = "at none of its points" + BLOCKS;

    /** This says when throughput counts. */
    public static final String LIMIT =
            "Throughput counts against an option only at its limit, where its requests take twice as long as with the fewest users:"
                    + " below it, a closed loop's rate is the response time under another name.";

    private final List<JudgedTrial> trials;
    private final List<String> options;
    private final List<DecisionDriver> drivers;
    private final List<DecisionDriver> unweighed;
    private final Map<DecisionDriver, List<SummaryRow>> rows;
    private final Map<DecisionDriver, List<Comparison>> comparisons;

    /** @param contestants the run's contestants and whoever else was measured, second names included, in the run's order */
    DecisionEvidence(
            List<JudgedTrial> trials, List<SummaryRow> rows, List<Comparison> comparisons, List<String> contestants) {
        this.trials = trials;
        this.options = Names.first(contestants);
        Metric cost = Cost.compared(rows);
        this.drivers =
                DecisionDriver.inOrder().stream().map(driver -> driver.by(cost)).toList();
        this.unweighed = SummaryRows.scenarios(rows).stream()
                .flatMap(scenario -> Inquiry.of(scenario).unweighed(SummaryRows.metrics(rows, scenario)).stream())
                .toList();
        List<DecisionDriver> shown =
                Stream.concat(drivers.stream(), unweighed.stream()).toList();
        this.rows = shown.stream()
                .collect(Collectors.toMap(
                        Function.identity(),
                        driver -> rows.stream().filter(driver::covers).toList()));
        this.comparisons = shown.stream()
                .collect(Collectors.toMap(
                        Function.identity(),
                        driver -> comparisons.stream().filter(driver::covers).toList()));
    }

    /** Returns the options to choose from: every contestant, without the second names. */
    public List<String> options() {
        return options;
    }

    /** Returns the drivers in the order in which they decide. What a request costs is its whole CPU time where the run has that. */
    public List<DecisionDriver> drivers() {
        return drivers;
    }

    /** Returns what was measured, but decides nothing. */
    public List<DecisionDriver> unweighed() {
        return unweighed;
    }

    /** Returns a driver's values. */
    public List<SummaryRow> rows(DecisionDriver driver) {
        return rows.getOrDefault(driver, List.of());
    }

    /** Returns every comparison by a driver, A/A pairs included. */
    public List<Comparison> comparisons(DecisionDriver driver) {
        return comparisons.getOrDefault(driver, List.of());
    }

    /** Returns the driver's points in the order that a reader expects. */
    public List<String> points(DecisionDriver driver) {
        return PointOrder.sorted(rows(driver).stream().map(SummaryRow::point).toList());
    }

    /**
     * Returns, for each point that counts, the options that no other option was found better than. The points are in order. A point
     * is left out if all its comparisons are below the limit.
     */
    public Map<String, List<String>> best(DecisionDriver driver, List<String> among) {
        Map<String, List<String>> best = new LinkedHashMap<>();
        compared(driver, among).forEach((point, here) -> {
            if (!here.stream().allMatch(DecisionEvidence::belowLimit)) {
                Set<String> ahead = new LinkedHashSet<>(among);
                here.stream()
                        .filter(comparison -> comparison.finding() == Comparison.Finding.DIFFERENT)
                        .forEach(comparison -> ahead.remove(worse(comparison)));
                best.put(point, List.copyOf(ahead));
            }
        });
        return best;
    }

    /** Returns the comparisons of every two of the options, at each point where all of them count. */
    Map<String, List<Comparison>> compared(DecisionDriver driver, List<String> among) {
        Map<String, List<Comparison>> compared = new LinkedHashMap<>();
        for (String point : points(driver)) {
            List<Comparison> here = counting(driver, among)
                    .filter(comparison -> comparison.point().equals(point))
                    .toList();
            if (here.size() == among.size() * (among.size() - 1) / 2) {
                compared.put(point, here);
            }
        }
        return compared;
    }

    /** Returns the comparisons by a driver that count, and in which both contestants are among these options. */
    Stream<Comparison> counting(DecisionDriver driver, List<String> among) {
        return comparisons(driver).stream()
                .filter(DecisionEvidence::counts)
                .filter(comparison -> among.contains(comparison.a()) && among.contains(comparison.b()));
    }

    /** Returns the number of interleaved blocks in which a scenario was measured. */
    int blocks(ScenarioName scenario) {
        return Math.toIntExact(trials.stream()
                .filter(trial -> trial.scenario().equals(scenario))
                .map(JudgedTrial::block)
                .distinct()
                .count());
    }

    static boolean belowLimit(Comparison comparison) {
        return comparison.finding() == Comparison.Finding.BELOW_LIMIT;
    }

    /** Is true where a recommendation may rest on the comparison. */
    public static boolean counts(Comparison comparison) {
        return comparison.finding() != Comparison.Finding.TOO_FEW
                && comparison.ratio().replicates() >= LEAST_BLOCKS
                && comparison.noiseFloor() != null;
    }

    static String better(Comparison comparison) {
        return comparison.metric().higherIsBetter() ? comparison.larger() : comparison.smaller();
    }

    static String worse(Comparison comparison) {
        return comparison.metric().higherIsBetter() ? comparison.smaller() : comparison.larger();
    }

    /** Tells in words which options are best at which point. */
    public static String byPoint(Map<String, List<String>> best) {
        return best.entrySet().stream()
                .map(entry -> String.join(" and ", entry.getValue()) + " at " + entry.getKey())
                .collect(Collectors.joining(", "));
    }
}
