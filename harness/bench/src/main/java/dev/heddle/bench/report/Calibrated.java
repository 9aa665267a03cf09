package dev.heddle.bench.report;

import dev.heddle.bench.journal.RunFolder;
import dev.heddle.bench.journal.Trial;
import dev.heddle.bench.stats.Estimate;
import dev.heddle.bench.stats.PairedRatio;
import dev.heddle.bench.stats.Proportion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;

/**
 * How far this machine and this method can be trusted with CPU time a request, found by comparing a contestant with itself many times, and
 * with itself slowed down.
 *
 * @param contestant who was compared
 * @param blocks of fresh processes in each comparison
 * @param calledDifferent A/A pairs that were called different, where none is
 * @param detected planted slowdowns that were found
 * @param planted the slowdown as measured over all blocks: a ratio
 * @param halfWidth mean half width of the 95 % interval of CPU time a request in one comparison, as a share
 * @param widest the widest of them
 */
public record Calibrated(
        String contestant,
        int blocks,
        Proportion calledDifferent,
        Proportion detected,
        Estimate planted,
        double halfWidth,
        double widest) {
    /** Ends the name of the contestant that is slowed down. */
    public static final String SLOWED = "-slowed";

    private static final double LEVEL = 0.05;

    /**
     * Evaluates a run of a contestant, its twin and its slowed self.
     *
     * @param blocks how many successive blocks make one comparison
     * @throws IllegalArgumentException if no comparison has two blocks that are valid in all three
     */
    public static Calibrated of(RunFolder folder, String contestant, int blocks) {
        NavigableMap<Integer, Double> own = values(folder, contestant);
        NavigableMap<Integer, Double> twin = values(folder, contestant + Trial.TWIN);
        NavigableMap<Integer, Double> slowed = values(folder, contestant + SLOWED);
        int pairs = 0;
        int different = 0;
        int slowdowns = 0;
        int found = 0;
        List<Double> widths = new ArrayList<>();
        int last = own.isEmpty() ? -1 : own.lastKey();
        for (int from = 0; from <= last; from += blocks) {
            Map<Integer, Double> here = own.subMap(from, from + blocks);
            PairedRatio alike = PairedRatio.of(twin, here).orElse(null);
            if (alike != null && alike.p() != null) {
                pairs++;
                different += alike.p() < LEVEL ? 1 : 0;
            }
            PairedRatio slower = PairedRatio.of(slowed, here).orElse(null);
            if (slower != null && slower.p() != null) {
                slowdowns++;
                found += slower.p() < LEVEL && slower.ratio().value() > 1 ? 1 : 0;
            }
            Estimate mean = here.size() < 2 ? null : Estimate.ofReplicates(here.values());
            if (mean != null && mean.high() != null) {
                widths.add(mean.high() / mean.value() - 1);
            }
        }
        if (pairs == 0 || slowdowns == 0) {
            throw new IllegalArgumentException(
                    "no comparison has two valid blocks; the run's page says which rules were broken");
        }
        return new Calibrated(
                contestant,
                blocks,
                Proportion.of(different, pairs),
                Proportion.of(found, slowdowns),
                PairedRatio.of(slowed, own).orElseThrow().ratio(),
                widths.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN),
                widths.stream().mapToDouble(Double::doubleValue).max().orElse(Double.NaN));
    }

    /** In lines for people. */
    public List<String> sentences() {
        return List.of(
                "A/A pairs of " + contestant + " in CPU time a request, " + blocks + " blocks each: "
                        + text(calledDifferent) + " called different, where none is.",
                "A planted slowdown of " + Numbers.percent(planted.value() - 1) + " ("
                        + Numbers.percent(Objects.requireNonNullElse(planted.low(), Double.NaN) - 1) + " to "
                        + Numbers.percent(Objects.requireNonNullElse(planted.high(), Double.NaN) - 1)
                        + " over all blocks): found in " + text(detected) + ".",
                "Half width of CPU time a request: " + Numbers.percent(halfWidth) + " in the mean, "
                        + Numbers.percent(widest) + " at the widest.");
    }

    private static String text(Proportion proportion) {
        return "%d of %d (95 %% interval %s to %s)"
                .formatted(
                        proportion.happened(),
                        proportion.of(),
                        Numbers.percent(proportion.low()),
                        Numbers.percent(proportion.high()));
    }

    private static NavigableMap<Integer, Double> values(RunFolder folder, String contestant) {
        NavigableMap<Integer, Double> values = new TreeMap<>();
        Reading.of(folder.trials()).stream()
                .filter(Reading::valid)
                .filter(reading -> reading.contestant().equals(contestant)
                        && reading.metric().equals(Metric.CPU_US_PER_REQUEST))
                .forEach(reading -> values.put(reading.block(), reading.number()));
        return values;
    }
}
