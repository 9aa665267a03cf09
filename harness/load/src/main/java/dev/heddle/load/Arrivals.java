package dev.heddle.load;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** Says when requests are to be sent. All but {@link Closed} are open loops: they don't wait for the server. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Arrivals.Closed.class, name = "closed"),
    @JsonSubTypes.Type(value = Arrivals.ConstantRate.class, name = "constant-rate"),
    @JsonSubTypes.Type(value = Arrivals.Poisson.class, name = "poisson"),
    @JsonSubTypes.Type(value = Arrivals.Ramp.class, name = "ramp")
})
public sealed interface Arrivals {
    /**
     * A closed loop. Each user has one connection, and sends the next request when the last one was answered. A closed loop finds
     * a throughput; its latencies are service times, and hide what an open loop would show.
     *
     * @param staggerMillis users send their first requests at random moments of so many milliseconds. If they began together, and calls took
     *     one and the same time, they would go on in a convoy: all wait together, and then all want the CPU
     * @param seed of these moments
     */
    record Closed(int users, long staggerMillis, long seed) implements Arrivals {
        public Closed {
            if (users < 1) {
                throw new IllegalArgumentException("users: " + users + " is less than 1");
            }
            if (staggerMillis < 0) {
                throw new IllegalArgumentException("staggerMillis: " + staggerMillis + " is less than 0");
            }
        }

        /** Makes a closed loop whose users begin together. */
        public Closed(int users) {
            this(users, 0, 0);
        }
    }

    /** An open loop with equal distances between requests. */
    record ConstantRate(double perSecond) implements Arrivals {
        public ConstantRate {
            requireRate("perSecond", perSecond);
        }
    }

    /** An open loop with exponentially distributed distances; the same seed gives the same arrivals. */
    record Poisson(double perSecond, long seed) implements Arrivals {
        public Poisson {
            requireRate("perSecond", perSecond);
        }
    }

    /**
     * An open loop at a rate that changes linearly from the beginning of settling to the end of measuring.
     *
     * @param poisson true if arrivals are a Poisson process of that rate, false if they come at the distances that the rate
     *     says
     * @param seed of the Poisson process
     */
    record Ramp(double fromPerSecond, double toPerSecond, boolean poisson, long seed) implements Arrivals {
        public Ramp {
            if (!(fromPerSecond >= 0) || !(toPerSecond >= 0) || fromPerSecond + toPerSecond == 0) {
                throw new IllegalArgumentException(
                        "ramp: from " + fromPerSecond + " to " + toPerSecond + " requests per second is no ramp");
            }
            if (Math.max(fromPerSecond, toPerSecond) > 10_000_000) {
                throw new IllegalArgumentException("ramp: more than 10,000,000 requests per second");
            }
        }
    }

    private static void requireRate(String name, double perSecond) {
        if (!(perSecond > 0 && perSecond <= 10_000_000)) {
            throw new IllegalArgumentException(
                    name + ": " + perSecond + " is not between 0 and 10,000,000 requests per second");
        }
    }
}
