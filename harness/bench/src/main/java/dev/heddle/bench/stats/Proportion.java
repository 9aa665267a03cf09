package dev.heddle.bench.stats;

import org.apache.commons.statistics.distribution.BetaDistribution;

/**
 * Says how often something happened, with its exact 95 % interval (Clopper and Pearson, <i>The Use of Confidence or Fiducial
 * Limits</i>, Biometrika 26, 1934).
 *
 * @param happened how often it happened
 * @param of how often it could have happened
 * @param low the lower end of the interval, 0 to 1
 * @param high the upper end of the interval, 0 to 1
 */
public record Proportion(int happened, int of, double low, double high) {
    /**
     * Returns a proportion. Its lower end is the α/2 quantile of Beta(x, n - x + 1), its upper end the 1 - α/2 quantile of Beta(x
     * + 1, n - x).
     *
     * @throws IllegalArgumentException unless 0 ≤ happened ≤ of and of > 0
     */
    public static Proportion of(int happened, int of) {
        if (happened < 0 || happened > of || of == 0) {
            throw new IllegalArgumentException(happened + " of " + of + " is no proportion");
        }
        double tail = (1 - Estimate.CONFIDENCE) / 2;
        double low = happened == 0
                ? 0
                : BetaDistribution.of(happened, of - happened + 1).inverseCumulativeProbability(tail);
        double high = happened == of
                ? 1
                : BetaDistribution.of(happened + 1, of - happened).inverseCumulativeProbability(1 - tail);
        return new Proportion(happened, of, low, high);
    }

    /** Returns the share itself, 0 to 1. */
    public double share() {
        return (double) happened / of;
    }
}
