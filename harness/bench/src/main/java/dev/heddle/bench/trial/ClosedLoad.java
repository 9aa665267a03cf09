package dev.heddle.bench.trial;

import dev.heddle.bench.suite.ThroughputPlan;
import dev.heddle.bench.suite.Units;
import dev.heddle.workload.Latency;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Describes the load of one point of a closed loop.
 *
 * @param users who wait for an answer before they ask again
 * @param latency of the RPC calls; null for the workload's own
 */
record ClosedLoad(int users, @Nullable Latency latency) {
    /** Returns a rung of the ladder, whose RPC calls take as long as the workload says. */
    static ClosedLoad rung(int users) {
        return new ClosedLoad(users, null);
    }

    /** Returns the loads of a plan: the rungs of its ladder, and one rung under each further latency. */
    static List<ClosedLoad> of(ThroughputPlan plan) {
        return Stream.concat(
                        plan.concurrency().stream().map(ClosedLoad::rung),
                        plan.latencies().stream().map(latency -> new ClosedLoad(plan.usersUnderLatencies(), latency)))
                .toList();
    }

    /** Returns the point's name: {@code concurrency=64}, or {@code latency=fixed:5ms}. */
    String point() {
        return latency == null ? "concurrency=" + users : "latency=" + Units.label(latency);
    }
}
