package dev.heddle.bench.launch;

import dev.heddle.bench.suite.Workload;
import java.time.Duration;
import java.util.Map;

/**
 * Holds what a contestant is told through its environment, except for its port and its CPUs.
 *
 * @param workload what a request does
 * @param timeout deadline of a request; a ladder that holds requests needs a longer one than the suite's
 * @param combineRounds rounds of SHA-256
 * @param maxInFlight the most requests that will be in flight
 * @param postgresUrl the database
 * @param rpcUrl the RPC service
 * @param heavy which requests do more in their combine step
 */
public record ContestantSettings(
        Workload workload,
        Duration timeout,
        int combineRounds,
        int maxInFlight,
        String postgresUrl,
        String rpcUrl,
        Heavy heavy) {

    /**
     * Says which requests do more in their combine step.
     *
     * @param ids those for the customers 1 to this; 0 is none
     * @param rounds their rounds of SHA-256, instead of the others'
     * @param blockMillis how long they block their thread
     */
    public record Heavy(int ids, int rounds, long blockMillis) {
        /** No request does more. */
        public static final Heavy NONE = new Heavy(0, 0, 0);
    }

    Map<String, String> environment(int port, int cpus) {
        return Map.ofEntries(
                Map.entry("HEDDLE_HOST", "127.0.0.1"),
                Map.entry("HEDDLE_PORT", Integer.toString(port)),
                Map.entry("HEDDLE_POSTGRES_URL", postgresUrl),
                Map.entry(
                        "HEDDLE_POSTGRES_POOL",
                        Integer.toString(workload.query().pool())),
                Map.entry("HEDDLE_RPC_URL", rpcUrl),
                Map.entry("HEDDLE_RPC_CALLS", Integer.toString(workload.rpc().calls())),
                Map.entry("HEDDLE_RPC_MODE", workload.rpc().mode().label()),
                Map.entry("HEDDLE_TIMEOUT_MS", Long.toString(timeout.toMillis())),
                Map.entry("HEDDLE_COMBINE_ROUNDS", Integer.toString(combineRounds)),
                Map.entry("HEDDLE_HEAVY_IDS", Integer.toString(heavy.ids())),
                Map.entry("HEDDLE_HEAVY_ROUNDS", Integer.toString(heavy.rounds())),
                Map.entry("HEDDLE_HEAVY_BLOCK_MS", Long.toString(heavy.blockMillis())),
                Map.entry("HEDDLE_MAX_IN_FLIGHT", Integer.toString(maxInFlight)),
                Map.entry("HEDDLE_CPUS", Integer.toString(cpus)));
    }
}
