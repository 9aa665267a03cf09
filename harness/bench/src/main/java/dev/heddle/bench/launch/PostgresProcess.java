package dev.heddle.bench.launch;

import java.util.OptionalLong;

/** Drives a PostgreSQL server that holds the dataset, through the process that looks after it. */
public interface PostgresProcess extends AutoCloseable {
    /** Returns its URL: {@code postgresql://user:password@host:port/database}. */
    String url();

    /** Returns the postmaster's process id, or -1 if the server is not ours. */
    long postmaster();

    /**
     * Ends the server at once, as a crash would. Its port refuses until {@link #start}.
     *
     * @throws LaunchException if the server is the reader's own
     */
    void stop() throws LaunchException;

    /** Starts the server again with the same port and data. Returns when it takes queries. */
    void start() throws LaunchException;

    /** Ends every client's session, even in the middle of its query. */
    void kill() throws LaunchException;

    /** Makes every workload query wait from now on. */
    void hold() throws LaunchException;

    /** Lets the queries go on. */
    void release() throws LaunchException;

    /**
     * Returns how many workload queries have run to their end since the start. It is exact once all have been answered, and empty
     * if the reader's own server does not count.
     */
    OptionalLong queries() throws LaunchException;

    /**
     * Holds what the server has done since the start.
     *
     * @param queries as {@link #queries}
     * @param executingMillis how long it was executing them, added up over sessions, since the server was last started
     */
    record Work(OptionalLong queries, double executingMillis) {}

    /** Returns what the server has done since the start. */
    Work work() throws LaunchException;

    /** Is true while it runs. */
    boolean alive();

    @Override
    void close();
}
