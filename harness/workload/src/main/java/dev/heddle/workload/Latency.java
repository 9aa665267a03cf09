package dev.heddle.workload;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Says how long an RPC call takes. The latency is a pure function of (seed, service, id), so every contestant meets the same
 * sequence and the comparison is paired.
 */
public sealed interface Latency {
    /** Every call takes this long. */
    record Fixed(Duration latency) implements Latency {
        public Fixed {
            if (latency.isNegative()) {
                throw new IllegalArgumentException("latency: fixed is negative");
            }
        }
    }

    /** Latencies have a lognormal distribution, given by its median and its 99th percentile. */
    record Lognormal(Duration p50, Duration p99) implements Latency {
        public Lognormal {
            if (p50.isNegative() || p50.isZero() || p99.compareTo(p50) < 0) {
                throw new IllegalArgumentException("latency: lognormal needs 0 < p50 <= p99");
            }
        }
    }

    /** Every duration from {@code min} to {@code max} is equally likely. */
    record Uniform(Duration min, Duration max) implements Latency {
        public Uniform {
            if (min.isNegative() || max.compareTo(min) < 0) {
                throw new IllegalArgumentException("latency: uniform needs 0 <= min <= max");
            }
        }
    }

    /** Each latency is one of the measured durations; a duration that is in the list more often is as much likelier. */
    record Empirical(List<Duration> latencies) implements Latency {
        public Empirical {
            latencies = List.copyOf(latencies);
            if (latencies.isEmpty() || latencies.stream().anyMatch(Duration::isNegative)) {
                throw new IllegalArgumentException("latency: list needs one or more durations, none negative");
            }
        }
    }

    /** The 99th percentile of the standard normal distribution. */
    double Z99 = 2.3263478740408408;

    /** Returns the latency of the call to service number {@code service} for that id, in nanoseconds. */
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
            case Uniform(Duration min, Duration max) ->
                min.toNanos() + Math.round(max.minus(min).toNanos() * uniform(seed, service, id));
            case Empirical(List<Duration> latencies) ->
                latencies
                        .get((int) (latencies.size() * uniform(seed, service, id)))
                        .toNanos();
        };
    }

    /**
     * Returns the form that {@link #of} reads, in nanoseconds: {@code fixed:N}, {@code lognormal:P50,P99}, {@code
     * uniform:MIN,MAX} or {@code list:N,N,…}.
     */
    default String text() {
        return switch (this) {
            case Fixed fixed -> "fixed:" + fixed.latency().toNanos();
            case Lognormal lognormal ->
                String.format(
                        Locale.ROOT,
                        "lognormal:%d,%d",
                        lognormal.p50().toNanos(),
                        lognormal.p99().toNanos());
            case Uniform(Duration min, Duration max) -> "uniform:" + min.toNanos() + "," + max.toNanos();
            case Empirical(List<Duration> latencies) ->
                latencies.stream()
                        .map(latency -> Long.toString(latency.toNanos()))
                        .collect(Collectors.joining(",", "list:", ""));
        };
    }

    /**
     * Reads what {@link #text} returns.
     *
     * @throws IllegalArgumentException if it is of another form
     */
    static Latency of(String text) {
        int colon = text.indexOf(':');
        try {
            List<Duration> nanos = Stream.of(text.substring(colon + 1).split(","))
                    .map(part -> Duration.ofNanos(Long.parseLong(part)))
                    .toList();
            switch (text.substring(0, Math.max(0, colon)) + " of " + nanos.size()) {
                case "fixed of 1" -> {
                    return new Fixed(nanos.getFirst());
                }
                case "lognormal of 2" -> {
                    return new Lognormal(nanos.getFirst(), nanos.getLast());
                }
                case "uniform of 2" -> {
                    return new Uniform(nanos.getFirst(), nanos.getLast());
                }
                default -> {
                    if (text.startsWith("list:")) {
                        return new Empirical(nanos);
                    }
                }
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "': " + e.getMessage(), e);
        }
        throw new IllegalArgumentException("'" + text
                + "' is none of fixed:NANOS, lognormal:P50_NANOS,P99_NANOS, uniform:MIN_NANOS,MAX_NANOS, list:NANOS,…");
    }

    /** Returns a number drawn uniformly from [0, 1). */
    private static double uniform(long seed, int service, long id) {
        return (Dataset.mix(seed, 2 * (1_000 + service), id) >>> 11) * 0x1.0p-53;
    }

    /**
     * Returns a draw from the standard normal distribution, by the method of Box and Muller (1958) on two uniform draws of 53
     * bits.
     */
    private static double standardNormal(long seed, long stream, long id) {
        double u1 = ((Dataset.mix(seed, 2 * stream, id) >>> 11) + 1) * 0x1.0p-53;
        double u2 = (Dataset.mix(seed, 2 * stream + 1, id) >>> 11) * 0x1.0p-53;
        return Math.sqrt(-2 * Math.log(u1)) * Math.cos(2 * Math.PI * u2);
    }
}
