package dev.heddle.bench.suite;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.heddle.bench.suite.Units.Rate;
import java.time.Duration;
import java.util.List;

/** The scenarios whose load is an open loop: requests come when they come, whatever became of those before. */
public final class OpenLoop {
    private OpenLoop() {}

    /**
     * How a contestant gets warm before an open loop measures it: bursts of a closed loop.
     *
     * @param burst one burst
     * @param bursts the most bursts; fewer if it settles sooner
     * @param maxJitShare the most of a contestant's CPU time that its JIT compilers may have while it is measured, 0 to 1
     */
    public record Heat(
            Duration burst,
            int bursts,
            @JsonProperty("max-jit-share") double maxJitShare) {
        public Heat {
            Workload.require("bursts", bursts, 1, 100);
            requireShare("max-jit-share", maxJitShare);
        }
    }

    /**
     * The highest rate that keeps the objective.
     *
     * @param measure each probe of a rate
     * @param resolution how close, relatively, the search brings the rate that keeps the objective to the one that does not
     * @param confirm further probes that either of the two must pass, or fail, before it is believed
     * @param connections of the open loop
     * @param forks fresh processes a contestant gets
     * @param warmup how it gets warm
     */
    public record Capacity(Duration measure, double resolution, int confirm, int connections, int forks, Heat warmup) {
        public Capacity {
            Workload.require("measure in ms", measure.toMillis(), 1_000, 3_600_000);
            if (!(resolution >= 0.01 && resolution <= 0.5)) {
                throw new IllegalArgumentException(
                        "resolution is " + resolution + ", which is not between 0.01 and 0.5");
            }
            Workload.require("confirm", confirm, 1, 20);
            Workload.require("connections", connections, 1, 100_000);
            Workload.require("forks", forks, 1, 100);
        }
    }

    /**
     * Latency at fixed rates: the same for all contestants, and equal fractions of each one's capacity.
     *
     * @param rates the same rates for all
     * @param fractions of the capacity that the same process has just shown, 0 to 1
     * @param settle load before each measuring window
     * @param measure each measuring window
     * @param connections of the open loop
     * @param forks fresh processes a contestant gets
     * @param warmup how it gets warm
     */
    public record Latency(
            List<Rate> rates,
            List<Double> fractions,
            Duration settle,
            Duration measure,
            int connections,
            int forks,
            Heat warmup) {
        public Latency {
            rates = List.copyOf(rates);
            fractions = List.copyOf(fractions);
            if (rates.isEmpty() && fractions.isEmpty()) {
                throw new IllegalArgumentException("latency has neither rates nor fractions");
            }
            fractions.forEach(fraction -> requireShare("fractions", fraction));
            Workload.require("measure in ms", measure.toMillis(), 1_000, 3_600_000);
            Workload.require("connections", connections, 1, 100_000);
            Workload.require("forks", forks, 1, 100);
        }
    }

    /**
     * One RPC service slows down for a while, in the middle of a steady load.
     *
     * @param rate of requests
     * @param slowdown how many times longer that service takes
     * @param before steady load before it
     * @param slow how long it is slow
     * @param after steady load after it
     * @param connections of the open loop
     * @param forks fresh processes a contestant gets
     * @param warmup how it gets warm
     */
    public record Brownout(
            Rate rate,
            double slowdown,
            Duration before,
            Duration slow,
            Duration after,
            int connections,
            int forks,
            Heat warmup) {
        public Brownout {
            if (!(slowdown > 1 && slowdown <= 1_000)) {
                throw new IllegalArgumentException("slowdown is " + slowdown + ", which is not above 1 and up to 1000");
            }
            Workload.require("before in s", before.toSeconds(), 2, 3_600);
            Workload.require("slow in s", slow.toSeconds(), 1, 3_600);
            Workload.require("after in s", after.toSeconds(), 2, 3_600);
            Workload.require("connections", connections, 1, 100_000);
            Workload.require("forks", forks, 1, 100);
        }
    }

    /**
     * A share of the requests does heavy work in {@code combine}, or blocks there; how the others fare.
     *
     * @param rate of all requests together
     * @param share of them that is heavy, 0 to 1
     * @param cpu CPU time of a heavy one
     * @param block how long a heavy one blocks its thread, in the variant that blocks where it should not
     * @param settle load before each measuring window
     * @param measure each measuring window
     * @param connections of the open loop
     * @param forks fresh processes a contestant gets
     * @param warmup how it gets warm
     */
    public record Interference(
            Rate rate,
            double share,
            Duration cpu,
            Duration block,
            Duration settle,
            Duration measure,
            int connections,
            int forks,
            Heat warmup) {
        public Interference {
            requireShare("share", share);
            Workload.require("cpu in us", cpu.toNanos() / 1_000, 1, 10_000_000);
            Workload.require("block in ms", block.toMillis(), 1, 60_000);
            Workload.require("measure in ms", measure.toMillis(), 1_000, 3_600_000);
            Workload.require("connections", connections, 2, 100_000);
            Workload.require("forks", forks, 1, 100);
        }
    }

    static void requireShare(String what, double value) {
        if (!(value > 0 && value <= 1)) {
            throw new IllegalArgumentException(what + " is " + value + ", which is not between 0 and 1");
        }
    }
}
