package dev.heddle.bench.stats;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.commons.statistics.distribution.TDistribution;
import org.jspecify.annotations.Nullable;

/**
 * Says how many times one contestant's value another's is. It comes from pairs of processes that ran in the same block, so that
 * what the machine did to a block cancels out. With d = ln(a / b) of each block, the ratio is exp(mean d) and its interval is
 * exp(mean d ± t(0.975, n-1) · s / √n). The p value comes from t = mean d · √n / s, two-sided: this is the paired t-test (for
 * example NIST/SEMATECH e-Handbook of Statistical Methods, 7.3.1), on logarithms as Kalibera and Jones 2013 advise for ratios.
 *
 * @param ratio a over b; with one block it has no interval
 * @param p how probable a difference as large as this is if there is none, 0 to 1; null with one block
 * @param standardError the standard error of the mean of d; null with one block
 */
public record PairedRatio(
        Estimate ratio, @Nullable Double p, @Nullable Double standardError) {
    /** A difference of the size that is called detectable would be seen with this probability. */
    static final double POWER = 0.9;

    /**
     * Returns the ratio over the blocks that have both.
     *
     * @param a values by block
     * @param b values by block
     * @return empty if no block has both, or if a value is not positive, since then there is no ratio
     */
    public static Optional<PairedRatio> of(Map<Integer, Double> a, Map<Integer, Double> b) {
        List<Double> logs = new ArrayList<>();
        for (Map.Entry<Integer, Double> entry : new TreeMap<>(a).entrySet()) {
            Double other = b.get(entry.getKey());
            if (other == null) {
                continue;
            }
            if (!(entry.getValue() > 0 && other > 0)) {
                return Optional.empty();
            }
            logs.add(Math.log(entry.getValue() / other));
        }
        if (logs.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(ofLogs(Estimate.ofReplicates(logs)));
    }

    private static PairedRatio ofLogs(Estimate log) {
        Double low = log.low();
        Double high = log.high();
        int n = log.replicates();
        if (low == null || high == null) {
            return new PairedRatio(new Estimate(Math.exp(log.value()), null, null, n), null, null);
        }
        double error = (high - log.value()) / Estimate.studentT(n - 1);
        return new PairedRatio(
                new Estimate(Math.exp(log.value()), Math.exp(low), Math.exp(high), n),
                pOf(log.value(), error, n - 1),
                error);
    }

    /**
     * Returns the ratio of two runs' values, whose processes no block pairs: d = mean ln a - mean ln b, with Welch's standard
     * error and Welch and Satterthwaite's degrees of freedom (NIST/SEMATECH e-Handbook, 7.3.1).
     *
     * @return empty if there is no value, or one that is not positive; without an interval if either side has only one value
     */
    public static Optional<PairedRatio> unpaired(List<Double> a, List<Double> b) {
        boolean positive = a.stream().allMatch(value -> value > 0) && b.stream().allMatch(value -> value > 0);
        if (a.isEmpty() || b.isEmpty() || !positive) {
            return Optional.empty();
        }
        Estimate logA = Estimate.ofReplicates(a.stream().map(Math::log).toList());
        Estimate logB = Estimate.ofReplicates(b.stream().map(Math::log).toList());
        double d = logA.value() - logB.value();
        int n = Math.min(a.size(), b.size());
        if (n < 2) {
            return Optional.of(new PairedRatio(new Estimate(Math.exp(d), null, null, n), null, null));
        }
        double squareA = square(logA);
        double squareB = square(logB);
        double error = Math.sqrt(squareA + squareB);
        if (error == 0) {
            return Optional.of(
                    new PairedRatio(new Estimate(Math.exp(d), Math.exp(d), Math.exp(d), n), d == 0 ? 1.0 : 0.0, 0.0));
        }
        double degrees = error
                * error
                * error
                * error
                / (squareA * squareA / (a.size() - 1) + squareB * squareB / (b.size() - 1));
        double half = TDistribution.of(degrees).inverseCumulativeProbability(1 - (1 - Estimate.CONFIDENCE) / 2) * error;
        return Optional.of(new PairedRatio(
                new Estimate(Math.exp(d), Math.exp(d - half), Math.exp(d + half), n), pOf(d, error, degrees), error));
    }

    /** Returns the square of a mean's standard error, from its interval. */
    private static double square(Estimate mean) {
        Double high = mean.high();
        double error = high == null ? 0 : (high - mean.value()) / Estimate.studentT(mean.replicates() - 1);
        return error * error;
    }

    private static double pOf(double d, double error, double degrees) {
        if (error == 0) {
            return d == 0 ? 1 : 0;
        }
        return 2 * TDistribution.of(degrees).survivalProbability(Math.abs(d) / error);
    }

    /**
     * Returns the smallest difference that this comparison would have found nine times in ten, as a share (0.05 is 5 %): exp((t(1
     * - α/2) + t(0.9)) · standard error) - 1. This is the usual approximation, with t in place of z (NIST/SEMATECH e-Handbook,
     * 7.2.2.2).
     *
     * @param comparisons how many comparisons are made together: α is 0.05 divided by it, the strictest step of Holm's
     *     procedure
     * @return null with one block
     */
    public @Nullable Double detectable(int comparisons) {
        return standardError == null ? null : detectable(standardError, ratio.replicates() - 1, comparisons);
    }

    /**
     * Returns the same before a run, from what is assumed of it.
     *
     * @param betweenProcesses the coefficient of variation of a value between processes
     * @param blocks how many blocks will be run; two or more
     */
    public static double expectDetectable(double betweenProcesses, int blocks, int comparisons) {
        return detectable(betweenProcesses * Math.sqrt(2.0 / blocks), blocks - 1, comparisons);
    }

    private static double detectable(double error, int degrees, int comparisons) {
        TDistribution t = TDistribution.of(degrees);
        double alpha = (1 - Estimate.CONFIDENCE) / comparisons;
        return Math.expm1((t.inverseSurvivalProbability(alpha / 2) + t.inverseCumulativeProbability(POWER)) * error);
    }
}
