package dev.heddle.bench.report;

import dev.heddle.bench.analysis.Numbers;
import dev.heddle.bench.stats.Estimate;
import org.jspecify.annotations.Nullable;

/** Writes an estimate with its unit, as people write it. */
final class Quantity {
    private static final double KILO = 1e3;
    private static final double MEGA = 1e6;

    private Quantity() {}

    /** Writes {@code 60.1 ± 2.0 kB}. The interval is left out where there is none. */
    static String text(Estimate estimate, String unit) {
        return text(estimate, unit, " ± ", "µs");
    }

    /** Writes {@code 60.1 +/- 2.0 kB}, for where only ASCII can be shown. */
    static String ascii(Estimate estimate, String unit) {
        return text(estimate, unit, " +/- ", "us");
    }

    private static String text(Estimate estimate, String unit, String plusMinus, String micros) {
        return switch (unit) {
            case "B" -> bytes(estimate, plusMinus);
            case "1/s" -> Numbers.withInterval(estimate, plusMinus) + " /s";
            case "us" -> Numbers.withInterval(estimate, plusMinus) + " " + micros;
            case "1" -> Numbers.withInterval(estimate, plusMinus);
            default -> Numbers.withInterval(estimate, plusMinus) + " " + unit;
        };
    }

    private static String bytes(Estimate estimate, String plusMinus) {
        double size = Math.abs(estimate.value());
        if (size >= 10 * MEGA) {
            return Numbers.withInterval(scaled(estimate, MEGA), plusMinus) + " MB";
        }
        return size >= 10 * KILO
                ? Numbers.withInterval(scaled(estimate, KILO), plusMinus) + " kB"
                : Numbers.withInterval(estimate, plusMinus) + " B";
    }

    private static Estimate scaled(Estimate estimate, double by) {
        return new Estimate(
                estimate.value() / by, scaled(estimate.low(), by), scaled(estimate.high(), by), estimate.replicates());
    }

    private static @Nullable Double scaled(@Nullable Double value, double by) {
        return value == null ? null : value / by;
    }
}
