package dev.heddle.bench.judge;

import dev.heddle.bench.journal.Evidence;
import dev.heddle.bench.journal.Metric;
import dev.heddle.bench.journal.Window;
import dev.heddle.bench.journal.Windows;
import dev.heddle.bench.stats.Estimate;
import dev.heddle.bench.stats.PairedRatio;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether a contestant's cost depends on what it went through. The same number of users is measured in the same process before
 * the top of the ladder was ever reached, and after. What differs is remembered by something: a pool that looks through all that it
 * ever opened, a cache, a heap, or a compiler that was not done.
 *
 * @param contestant who was measured
 * @param point where
 * @param ratio CPU time a request after the top was reached, over that before; the replicates are processes
 */
public record History(String contestant, String point, Estimate ratio) {
    /** A cost that changes by less than this, as a share, counts as the same. The differences that people decide by are larger. */
    public static final double MARGIN = 0.05;

    /**
     * Returns what can be told of each contestant that was measured so in two processes or more.
     *
     * @throws IOException if a histogram cannot be read
     */
    public static List<History> of(List<JudgedTrial> trials) throws IOException {
        Map<String, Costs> byContestant = new LinkedHashMap<>();
        for (JudgedTrial trial : trials) {
            for (JudgedPoint point : trial.points()) {
                if (point.recorded().evidence() instanceof Evidence.Load load
                        && !load.beforeTop().isEmpty()
                        && !load.windows().isEmpty()) {
                    Double before = cost(load.beforeTop());
                    Double after = cost(load.windows());
                    if (before != null && after != null) {
                        Costs costs = byContestant.computeIfAbsent(
                                trial.contestant(), name -> new Costs(point.point(), new TreeMap<>(), new TreeMap<>()));
                        costs.before.put(trial.block(), before);
                        costs.after.put(trial.block(), after);
                    }
                }
            }
        }
        List<History> histories = new ArrayList<>();
        byContestant.forEach((contestant, costs) -> PairedRatio.of(costs.after, costs.before)
                .map(PairedRatio::ratio)
                .filter(ratio -> ratio.low() != null)
                .ifPresent(ratio -> histories.add(new History(contestant, costs.point, ratio))));
        return histories;
    }

    private record Costs(String point, Map<Integer, Double> before, Map<Integer, Double> after) {}

    private static @Nullable Double cost(List<Window> windows) throws IOException {
        // No percentile is looked at here, so it does not matter how long the load engine waits.
        return LoadMetrics.of(Windows.pooled(windows), 0).get(Metric.CPU_US_PER_REQUEST.name());
    }

    /** Is true where the cost changed by more than {@link #MARGIN}, and by more than chance explains. */
    boolean told() {
        Double low = ratio.low();
        Double high = ratio.high();
        return low != null
                && high != null
                && Math.abs(Math.log(ratio.value())) > Math.log1p(MARGIN)
                && (low > 1 || high < 1);
    }

    /** Returns what was seen, in a sentence. */
    public String sentence() {
        return String.format(
                Locale.ROOT,
                "%s at %s costs %.3f times as much CPU time a request (%.3f to %.3f, %d processes) after the top of the ladder was reached as"
                        + " before.",
                contestant,
                point,
                ratio.value(),
                ratio.low(),
                ratio.high(),
                ratio.replicates());
    }

    /** Returns what a change of cost makes of an outcome. It voids what the point says, unless the point has failed. */
    Outcome judged(Outcome outcome) {
        return outcome instanceof Outcome.Failed
                ? outcome
                : new Outcome.Invalid(RuleName.HISTORY_DEPENDENT, sentence() + " Something remembers.", List.of());
    }
}
