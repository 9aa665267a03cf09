package dev.heddle.bench.suite;

import dev.heddle.bench.suite.Units.Rate;
import java.time.Duration;

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
public record InterferencePlan(
        Rate rate,
        double share,
        Duration cpu,
        Duration block,
        Duration settle,
        Duration measure,
        int connections,
        int forks,
        Heat warmup) {
    public InterferencePlan {
        Bounds.requireShare("share", share);
        Bounds.require("cpu in us", cpu.toNanos() / 1_000, 1, 10_000_000);
        Bounds.require("block in ms", block.toMillis(), 1, 60_000);
        Bounds.require("measure in ms", measure.toMillis(), 1_000, 3_600_000);
        Bounds.require("connections", connections, 2, 100_000);
        Bounds.require("forks", forks, 1, 100);
    }
}
