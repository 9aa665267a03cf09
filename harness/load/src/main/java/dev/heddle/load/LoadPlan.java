package dev.heddle.load;

/**
 * One run of load.
 *
 * @param target what is asked of whom
 * @param arrivals when requests are sent
 * @param settleMillis load before the measuring window, in milliseconds
 * @param measureMillis the measuring window, in milliseconds
 * @param timeoutMillis a response that takes longer counts as timed out, and its connection is closed
 */
public record LoadPlan(Target target, Arrivals arrivals, long settleMillis, long measureMillis, long timeoutMillis) {}
