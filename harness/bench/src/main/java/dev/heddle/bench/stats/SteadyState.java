package dev.heddle.bench.stats;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds where a series of readings changes its level, and from where on it changes no more. Change points are those of PELT
 * (Killick, Fearnhead and Eckley, <i>Optimal Detection of Changepoints with a Linear Computational Cost</i>, JASA 107, 2012): the
 * segmentation that minimises the sum of squared errors over σ², with a penalty for each change. What a segmentation says of
 * warm-up follows Barrett et al., <i>Virtual Machine Warmup Blows Hot and Cold</i>, 2017.
 */
public final class SteadyState {
    /**
     * The penalty in units of ln n. A JVM's readings are correlated, which makes false changes likely, so it is twice the
     * Bayesian penalty of 2 ln n for independent ones.
     */
    private static final double PENALTY_FACTOR = 4;
    /** The standard deviation of a normal distribution is this many times its median absolute deviation. */
    private static final double MAD = 1.4826;

    private SteadyState() {}

    /**
     * Holds a stretch of readings on one level.
     *
     * @param from the index of its first reading
     * @param to the index after its last reading
     * @param mean its level
     */
    public record Segment(int from, int to, double mean) {}

    /**
     * Returns the stretches of a series, in order. A series that is level has one.
     *
     * @throws IllegalArgumentException if there is no reading
     */
    public static List<Segment> segments(double[] series) {
        int n = series.length;
        if (n == 0) {
            throw new IllegalArgumentException("a series needs a reading");
        }
        double[] sums = new double[n + 1];
        double[] squares = new double[n + 1];
        for (int i = 0; i < n; i++) {
            sums[i + 1] = sums[i] + series[i];
            squares[i + 1] = squares[i] + series[i] * series[i];
        }
        double variance = noise(series);
        if (variance == 0) {
            variance = Math.max(Double.MIN_NORMAL, 1e-12 * squares[n] / n);
        }
        double penalty = PENALTY_FACTOR * Math.log(Math.max(2, n));
        double[] best = new double[n + 1];
        best[0] = -penalty;
        int[] last = new int[n + 1];
        List<Integer> candidates = new ArrayList<>(List.of(0));
        for (int end = 1; end <= n; end++) {
            best[end] = Double.POSITIVE_INFINITY;
            List<Integer> kept = new ArrayList<>();
            for (int start : candidates) {
                double cost = best[start] + cost(sums, squares, start, end) / variance;
                if (cost + penalty < best[end]) {
                    best[end] = cost + penalty;
                    last[end] = start;
                }
            }
            for (int start : candidates) {
                // This is PELT's pruning: a start that cannot win now never will.
                if (best[start] + cost(sums, squares, start, end) / variance <= best[end]) {
                    kept.add(start);
                }
            }
            kept.add(end);
            candidates = kept;
        }
        List<Segment> segments = new ArrayList<>();
        for (int end = n; end > 0; end = last[end]) {
            int start = last[end];
            segments.addFirst(new Segment(start, end, (sums[end] - sums[start]) / (end - start)));
        }
        return segments;
    }

    /**
     * Returns the reading from which on the series stays on its last level. That is the start of the last segment, or of the
     * earliest one that reaches it without leaving that level by more than the tolerance.
     *
     * @param tolerance a share: levels that are closer than this count as one
     */
    public static int from(double[] series, double tolerance) {
        List<Segment> segments = segments(series);
        double level = segments.getLast().mean();
        int from = segments.getLast().from();
        for (Segment segment : segments.reversed()) {
            if (Math.abs(segment.mean() - level) > tolerance * Math.abs(level)) {
                break;
            }
            from = segment.from();
        }
        return from;
    }

    private static double cost(double[] sums, double[] squares, int from, int to) {
        double sum = sums[to] - sums[from];
        return Math.max(0, squares[to] - squares[from] - sum * sum / (to - from));
    }

    /**
     * Returns the variance around the level, whatever the level's changes. It comes from the differences of neighbours, by their
     * median absolute deviation.
     */
    private static double noise(double[] series) {
        if (series.length < 2) {
            return 0;
        }
        double[] differences = new double[series.length - 1];
        for (int i = 0; i < differences.length; i++) {
            differences[i] = Math.abs(series[i + 1] - series[i]);
        }
        Arrays.sort(differences);
        int middle = differences.length / 2;
        double median =
                differences.length % 2 == 1 ? differences[middle] : (differences[middle - 1] + differences[middle]) / 2;
        double deviation = MAD * median / Math.sqrt(2);
        return deviation * deviation;
    }
}
