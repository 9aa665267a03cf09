package dev.heddle.bench.stats;

/** Fits a line to a ladder by ordinary least squares. The slope is what one more connection costs. */
public final class Slope {
    private Slope() {}

    /**
     * Returns the slope of y over x with its 95 % interval: b ± t(0.975, n-2) · √(SSE / (n-2) / Sxx) (for example Draper and
     * Smith, <i>Applied Regression Analysis</i>, 1.3 to 1.4).
     *
     * @return an estimate of one replicate; its interval is the regression's own, over the rungs of one process
     * @throws IllegalArgumentException if the lengths differ, there are fewer than three points, or all x are equal
     */
    public static Estimate of(double[] x, double[] y) {
        int n = x.length;
        if (n != y.length || n < 3) {
            throw new IllegalArgumentException("a slope with an interval needs three rungs or more; got " + n);
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
        double slope = sxy / sxx;
        double squaredErrors = 0;
        for (int i = 0; i < n; i++) {
            double error = y[i] - meanY - slope * (x[i] - meanX);
            squaredErrors += error * error;
        }
        double halfWidth = Estimate.studentT(n - 2) * Math.sqrt(squaredErrors / (n - 2) / sxx);
        return new Estimate(slope, slope - halfWidth, slope + halfWidth, 1);
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }
}
