package dev.heddle.bench.launch;

import java.util.OptionalLong;

/** PostgreSQL, filled, and the process that looks after it. */
public interface PostgresProcess extends AutoCloseable {
    /** {@code postgresql://user:password@host:port/database}. */
    String url();

    /** The postmaster's process id, or -1 when the server is not ours. */
    long postmaster();

    /**
     * Ends the server at once, as a crash would; its port refuses until {@link #start}.
     *
     * @throws LaunchException if the server is the reader's own
     */
    void stop() throws LaunchException;

    /** Starts the server again with the same port and data; returns when it takes queries. */
    void start() throws LaunchException;

    /** Ends every client's session, in the middle of its query or not. */
    void kill() throws LaunchException;

    /** From now on, every workload query waits. */
    void hold() throws LaunchException;

    /** Lets the queries go on. */
    void release() throws LaunchException;

    /**
     * Workload queries that have run to their end since the start, exact once all have been answered; empty where the
     * reader's own server does not count.
     */
    OptionalLong queries() throws LaunchException;

    /**
     * What it has done since the start.
     *
     * @param queries as {@link #queries}
     * @param executingMillis how long it was executing them, added up over sessions, since the server was last started
     */
    record Work(OptionalLong queries, double executingMillis) {}

    /** What it has done since the start. */
    Work work() throws LaunchException;

    /** Whether it still runs. */
    boolean alive();

    @Override
    void close();
}
