package dev.heddle.bench.stats;

import java.util.Collection;
import org.apache.commons.statistics.distribution.TDistribution;
import org.jspecify.annotations.Nullable;

/**
 * Holds a value with its 95 % confidence interval.
 *
 * @param value the estimate
 * @param low the lower end of the interval; null if there is one replicate only, which gives no interval
 * @param high the upper end of the interval; null in the same case
 * @param replicates how many independent replicates (fresh processes) it rests on
 */
public record Estimate(
        double value, @Nullable Double low, @Nullable Double high, int replicates) {
    static final double CONFIDENCE = 0.95;

    /**
     * Returns the mean of independent replicates with Student's t interval: mean ± t(0.975, n-1) · s / √n.
     *
     * @throws IllegalArgumentException if there is no value
     */
    public static Estimate ofReplicates(Collection<Double> values) {
        int n = values.size();
        if (n == 0) {
            throw new IllegalArgumentException("an estimate needs at least one replicate");
        }
        double mean = values.stream().mapToDouble(Double::doubleValue).sum() / n;
        if (n == 1) {
            return new Estimate(mean, null, null, 1);
        }
        double squares =
                values.stream().mapToDouble(v -> (v - mean) * (v - mean)).sum();
        double halfWidth = studentT(n - 1) * Math.sqrt(squares / (n - 1) / n);
        return new Estimate(mean, mean - halfWidth, mean + halfWidth, n);
    }

    /** Returns the two-sided 95 % quantile of Student's t. */
    static double studentT(int degreesOfFreedom) {
        return TDistribution.of(degreesOfFreedom).inverseCumulativeProbability(1 - (1 - CONFIDENCE) / 2);
    }
}
