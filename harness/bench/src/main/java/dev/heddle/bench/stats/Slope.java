package dev.heddle.bench.stats;

/** Fits a line to one process's ladder by ordinary least squares. The slope is what one more connection costs. */
public final class Slope {
    private Slope() {}

    /**
     * Returns the slope of y over x.
     *
     * <p>It has no interval. A regression's own interval says how well one process's rungs lie on a line, and nothing of what another
     * process will show: for processes like those of the standard suite it covers their mean in a fifth to nine tenths of cases ({@code
     * SlopeCoverageTest}). The slopes of several processes are replicates of {@link Estimate}. Student's t over them needs no model of how
     * well each was fitted (Ibragimov and Müller, <i>t-Statistic Based Correlation and Heterogeneity Robust Inference</i>, Journal of
     * Business and Economic Statistics 28, 2010: it stays on the safe side where the processes' variances differ).
     *
     * @throws IllegalArgumentException if the lengths differ, there are fewer than three points, or all x are equal
     */
    public static double of(double[] x, double[] y) {
        int n = x.length;
        if (n != y.length || n < 3) {
            throw new IllegalArgumentException("a slope needs three rungs or more; got " + n);
        }
        double meanX = mean(x);
        double meanY = mean(y);
        double sxx = 0;
        double sxy = 0;
        for (int i = 0; i < n; i++) {
            sxx += (x[i] - meanX) * (x[i] - meanX);
            sxy += (x[i] - meanX) * (y[i] - meanY);
        }
        if (sxx == 0) {
            throw new IllegalArgumentException("a slope needs rungs that differ");
        }
        return sxy / sxx;
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }
}
