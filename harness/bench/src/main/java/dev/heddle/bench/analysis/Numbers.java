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

    private static final int MOST_DECIMALS = 9;

    /** An interval is written as ± one number if its two sides differ by less than this share. The number is the greater side. */
    private static final double ALIKE = 0.1;

    /**
     * Returns the value and how far its interval reaches, to two digits of that: {@code 120 ± 5} where it reaches as far up as down, and
     * {@code 285 +511/-183} where it doesn't. An interval above zero has as many digits as it takes to be seen above zero. Without an
     * interval it is the value alone.
     */
    public static String withInterval(Estimate estimate, String plusMinus) {
        if (estimate.low() == null || estimate.high() == null) {
            return brief(estimate.value());
        }
        double up = estimate.high() - estimate.value();
        double down = estimate.value() - estimate.low();
        double greater = Math.max(up, down);
        if (greater == 0) {
            return brief(estimate.value()) + plusMinus + "0";
        }
        if (Math.min(up, down) > (1 - ALIKE) * greater) {
            int decimals = decimals(greater, 0);
            return grouped(estimate.value(), decimals) + plusMinus + grouped(greater, decimals);
        }
        int decimals = decimals(down == 0 ? up : Math.min(up, down), estimate.low());
        return grouped(estimate.value(), decimals) + " +" + grouped(up, decimals) + "/-" + grouped(down, decimals);
    }

    /** Returns how many decimals show two digits of a width, and show an end that is above zero as such. */
    private static int decimals(double width, double low) {
        int two = Math.clamp(1 - (int) Math.floor(Math.log10(width)), 0, 4);
        int aboveZero = low > 0 ? Math.clamp((int) Math.ceil(-Math.log10(low)), 0, MOST_DECIMALS) : 0;
        return Math.max(two, aboveZero);
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
