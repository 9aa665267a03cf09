package dev.heddle.bench.analysis;

import dev.heddle.bench.journal.Metric;
import dev.heddle.bench.judge.JudgedTrial;
import dev.heddle.bench.stats.Estimate;
import dev.heddle.bench.stats.PairedRatio;
import dev.heddle.bench.stats.Proportion;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Tells how far this machine and this method can be trusted with CPU time a request. A contestant is compared with itself many times,
 * and with itself slowed down.
 *
 * <p>A slowdown is looked for in twice as many blocks as an A/A pair has. How often a slowdown is missed depends on the number of
 * blocks. How often two alike contestants are called different does not.
 *
 * @param contestant who was compared
 * @param blocks of fresh processes in an A/A pair
 * @param calledDifferent A/A pairs that were called different, where none is
 * @param alike its second name over the contestant, over all blocks: a ratio
 * @param slowdownBlocks of fresh processes in the search for a slowdown, and in a half width
 * @param detected planted slowdowns that were found
 * @param planted the slowdown as measured over all blocks: a ratio
 * @param halfWidth by how much the upper end of the 95 % interval of CPU time a request lies above the estimate, in the mean, as a share
 * @param widest the widest of them
 */
public record Calibrated(
        String contestant,
        int blocks,
        Proportion calledDifferent,
        Estimate alike,
        int slowdownBlocks,
        Proportion detected,
        Estimate planted,
        double halfWidth,
        double widest) {
    /** This ends the name of the contestant that is slowed down. */
    public static final String SLOWED = "-slowed";

    private static final double LEVEL = 0.05;

    /**
     * Evaluates a run of a contestant, its second name and its slowed self. The result is empty if the A/A pairs or the slowdowns
     * have no comparison that counts. A comparison counts if it has all its blocks, and two or more of them are valid in both
     * contestants.
     *
     * @param blocks how many successive blocks make an A/A pair; what is left over at the end makes none
     */
    public static Optional<Calibrated> of(Analysis run, String contestant, int blocks) {
        NavigableMap<Integer, Double> own = values(run, contestant);
        NavigableMap<Integer, Double> again = values(run, Names.second(contestant));
        NavigableMap<Integer, Double> slowed = values(run, contestant + SLOWED);
        int measured = run.trials().stream().mapToInt(JudgedTrial::block).max().orElse(-1) + 1;
        int slowdownBlocks = Math.min(2 * blocks, measured);
        List<PairedRatio> pairs = comparisons(again, own, blocks, measured);
        List<PairedRatio> slowdowns = comparisons(slowed, own, slowdownBlocks, measured);
        if (pairs.isEmpty() || slowdowns.isEmpty()) {
            return Optional.empty();
        }
        List<Double> widths = groups(slowdownBlocks, measured)
                .mapToObj(from -> own.subMap(from, from + slowdownBlocks).values())
                .filter(values -> values.size() > 1)
                .map(Estimate::geometric)
                .map(mean -> Objects.requireNonNull(mean.high()) / mean.value() - 1)
                .toList();
        return Optional.of(new Calibrated(
                contestant,
                blocks,
                share(pairs, Calibrated::different),
                PairedRatio.of(again, own).orElseThrow().ratio(),
                slowdownBlocks,
                share(slowdowns, ratio -> different(ratio) && ratio.ratio().value() > 1),
                PairedRatio.of(slowed, own).orElseThrow().ratio(),
                widths.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN),
                widths.stream().mapToDouble(Double::doubleValue).max().orElse(Double.NaN)));
    }

    private static IntStream groups(int blocks, int measured) {
        return IntStream.iterate(0, from -> from + blocks <= measured, from -> from + Math.max(1, blocks));
    }

    private static List<PairedRatio> comparisons(
            NavigableMap<Integer, Double> a, NavigableMap<Integer, Double> b, int blocks, int measured) {
        return groups(blocks, measured)
                .mapToObj(from -> PairedRatio.of(a.subMap(from, from + blocks), b))
                .flatMap(Optional::stream)
                .filter(ratio -> ratio.p() != null)
                .toList();
    }

    private static boolean different(PairedRatio ratio) {
        return Objects.requireNonNull(ratio.p()) < LEVEL;
    }

    private static Proportion share(List<PairedRatio> all, Predicate<PairedRatio> which) {
        return Proportion.of(Math.toIntExact(all.stream().filter(which).count()), all.size());
    }

    /** Returns the result in lines for people. */
    public List<String> sentences() {
        return List.of(
                "A/A pairs of " + contestant + " in CPU time a request, up to " + blocks + " valid blocks each: "
                        + text(calledDifferent) + " called different, where none is; over all blocks they differ by "
                        + text(alike) + ".",
                "A planted slowdown of " + text(planted) + " over all blocks: found in " + text(detected) + ", up to "
                        + slowdownBlocks + " valid blocks each.",
                "Half width of CPU time a request, up to " + slowdownBlocks + " valid blocks: "
                        + Numbers.percent(halfWidth) + " in the mean, " + Numbers.percent(widest) + " at the widest.");
    }

    private static String text(Estimate ratio) {
        return Numbers.percent(ratio.value() - 1) + " ("
                + Numbers.percent(Objects.requireNonNullElse(ratio.low(), Double.NaN) - 1) + " to "
                + Numbers.percent(Objects.requireNonNullElse(ratio.high(), Double.NaN) - 1) + ")";
    }

    private static String text(Proportion proportion) {
        return "%d of %d (95 %% interval %s to %s)"
                .formatted(
                        proportion.happened(),
                        proportion.of(),
                        Numbers.percent(proportion.low()),
                        Numbers.percent(proportion.high()));
    }

    private static NavigableMap<Integer, Double> values(Analysis run, String contestant) {
        NavigableMap<Integer, Double> values = new TreeMap<>();
        Metric cost = run.cost();
        run.readings().stream()
                .filter(Reading::valid)
                .filter(reading -> reading.contestant().equals(contestant)
                        && reading.metric().equals(cost))
                .forEach(reading -> values.put(reading.block(), reading.number()));
        return values;
    }
}
