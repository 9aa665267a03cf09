package dev.heddle.bench.journal;

/**
 * Holds a figure that was read to within bounds. The bounds are no confidence interval: the true figure lies between them.
 *
 * @param value the likeliest figure
 * @param low no less than this
 * @param high no more than this
 */
public record Range(double value, double low, double high) {
    public Range {
        if (!(low <= value && value <= high)) {
            throw new IllegalArgumentException(value + " does not lie between " + low + " and " + high);
        }
    }

    /** Returns a figure that is known exactly. */
    public static Range exactly(double value) {
        return new Range(value, value, value);
    }

    /** Returns a figure between two bounds. If the likeliest figure lies beyond a bound, the bound is the likeliest. */
    public static Range between(double low, double likeliest, double high) {
        double most = Math.max(low, high);
        return new Range(Math.clamp(likeliest, low, most), low, most);
    }

    /** Returns the figure as a part of a whole, or as a multiple of a unit. */
    public Range over(double whole) {
        return new Range(value / whole, low / whole, high / whole);
    }
}
