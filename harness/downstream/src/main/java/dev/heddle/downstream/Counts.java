package dev.heddle.downstream;

/**
 * Counts what the RPC service has seen since it was reset. The counts prove that all contestants did the same downstream work.
 *
 * @param calls calls received
 * @param answered calls answered in full, rightly or wrongly
 * @param held calls held back at this moment
 * @param connections connections open at this moment, the control connection not counted
 * @param outcomes how the calls ended; those still under way are in none of them
 * @param lateness how late the replies were against their due times: an HdrHistogram of nanoseconds, compressed, in base 64. A reply
 *     that is due at once, or was held, is not in it
 */
record Counts(long calls, long answered, long held, long connections, Outcomes outcomes, String lateness) {
    /**
     * Counts calls by how they ended.
     *
     * @param ok answered rightly
     * @param error answered with status 500
     * @param reset connection reset
     * @param hang left without an answer
     * @param truncated cut short
     * @param malformed answered with broken JSON
     * @param drip answered rightly, byte by byte
     * @param abandoned not answered since the caller had gone
     */
    record Outcomes(
            long ok, long error, long reset, long hang, long truncated, long malformed, long drip, long abandoned) {}
}
