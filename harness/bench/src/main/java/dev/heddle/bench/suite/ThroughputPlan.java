package dev.heddle.bench.suite;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.heddle.workload.Latency;
import java.time.Duration;
import java.util.List;

/**
 * Says how to measure a closed loop over a ladder of concurrency.
 *
 * @param concurrency users of each rung
 * @param settle how long there is load before each measuring window
 * @param measure how long a rung is measured, all its windows together
 * @param turn about how long one measuring window of a rung is; the contestants of a block take turns by windows
 * @param warmup the length of one burst of warm-up
 * @param bursts the most bursts; fewer if it settles sooner
 * @param maxJitShare the most of a contestant's CPU time that its JIT compilers may have in a rung's windows, 0 to 1; more
 *     voids the point as never steady
 * @param history in how many of the first blocks the middle rung is also measured before the ladder's top was reached
 * @param latencies further latencies of the RPC calls, under each of which one rung is measured too
 */
public record ThroughputPlan(
        List<Integer> concurrency,
        Duration settle,
        Duration measure,
        Duration turn,
        Duration warmup,
        int bursts,
        @JsonProperty("max-jit-share") double maxJitShare,
        int history,
        List<Latency> latencies) {
    public ThroughputPlan {
        concurrency = List.copyOf(concurrency);
        latencies = List.copyOf(latencies);
        if (concurrency.isEmpty()) {
            throw new IllegalArgumentException("concurrency is empty");
        }
        concurrency.forEach(users -> Bounds.require("concurrency", users, 1, 100_000));
        Bounds.require("measure in ms", measure.toMillis(), 1_000, 3_600_000);
        Bounds.require("turn in ms", turn.toMillis(), 100, 3_600_000);
        if (turn.toMillis() < 1_000 && (1_000 % turn.toMillis() != 0 || measure.toMillis() % turn.toMillis() != 0)) {
            throw new IllegalArgumentException("turn is " + turn.toMillis()
                    + " ms; below a second it must divide a second, and measure: 500ms, 250ms, 200ms, 125ms, 100ms");
        }
        Bounds.requireShare("max-jit-share", maxJitShare);
        Bounds.require("bursts", bursts, 1, 100);
        Bounds.require("history", history, 0, 10_000);
    }

    /** Returns how many measuring windows a rung has. */
    public int windows() {
        return Math.max(1, Math.toIntExact(measure.dividedBy(turn)));
    }

    /** Returns the users of the rung that is measured under further latencies: the middle one, or the greater of two. */
    public int usersUnderLatencies() {
        return ascending().get(concurrency.size() / 2);
    }

    /**
     * Returns the users of the rungs up to the middle one, in ascending order. The middle one is below the ladder's top, if there
     * are two rungs or more.
     */
    public List<Integer> upToMiddle() {
        return ascending().subList(0, (concurrency.size() - 1) / 2 + 1);
    }

    private List<Integer> ascending() {
        return concurrency.stream().sorted().toList();
    }

    /** Returns how long each window is. */
    public Duration window() {
        return measure.dividedBy(windows());
    }
}
