package dev.heddle.bench.suite;

import dev.heddle.bench.suite.Units.Rate;
import java.time.Duration;

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
public record BrownoutPlan(
        Rate rate,
        double slowdown,
        Duration before,
        Duration slow,
        Duration after,
        int connections,
        int forks,
        Heat warmup) {
    public BrownoutPlan {
        if (!(slowdown > 1 && slowdown <= 1_000)) {
            throw new IllegalArgumentException("slowdown is " + slowdown + ", which is not above 1 and up to 1000");
        }
        Bounds.require("before in s", before.toSeconds(), 2, 3_600);
        Bounds.require("slow in s", slow.toSeconds(), 1, 3_600);
        Bounds.require("after in s", after.toSeconds(), 2, 3_600);
        Bounds.require("connections", connections, 1, 100_000);
        Bounds.require("forks", forks, 1, 100);
    }
}
