package dev.heddle.workload;

import java.time.Duration;
import java.util.Locale;

/**
 * How long an RPC call takes: a pure function of (seed, service, id), so that every contestant meets the same sequence and
 * the comparison is paired.
 */
public sealed interface Latency {
    /** Every call takes as long. */
    record Fixed(Duration latency) implements Latency {
        public Fixed {
            if (latency.isNegative()) {
                throw new IllegalArgumentException("latency: fixed is negative");
            }
        }
    }

    /** Lognormal by its median and 99th percentile. */
    record Lognormal(Duration p50, Duration p99) implements Latency {
        public Lognormal {
            if (p50.isNegative() || p50.isZero() || p99.compareTo(p50) < 0) {
                throw new IllegalArgumentException("latency: lognormal needs 0 < p50 <= p99");
            }
        }
    }

    /** The 99th percentile of the standard normal distribution. */
    double Z99 = 2.3263478740408408;

    /** The latency of the call to service number {@code service} for that id, in nanoseconds. */
    default long nanos(long seed, int service, long id) {
        return switch (this) {
            case Fixed fixed -> fixed.latency().toNanos();
            case Lognormal lognormal -> {
                double sigma = Math.log((double) lognormal.p99().toNanos()
                                / lognormal.p50().toNanos())
                        / Z99;
                yield Math.round(
                        lognormal.p50().toNanos() * Math.exp(sigma * standardNormal(seed, 1_000 + service, id)));
            }
        };
    }

    /** The form {@link #of} reads: {@code fixed:NANOS} or {@code lognormal:P50_NANOS,P99_NANOS}. */
    default String text() {
        return switch (this) {
            case Fixed fixed -> "fixed:" + fixed.latency().toNanos();
            case Lognormal lognormal ->
                String.format(
                        Locale.ROOT,
                        "lognormal:%d,%d",
                        lognormal.p50().toNanos(),
                        lognormal.p99().toNanos());
        };
    }

    /**
     * Reads {@link #text}.
     *
     * @throws IllegalArgumentException if it is of another form
     */
    static Latency of(String text) {
        String[] parts = text.split("[:,]");
        try {
            if (parts.length == 2 && parts[0].equals("fixed")) {
                return new Fixed(Duration.ofNanos(Long.parseLong(parts[1])));
            }
            if (parts.length == 3 && parts[0].equals("lognormal")) {
                return new Lognormal(
                        Duration.ofNanos(Long.parseLong(parts[1])), Duration.ofNanos(Long.parseLong(parts[2])));
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "': " + e.getMessage(), e);
        }
        throw new IllegalArgumentException("'" + text + "' is neither fixed:NANOS nor lognormal:P50_NANOS,P99_NANOS");
    }

    /** Box and Muller (1958) on two uniform draws of 53 bits. */
    private static double standardNormal(long seed, long stream, long id) {
        double u1 = ((Dataset.mix(seed, 2 * stream, id) >>> 11) + 1) * 0x1.0p-53;
        double u2 = (Dataset.mix(seed, 2 * stream + 1, id) >>> 11) * 0x1.0p-53;
        return Math.sqrt(-2 * Math.log(u1)) * Math.cos(2 * Math.PI * u2);
    }
}
