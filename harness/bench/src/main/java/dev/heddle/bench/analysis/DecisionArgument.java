package dev.heddle.bench.analysis;

import dev.heddle.bench.stats.Estimate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Tells what one driver says for or against one option, point by point. */
public final class DecisionArgument {
    /** Says with one of MADR's three words what an argument is to the option. */
    public enum Side {
        GOOD("Good"),
        BAD("Bad"),
        NEUTRAL("Neutral");

        private final String word;

        Side(String word) {
            this.word = word;
        }
    }

    private final DecisionEvidence evidence;
    private final DecisionDriver driver;
    private final String option;

    DecisionArgument(DecisionEvidence evidence, DecisionDriver driver, String option) {
        this.evidence = evidence;
        this.driver = driver;
        this.option = option;
    }

    /** Returns an argument for every driver that was measured for the option, in the drivers' order. */
    public static List<DecisionArgument> of(DecisionEvidence evidence, String option) {
        return evidence.drivers().stream()
                .filter(driver -> evidence.rows(driver).stream()
                        .anyMatch(row -> row.contestant().equals(option)))
                .map(driver -> new DecisionArgument(evidence, driver, option))
                .toList();
    }

    /** Returns the driver that argues. */
    public DecisionDriver driver() {
        return driver;
    }

    /**
     * Returns good if the option is better than some and worse than none, and bad if it is the other way round. Otherwise it is
     * neutral. Only comparisons that count are heard.
     */
    public Side side() {
        List<Comparison> found = comparisons().stream()
                .filter(DecisionEvidence::counts)
                .filter(comparison -> comparison.finding() == Comparison.Finding.DIFFERENT)
                .toList();
        boolean better = found.stream()
                .anyMatch(comparison -> DecisionEvidence.better(comparison).equals(option));
        boolean worse = found.stream()
                .anyMatch(comparison -> DecisionEvidence.worse(comparison).equals(option));
        return better == worse ? Side.NEUTRAL : better ? Side.GOOD : Side.BAD;
    }

    /** Is true where the option is behind every other option at some point, but by comparisons that are not evidence enough. */
    public boolean worstUncounted() {
        return evidence.points(driver).stream().anyMatch(point -> {
            List<Comparison> here = comparisons().stream()
                    .filter(comparison -> comparison.point().equals(point))
                    .toList();
            return here.size() == evidence.options().size() - 1
                    && here.stream()
                            .allMatch(comparison -> !DecisionEvidence.counts(comparison)
                                    && DecisionEvidence.worse(comparison).equals(option));
        });
    }

    /** Returns the argument without its full stop. */
    public String sentence() {
        return evidence.points(driver).stream()
                .map(this::at)
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining("; ", side().word + ", because of " + driver.name() + ": ", ""));
    }

    private String at(String point) {
        return evidence.rows(driver).stream()
                .filter(row -> row.point().equals(point) && row.contestant().equals(option))
                .map(row -> value(row) + " at " + point + relations(point))
                .collect(Collectors.joining());
    }

    private String relations(String point) {
        List<String> relations = new ArrayList<>();
        Map<String, List<String>> alike = new TreeMap<>();
        for (Comparison comparison : comparisons()) {
            if (!comparison.point().equals(point)) {
                continue;
            }
            String other = comparison.a().equals(option) ? comparison.b() : comparison.a();
            switch (comparison.finding()) {
                case DIFFERENT -> {
                    if (DecisionEvidence.counts(comparison)) {
                        relations.add(times(comparison) + " " + other + "'s");
                    } else {
                        alike.computeIfAbsent("not evidence enough beside ", key -> new ArrayList<>())
                                .add(other);
                    }
                }
                case WITHIN_NOISE_FLOOR ->
                    alike.computeIfAbsent("within the noise floor beside ", key -> new ArrayList<>())
                            .add(other);
                case BELOW_LIMIT ->
                    alike.computeIfAbsent("below the limit beside ", key -> new ArrayList<>())
                            .add(other);
                case NONE_DETECTABLE ->
                    alike.computeIfAbsent("no detectable difference from ", key -> new ArrayList<>())
                            .add(other);
                case TOO_FEW ->
                    alike.computeIfAbsent("too few blocks beside ", key -> new ArrayList<>())
                            .add(other);
            }
        }
        alike.forEach((what, others) -> relations.add(what + String.join(", ", others)));
        return relations.isEmpty() ? "" : " (" + String.join("; ", relations) + ")";
    }

    private List<Comparison> comparisons() {
        return evidence.comparisons(driver).stream()
                .filter(comparison -> !comparison.aa())
                .filter(comparison ->
                        comparison.a().equals(option) || comparison.b().equals(option))
                .toList();
    }

    private String times(Comparison comparison) {
        Estimate ratio = comparison.ratio();
        double value = ratio.value();
        Double low = ratio.low();
        Double high = ratio.high();
        if (low == null || high == null) {
            throw new IllegalStateException("a difference is found only with an interval");
        }
        return comparison.a().equals(option) ? times(value, low, high) : times(1 / value, 1 / high, 1 / low);
    }

    private static String times(double value, double low, double high) {
        return "%s times (%s to %s)".formatted(Numbers.factor(value), Numbers.factor(low), Numbers.factor(high));
    }

    private static String value(SummaryRow row) {
        Estimate estimate = row.estimate();
        if (estimate == null) {
            return "no valid value (" + row.verdict() + ")";
        }
        String unit = row.unit().equals("1/s") ? "requests/s" : row.unit();
        return Numbers.withInterval(estimate, " ± ") + " " + unit
                + (estimate.replicates() == 1 ? " of one process, without interval" : "");
    }
}
