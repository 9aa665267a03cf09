package dev.heddle.bench.suite;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.util.List;

/**
 * Says on which ladders of connections to measure memory. Each has at least six rungs, since a slope over fewer has no
 * interval worth printing.
 *
 * @param idle how many idle connections each rung has
 * @param inFlight how many requests are held in flight on each rung
 * @param forks fresh processes a contestant gets
 * @param warmup the length of one burst of warm-up
 * @param bursts the most bursts
 * @param maxJitShare the most of the contestant's CPU time that its JIT compilers may have in the last burst, 0 to 1
 */
public record MemoryPlan(
        List<Integer> idle,
        @JsonProperty("in-flight") List<Integer> inFlight,
        int forks,
        Duration warmup,
        int bursts,
        @JsonProperty("max-jit-share") double maxJitShare) {
    public MemoryPlan {
        idle = List.copyOf(idle);
        inFlight = List.copyOf(inFlight);
        checkLadder("idle", idle);
        checkLadder("in-flight", inFlight);
        Bounds.require("forks", forks, 1, 100);
        Bounds.require("bursts", bursts, 1, 100);
        Bounds.requireShare("max-jit-share", maxJitShare);
    }

    private static void checkLadder(String name, List<Integer> rungs) {
        if (rungs.size() < 6) {
            throw new IllegalArgumentException(name + " has " + rungs.size() + " rungs; a slope needs six or more");
        }
        for (int i = 0; i < rungs.size(); i++) {
            Bounds.require(name, rungs.get(i), 0, 1_000_000);
            if (i > 0 && rungs.get(i) <= rungs.get(i - 1)) {
                throw new IllegalArgumentException(name + " does not ascend");
            }
        }
    }
}
