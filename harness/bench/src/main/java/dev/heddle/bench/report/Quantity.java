package dev.heddle.bench.report;

import dev.heddle.bench.stats.Estimate;
import org.jspecify.annotations.Nullable;

/** An estimate with its unit, as people write it. */
final class Quantity {
    private static final double KILO = 1e3;
    private static final double MEGA = 1e6;

    private Quantity() {}

    /** {@code 60.1 ± 2.0 kB}; the interval is left out where there is none. */
    static String text(Estimate estimate, String unit) {
        return switch (unit) {
            case "B" -> bytes(estimate);
            case "1/s" -> Numbers.withInterval(estimate, " ± ") + " /s";
            case "us" -> Numbers.withInterval(estimate, " ± ") + " µs";
            case "1" -> Numbers.withInterval(estimate, " ± ");
            default -> Numbers.withInterval(estimate, " ± ") + " " + unit;
        };
    }

    private static String bytes(Estimate estimate) {
        double size = Math.abs(estimate.value());
        if (size >= 10 * MEGA) {
            return Numbers.withInterval(scaled(estimate, MEGA), " ± ") + " MB";
        }
        return size >= 10 * KILO
                ? Numbers.withInterval(scaled(estimate, KILO), " ± ") + " kB"
                : Numbers.withInterval(estimate, " ± ") + " B";
    }

    private static Estimate scaled(Estimate estimate, double by) {
        return new Estimate(
                estimate.value() / by, scaled(estimate.low(), by), scaled(estimate.high(), by), estimate.replicates());
    }

    private static @Nullable Double scaled(@Nullable Double value, double by) {
        return value == null ? null : value / by;
    }
}
