package dev.heddle.bench.launch;

import dev.heddle.workload.Faults;
import dev.heddle.workload.Latency;

/** Steers the RPC service. */
public interface RpcProcess extends AutoCloseable {
    /**
     * Holds what it has seen since it was reset.
     *
     * @param calls calls received
     * @param answered calls answered in full, rightly or wrongly
     * @param held calls held back at this moment
     * @param connections callers' connections open at this moment
     * @param outcomes how the calls ended; those under way are in none of them
     * @param lateness how late its replies were against their due times: an HdrHistogram of nanoseconds, compressed, in base 64
     */
    record Counts(long calls, long answered, long held, long connections, Outcomes outcomes, String lateness) {}

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
     * @param abandoned not answered since the caller had gone when its reply was due
     */
    record Outcomes(
            long ok, long error, long reset, long hang, long truncated, long malformed, long drip, long abandoned) {}

    /** Returns its base URL. */
    String url();

    /** Returns its process id. */
    long pid();

    /** Returns what it has seen since it was reset. */
    Counts counts() throws LaunchException;

    /** Makes calls go wrong like this from now on. {@link Faults#NONE} ends it. */
    void faults(Faults faults) throws LaunchException;

    /** Makes calls take this long from now on. */
    void latency(Latency latency) throws LaunchException;

    /** Holds every reply back from now on. */
    void hold() throws LaunchException;

    /** Sends what was held back, and holds no more. */
    void release() throws LaunchException;

    /** Closes every connection, forgets the counts and holds nothing. Faults and latency are the workload's again. */
    void reset() throws LaunchException;

    /** Is true while it runs. */
    boolean alive();

    @Override
    void close();
}
