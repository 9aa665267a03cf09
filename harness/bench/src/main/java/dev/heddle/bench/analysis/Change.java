package dev.heddle.bench.analysis;

import dev.heddle.bench.journal.Metric;
import dev.heddle.bench.journal.ScenarioName;
import dev.heddle.bench.stats.Estimate;
import dev.heddle.bench.stats.Holm;
import dev.heddle.bench.stats.PairedRatio;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Compares one metric of one contestant at one point in two runs. The two runs' processes are compared unpaired, since they share no
 * blocks.
 *
 * @param before mean of the first run's processes, on the metric's scale
 * @param after of the second's
 * @param ratio after over before, with Welch's interval; without one where either has one process alone
 * @param pAdjusted how probable so large a change is if there is none, adjusted by Holm for all of this scenario and metric; null without
 *     an interval
 * @param detectable the smallest change that would have been seen nine times in ten, as a share; null likewise
 */
public record Change(
        ScenarioName scenario,
        String contestant,
        String point,
        Metric metric,
        Estimate before,
        Estimate after,
        Estimate ratio,
        @Nullable Double pAdjusted,
        @Nullable Double detectable) {

    /**
     * Returns a change for everything of which both runs have valid readings. The changes of one scenario and metric stand together,
     * otherwise in the first run's order. Second names are left out.
     */
    public static List<Change> of(Analysis before, Analysis after) {
        Map<Key, List<Double>> earlier = values(before.readings());
        Map<Key, List<Double>> later = values(after.readings());
        Map<Family, List<Pair>> families = new LinkedHashMap<>();
        earlier.forEach((key, values) -> {
            List<Double> others = later.get(key);
            if (others != null) {
                PairedRatio.unpaired(others, values)
                        .ifPresent(ratio -> families.computeIfAbsent(
                                        new Family(key.scenario(), key.metric()), family -> new ArrayList<>())
                                .add(new Pair(key, values, others, ratio)));
            }
        });
        List<Change> changes = new ArrayList<>();
        families.values().forEach(family -> changes.addAll(family(family)));
        return changes;
    }

    private static List<Change> family(List<Pair> family) {
        List<Pair> tested =
                family.stream().filter(pair -> pair.ratio().p() != null).toList();
        List<Double> adjusted = Holm.adjust(tested.stream()
                .map(pair -> Objects.requireNonNull(pair.ratio().p()))
                .toList());
        List<Change> changes = new ArrayList<>();
        for (Pair pair : family) {
            int at = tested.indexOf(pair);
            Key key = pair.key();
            changes.add(new Change(
                    key.scenario(),
                    key.contestant(),
                    key.point(),
                    key.metric(),
                    mean(key, pair.before()),
                    mean(key, pair.after()),
                    pair.ratio().ratio(),
                    at < 0 ? null : adjusted.get(at),
                    pair.ratio().detectable(Math.max(1, tested.size()))));
        }
        return changes;
    }

    /** Returns the mean of values that have a ratio, and so are all above zero. */
    private static Estimate mean(Key key, List<Double> values) {
        return Objects.requireNonNull(
                OverProcesses.of(key.metric().scale(), values).estimate());
    }

    /** Is true where the metric changed, as far as can be told. */
    public boolean changed() {
        return pAdjusted != null && pAdjusted < Comparison.LEVEL;
    }

    /** Returns the change in one line. */
    public String sentence() {
        String unit = metric.unit();
        return "%s, %s, %s, %s: %s -> %s%s, %s"
                .formatted(
                        scenario,
                        contestant,
                        point,
                        metric,
                        Numbers.withInterval(before, " +/- "),
                        Numbers.withInterval(after, " +/- "),
                        unit.equals("1") ? "" : " " + unit,
                        verdict());
    }

    private String verdict() {
        Double low = ratio.low();
        Double high = ratio.high();
        if (pAdjusted == null || low == null || high == null) {
            return signed(ratio.value()) + "; can't tell: one process has no interval";
        }
        String interval = signed(ratio.value()) + " (" + signed(low) + " to " + signed(high) + ")";
        return changed()
                ? "changed by " + interval
                : "no detectable change, " + interval + "; a change of "
                        + Numbers.percent(Objects.requireNonNull(detectable)) + " would have been seen";
    }

    private static String signed(double ratio) {
        String text = Numbers.percent(ratio - 1);
        return text.startsWith("-") ? text : "+" + text;
    }

    private static Map<Key, List<Double>> values(List<Reading> readings) {
        Map<Key, List<Double>> values = new LinkedHashMap<>();
        for (Reading reading : readings) {
            if (reading.valid() && !Names.isSecond(reading.contestant())) {
                values.computeIfAbsent(
                                new Key(reading.scenario(), reading.contestant(), reading.point(), reading.metric()),
                                key -> new ArrayList<>())
                        .add(reading.number());
            }
        }
        return values;
    }

    /** Names the scenario and metric whose p values are adjusted together. */
    private record Family(ScenarioName scenario, Metric metric) {}

    private record Key(ScenarioName scenario, String contestant, String point, Metric metric) {}

    private record Pair(Key key, List<Double> before, List<Double> after, PairedRatio ratio) {}
}
