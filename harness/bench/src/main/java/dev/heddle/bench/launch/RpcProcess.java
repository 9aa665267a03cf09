package dev.heddle.bench.launch;

import dev.heddle.workload.Faults;

/** The RPC service, and its reins. */
public interface RpcProcess extends AutoCloseable {
    /**
     * What it has seen since it was reset.
     *
     * @param calls calls received
     * @param answered calls answered in full, rightly or wrongly
     * @param held calls held back at this moment
     * @param connections callers' connections open at this moment
     * @param outcomes how the calls ended; those under way are in none of them
     */
    record Counts(long calls, long answered, long held, long connections, Outcomes outcomes) {}

    /**
     * Calls by how they ended.
     *
     * @param ok answered rightly
     * @param error answered with status 500
     * @param reset connection reset
     * @param hang left without an answer
     * @param truncated cut short
     * @param malformed answered with broken JSON
     * @param drip answered rightly, byte by byte
     * @param abandoned not answered since the caller had gone when its reply was due
     */
    record Outcomes(
            long ok, long error, long reset, long hang, long truncated, long malformed, long drip, long abandoned) {}

    /** Its base URL. */
    String url();

    /** Its process id. */
    long pid();

    /** What it has seen since it was reset. */
    Counts counts() throws LaunchException;

    /** From now on, calls go wrong so; {@link Faults#NONE} ends it. */
    void faults(Faults faults) throws LaunchException;

    /** From now on, holds every reply back. */
    void hold() throws LaunchException;

    /** Sends what was held back, and holds no more. */
    void release() throws LaunchException;

    /** Closes every connection, forgets the counts and holds nothing; faults are the workload's again. */
    void reset() throws LaunchException;

    /** Whether it still runs. */
    boolean alive();

    @Override
    void close();
}
