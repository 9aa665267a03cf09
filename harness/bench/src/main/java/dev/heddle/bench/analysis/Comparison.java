package dev.heddle.bench.analysis;

import dev.heddle.bench.journal.Metric;
import dev.heddle.bench.journal.ScenarioName;
import dev.heddle.bench.stats.Estimate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Compares two contestants in one metric at one point, over the blocks in which both have a valid reading. A contestant of whose
 * readings fewer than half are valid is not compared ({@link SummaryRows#telling}).
 *
 * @param a one of them, the earlier in the run's list
 * @param b the other
 * @param ratio a's value over b's, paired by block; without interval where one block has both
 * @param standardError of the mean of the blocks' logarithms of the ratio; null likewise
 * @param pAdjusted how probable so large a difference is if there is none, adjusted by Holm for all comparisons of this scenario and
 *     metric; null where there is no interval
 * @param detectable the smallest difference that would have been found nine times in ten, as a share: 0.05 is 5 %; null likewise
 * @param noiseFloor by how much a contestant differed from itself under a second name in this scenario and metric, at the point where it
 *     differed the most, as a share; null where no such A/A pair was measured
 * @param belowLimit whether it is of throughput in closed loop and the slower one is not at its limit ({@link ClosedLoopLimit})
 */
public record Comparison(
        String a,
        String b,
        ScenarioName scenario,
        String point,
        Metric metric,
        Estimate ratio,
        @Nullable Double standardError,
        @Nullable Double pAdjusted,
        @Nullable Double detectable,
        @Nullable Double noiseFloor,
        boolean belowLimit) {
    /** A difference is called one if its adjusted p is below this level. */
    public static final double LEVEL = 0.05;

    /** Says what can be said of the two contestants. */
    public enum Finding {
        /** They differ, and by more than a contestant differs from itself. */
        DIFFERENT,
        /** They differ by no more than a contestant differs from itself. This is not offered as a difference. */
        WITHIN_NOISE_FLOOR,
        /** No difference was found. One as large as {@link Comparison#visible} would have been called one. */
        NONE_DETECTABLE,
        /**
         * The metric is the rate of a closed loop, and the slower one could do more. Such a rate tells response times apart, if
         * anything, and says nothing of throughput.
         */
        BELOW_LIMIT,
        /** Fewer than two blocks have both, so nothing can be said. */
        TOO_FEW
    }

    /** Is true where a and b are one contestant under two names, which is called an A/A pair. */
    public boolean aa() {
        return b.equals(Names.second(a));
    }

    /** Returns what can be said of the two. */
    public Finding finding() {
        if (pAdjusted == null) {
            return Finding.TOO_FEW;
        }
        if (belowLimit) {
            return Finding.BELOW_LIMIT;
        }
        if (pAdjusted >= LEVEL) {
            return Finding.NONE_DETECTABLE;
        }
        return !aa() && noiseFloor != null && Math.abs(Math.log(ratio.value())) <= Math.log1p(noiseFloor)
                ? Finding.WITHIN_NOISE_FLOOR
                : Finding.DIFFERENT;
    }

    /**
     * Returns the smallest difference that would have been called one nine times in ten, as a share. It is at least the noise floor,
     * if there is one, because a difference within the noise floor is not called one. An A/A pair is exempt from that.
     */
    public @Nullable Double visible() {
        return detectable == null || noiseFloor == null || aa()
                ? detectable
                : Double.valueOf(Math.max(detectable, noiseFloor));
    }

    /** Returns what can be said of the two, in a sentence without its full stop. */
    public String sentence() {
        return switch (finding()) {
            case DIFFERENT -> larger() + " has " + times() + " " + smaller() + "'s" + floor();
            case WITHIN_NOISE_FLOOR ->
                larger() + " has " + times() + " " + smaller() + "'s, which is within the noise floor of "
                        + Numbers.percent(Objects.requireNonNull(noiseFloor));
            case NONE_DETECTABLE ->
                "no detectable difference; a difference of " + Numbers.percent(Objects.requireNonNull(visible()))
                        + " would have been seen" + floor();
            case BELOW_LIMIT ->
                "no throughput to compare: " + smaller()
                        + " is not at its limit, and below it a closed loop's rate is the response time";
            case TOO_FEW -> "can't tell: " + blocks() + ", and an interval needs two or more";
        };
    }

    /** Returns the square of the standard error, or 0 if there is none. */
    double squaredError() {
        return standardError == null ? 0 : standardError * standardError;
    }

    /** Returns the contestant with the greater value. */
    public String larger() {
        return ratio.value() >= 1 ? a : b;
    }

    public String smaller() {
        return ratio.value() >= 1 ? b : a;
    }

    /** Returns the greater value over the smaller one, with its interval. */
    public Estimate factor() {
        Double low = ratio.low();
        Double high = ratio.high();
        return ratio.value() >= 1 || low == null || high == null
                ? ratio.value() >= 1 ? ratio : new Estimate(1 / ratio.value(), null, null, ratio.replicates())
                : new Estimate(1 / ratio.value(), 1 / high, 1 / low, ratio.replicates());
    }

    private String times() {
        Estimate factor = factor();
        return "%s times (%s to %s)"
                .formatted(
                        Numbers.factor(factor.value()),
                        Numbers.factor(Objects.requireNonNull(factor.low())),
                        Numbers.factor(Objects.requireNonNull(factor.high())));
    }

    private String floor() {
        return noiseFloor == null ? "; noise floor unknown" : "; noise floor " + Numbers.percent(noiseFloor);
    }

    private String blocks() {
        return ratio.replicates() == 1 ? "one block has both" : ratio.replicates() + " blocks have both";
    }
}
