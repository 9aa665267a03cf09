package dev.heddle.bench.trial;

/**
 * Says how many connections a scenario opens.
 *
 * @param key the key of the suite that says how many, as {@code throughput.concurrency}
 * @param connections the most of them
 * @param inFlight whether each has a request in flight, which makes RPC calls of its own
 */
public record Need(String key, int connections, boolean inFlight) {}
