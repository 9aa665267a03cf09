package dev.heddle.bench.suite;

import dev.heddle.workload.Latency;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;

/**
 * Reads and writes durations, sizes and rates as a suite file has them: {@code 20ms}, {@code 2s}, {@code 512B}, {@code 4KiB},
 * {@code 500/s}.
 */
public final class Units {
    private static final Pattern QUANTITY = Pattern.compile("(\\d{1,12}(?:\\.\\d{1,6})?)\\s*([A-Za-zµ]+)");

    private static final Pattern RATE = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,6})?)\\s*/\\s*s");

    private Units() {}

    /**
     * Returns a duration that is written as in a suite file.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static Duration duration(String text) {
        Matcher matcher = QUANTITY.matcher(text);
        if (matcher.matches()) {
            double nanos = switch (matcher.group(2)) {
                case "ns" -> 1;
                case "us", "µs" -> 1e3;
                case "ms" -> 1e6;
                case "s" -> 1e9;
                case "m", "min" -> 60e9;
                default -> -1;
            };
            if (nanos > 0) {
                return Duration.ofNanos(Math.round(Double.parseDouble(matcher.group(1)) * nanos));
            }
        }
        throw new IllegalArgumentException("'" + text + "' is no duration; write it as 500us, 20ms, 2s or 1m");
    }

    static String text(Duration duration) {
        long nanos = duration.toNanos();
        if (nanos % 1_000_000_000L == 0) {
            return nanos / 1_000_000_000L + "s";
        }
        if (nanos % 1_000_000 == 0) {
            return nanos / 1_000_000 + "ms";
        }
        return nanos % 1_000 == 0 ? nanos / 1_000 + "us" : nanos + "ns";
    }

    /**
     * Returns a latency as a point's name has it: {@code fixed:5ms}, {@code lognormal:5ms-20ms} for the median and the 99th
     * percentile, {@code uniform:5ms-50ms} for least and most, or {@code list:3} for the number of its entries.
     */
    public static String label(Latency latency) {
        return switch (latency) {
            case Latency.Fixed fixed -> "fixed:" + text(fixed.latency());
            case Latency.Lognormal lognormal -> "lognormal:" + text(lognormal.p50()) + "-" + text(lognormal.p99());
            case Latency.Uniform uniform -> "uniform:" + text(uniform.min()) + "-" + text(uniform.max());
            case Latency.Empirical empirical -> "list:" + empirical.latencies().size();
        };
    }

    static int bytes(String text) {
        Matcher matcher = QUANTITY.matcher(text);
        if (matcher.matches()) {
            int factor = switch (matcher.group(2)) {
                case "B" -> 1;
                case "KiB", "KB", "k", "K" -> 1024;
                case "MiB", "MB" -> 1024 * 1024;
                default -> -1;
            };
            if (factor > 0) {
                return Math.toIntExact(Math.round(Double.parseDouble(matcher.group(1)) * factor));
            }
        }
        throw new IllegalArgumentException("'" + text + "' is no size; write it as 512B or 4KiB");
    }

    /** Reads a {@link Duration}. */
    static final class DurationReader extends ValueDeserializer<Duration> {
        @Override
        public Duration deserialize(JsonParser in, DeserializationContext context) {
            try {
                return duration(in.getString());
            } catch (IllegalArgumentException e) {
                return context.reportInputMismatch(Duration.class, "%s", e.getMessage());
            }
        }
    }

    /** Writes a {@link Duration}. */
    static final class DurationWriter extends ValueSerializer<Duration> {
        @Override
        public void serialize(Duration value, JsonGenerator out, SerializationContext context) {
            out.writeString(text(value));
        }
    }

    /** Holds a size in bytes. */
    public record Size(int bytes) {}

    /** Reads a {@link Size}. */
    static final class SizeReader extends ValueDeserializer<Size> {
        @Override
        public Size deserialize(JsonParser in, DeserializationContext context) {
            try {
                return new Size(Units.bytes(in.getString()));
            } catch (IllegalArgumentException | ArithmeticException e) {
                return context.reportInputMismatch(Size.class, "%s", e.getMessage());
            }
        }
    }

    /** Writes a {@link Size}. */
    static final class SizeWriter extends ValueSerializer<Size> {
        @Override
        public void serialize(Size value, JsonGenerator out, SerializationContext context) {
            out.writeString(value.bytes() + "B");
        }
    }

    /** Holds a rate, in events a second. */
    public record Rate(double perSecond) {
        /** Returns the number as a point's name has it: {@code 500}, {@code 0.5}. */
        public String number() {
            return perSecond == Math.rint(perSecond) ? Long.toString((long) perSecond) : Double.toString(perSecond);
        }
    }

    /** Reads a {@link Rate}. */
    static final class RateReader extends ValueDeserializer<Rate> {
        @Override
        public Rate deserialize(JsonParser in, DeserializationContext context) {
            Matcher matcher = RATE.matcher(in.getString());
            double rate = matcher.matches() ? Double.parseDouble(matcher.group(1)) : 0;
            return rate > 0
                    ? new Rate(rate)
                    : context.reportInputMismatch(
                            Rate.class, "%s", "'" + in.getString() + "' is no rate; write it as 500/s");
        }
    }

    /** Writes a {@link Rate}. */
    static final class RateWriter extends ValueSerializer<Rate> {
        @Override
        public void serialize(Rate value, JsonGenerator out, SerializationContext context) {
            out.writeString(value.number() + "/s");
        }
    }
}
