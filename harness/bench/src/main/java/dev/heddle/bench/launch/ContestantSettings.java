package dev.heddle.bench.launch;

import dev.heddle.bench.suite.Workload;
import java.time.Duration;
import java.util.Map;

/**
 * What a contestant is told through its environment, but for its port and its CPUs.
 *
 * @param workload what a request does
 * @param timeout deadline of a request; a ladder that holds requests needs a longer one than the suite's
 * @param combineRounds rounds of SHA-256
 * @param maxInFlight the most requests that will be in flight
 * @param postgresUrl the database
 * @param rpcUrl the RPC service
 */
public record ContestantSettings(
        Workload workload, Duration timeout, int combineRounds, int maxInFlight, String postgresUrl, String rpcUrl) {

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
                Map.entry("HEDDLE_MAX_IN_FLIGHT", Integer.toString(maxInFlight)),
                Map.entry("HEDDLE_CPUS", Integer.toString(cpus)));
    }
}
