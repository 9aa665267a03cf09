package dev.heddle.downstream;

/**
 * What the RPC service has seen since it was reset: the proof that all contestants did the same downstream work.
 *
 * @param calls calls received
 * @param answered calls answered in full
 * @param held calls held back at this moment
 * @param connections connections open at this moment, the control connection not counted
 */
record Counts(long calls, long answered, long held, long connections) {}
