package dev.heddle.bench.analysis;

import dev.heddle.bench.stats.Estimate;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Writes numbers as text, the same under every locale. */
public final class Numbers {
    private static final MathContext FOR_MACHINES = new MathContext(6);
    private static final MathContext FOR_PEOPLE = new MathContext(4);

    private Numbers() {}

    /** Returns up to 6 significant digits in plain decimal notation, for files that programs read. */
    public static String plain(double value) {
        return new BigDecimal(value).round(FOR_MACHINES).stripTrailingZeros().toPlainString();
    }

    /** Returns up to 4 significant digits with the thousands marked, for people. All digits before the decimal point are kept. */
    public static String brief(double value) {
        BigDecimal rounded = new BigDecimal(value).round(FOR_PEOPLE).stripTrailingZeros();
        return grouped(value, Math.max(0, rounded.scale()));
    }

    /**
     * Returns the value and the half width of its interval, to two digits of the half width. Without an interval it is the value
     * alone.
     */
    public static String withInterval(Estimate estimate, String plusMinus) {
        if (estimate.low() == null || estimate.high() == null) {
            return brief(estimate.value());
        }
        double halfWidth = (estimate.high() - estimate.low()) / 2;
        if (halfWidth == 0) {
            return brief(estimate.value()) + plusMinus + "0";
        }
        int decimals = Math.clamp(1 - (int) Math.floor(Math.log10(halfWidth)), 0, 4);
        return grouped(estimate.value(), decimals) + plusMinus + grouped(halfWidth, decimals);
    }

    /** Returns the value with two decimals. */
    public static String ratio(double value) {
        return grouped(value, 2);
    }

    /** Returns the value with three decimals, because near one, differences of a few per mille count. */
    public static String factor(double value) {
        return grouped(value, 3);
    }

    /** Returns a share as a percentage with one decimal, or with two if it is below half a percent. */
    public static String percent(double share) {
        return grouped(100 * share, Math.abs(share) < 0.005 ? 2 : 1) + " %";
    }

    /** Returns a percentile with its nines kept, such as {@code 99.9 %} or {@code 99.95 %}. */
    public static String percentile(double percent) {
        int decimals = Math.clamp((int) Math.ceil(-Math.log10(100 - percent) + 1), 0, 4);
        return new BigDecimal(percent)
                        .setScale(decimals, RoundingMode.HALF_EVEN)
                        .stripTrailingZeros()
                        .toPlainString() + " %";
    }

    private static String grouped(double value, int decimals) {
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }
}
