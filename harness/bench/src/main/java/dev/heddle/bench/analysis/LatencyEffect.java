package dev.heddle.bench.analysis;

import dev.heddle.bench.journal.Evidence;
import dev.heddle.bench.journal.Metric;
import dev.heddle.bench.journal.ScenarioName;
import dev.heddle.bench.judge.JudgedTrial;
import dev.heddle.bench.stats.Estimate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Tells what another latency of the RPC calls does to the ratio of two contestants, for the same number of users in the same blocks.
 *
 * @param a one contestant
 * @param b the other
 * @param metric what is compared
 * @param users of the closed loop
 * @param other how long the calls took, as in the point's name: {@code fixed:5ms}
 * @param usual a over b under the workload's own latency
 * @param changed a over b under the other
 */
public record LatencyEffect(
        String a, String b, Metric metric, int users, String other, Estimate usual, Estimate changed) {
    private static final String PREFIX = "latency=";

    /**
     * Returns the effects on every pair, in the order of the comparisons.
     *
     * @param cost the metric by which the run compares what a request costs
     */
    static List<LatencyEffect> of(List<JudgedTrial> trials, List<Comparison> comparisons, Metric cost) {
        Map<String, Integer> users = new TreeMap<>();
        trials.stream()
                .filter(trial -> trial.scenario().equals(ScenarioName.Known.THROUGHPUT))
                .flatMap(trial -> trial.points().stream())
                .filter(point -> point.point().startsWith(PREFIX))
                .forEach(point -> {
                    if (point.recorded().evidence() instanceof Evidence.Load load) {
                        users.put(point.point(), load.setup().users());
                    }
                });
        List<LatencyEffect> effects = new ArrayList<>();
        users.forEach((point, number) -> comparisons.stream()
                .filter(changed -> !changed.aa()
                        && changed.point().equals(point)
                        && (changed.metric().equals(cost) || changed.metric().equals(Metric.REQUESTS_PER_SECOND)))
                .forEach(changed -> comparisons.stream()
                        .filter(usual -> usual.point().equals("concurrency=" + number)
                                && usual.scenario().equals(changed.scenario())
                                && usual.metric().equals(changed.metric())
                                && usual.a().equals(changed.a())
                                && usual.b().equals(changed.b()))
                        .forEach(usual -> effects.add(new LatencyEffect(
                                usual.a(),
                                usual.b(),
                                usual.metric(),
                                number,
                                point.substring(PREFIX.length()),
                                usual.ratio(),
                                changed.ratio())))));
        return effects;
    }

    /** Returns the effect in a sentence. */
    public String sentence() {
        return "With %d users, %s over %s is %s in %s under the workload's latency, and %s where it is %s."
                .formatted(users, a, b, ratio(usual), label(), ratio(changed), other);
    }

    /** Returns the metric's label as it stands within a sentence. */
    private String label() {
        String label = metric.label();
        return label.startsWith("CPU") ? label : Character.toLowerCase(label.charAt(0)) + label.substring(1);
    }

    private static String ratio(Estimate ratio) {
        Double low = ratio.low();
        Double high = ratio.high();
        return low == null || high == null
                ? Numbers.ratio(ratio.value())
                : "%s (%s to %s)".formatted(Numbers.ratio(ratio.value()), Numbers.ratio(low), Numbers.ratio(high));
    }
}
