package dev.heddle.bench.suite;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.heddle.bench.suite.Units.Rate;
import java.time.Duration;
import java.util.List;

/** Holds the keys of the scenarios whose load is an open loop: requests come when they come, whatever became of those before. */
public final class OpenLoop {
    private OpenLoop() {}

    /**
     * Says how a contestant gets warm before an open loop measures it: by bursts of a closed loop.
     *
     * @param burst the length of one burst
     * @param bursts the most bursts, 1 to 100; fewer if it settles sooner
     * @param maxJitShare the most of a contestant's CPUs that its JIT compilers may have while it is measured, above 0 and up
     *     to 1
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
     * Says how to search for the highest rate that keeps the objective.
     *
     * @param measure how long each probe of a rate is, 1 s to 1 hour
     * @param resolution how close the search brings the rate that keeps the objective and the rate that breaks it, as a
     *     share, 0.01 to 0.5
     * @param confirm how many further probes either of these two rates must pass, or fail, before it is believed, 1 to 20
     * @param connections connections that carry the load
     * @param forks fresh processes a contestant gets, 1 to 100
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
     * Says at which rates to measure latency: the same rates for all contestants, and equal fractions of each one's capacity.
     *
     * @param rates the same rates for all
     * @param fractions shares of the capacity that the same process has just shown, above 0 and up to 1
     * @param settle how long there is load before each measuring window
     * @param measure how long each measuring window is, 1 s to 1 hour
     * @param connections connections that carry the load
     * @param forks fresh processes a contestant gets, 1 to 100
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
     * Says how one RPC service slows down for a while, in the middle of a steady load.
     *
     * @param rate requests a second
     * @param slowdown how many times longer that service takes, above 1 and up to 1000
     * @param before how long the load is steady before it, 2 s to 1 hour
     * @param slow how long the service is slow, 1 s to 1 hour
     * @param after how long the load is steady after it, 2 s to 1 hour
     * @param connections connections that carry the load
     * @param forks fresh processes a contestant gets, 1 to 100
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
     * Says which share of the requests does heavy work in {@code combine}, or blocks there. The scenario shows how the other
     * requests fare.
     *
     * @param rate all requests a second together
     * @param share the share of the requests that is heavy, above 0 and up to 1
     * @param cpu CPU time of a heavy request that computes, 1 us to 10 s
     * @param block how long a heavy request blocks its thread, in the variant that blocks where it should not, 1 ms to 1
     *     minute
     * @param settle how long there is load before each measuring window
     * @param measure how long each measuring window is, 1 s to 1 hour
     * @param connections connections that carry the load
     * @param forks fresh processes a contestant gets, 1 to 100
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
