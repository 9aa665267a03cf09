package dev.heddle.bench.launch;

import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** PostgreSQL, filled, and the process that looks after it. */
public final class PostgresProcess implements AutoCloseable {
    private final Child child;
    private final String url;
    private volatile long postmaster;

    PostgresProcess(Child child) throws LaunchException {
        this.child = child;
        JsonNode ready = JsonMapper.shared().readTree(child.hear());
        this.url = ready.path("url").stringValue();
        this.postmaster = ready.path("pid").longValue();
    }

    /** {@code postgresql://user:password@host:port/database}. */
    public String url() {
        return url;
    }

    /** The postmaster's process id, or -1 when the server is not ours. */
    public long postmaster() {
        return postmaster;
    }

    /**
     * Ends the server at once, as a crash would; its port refuses until {@link #start}.
     *
     * @throws LaunchException if the server is the reader's own
     */
    public void stop() throws LaunchException {
        command("stop");
    }

    /** Starts the server again with the same port and data; returns when it takes queries. */
    public void start() throws LaunchException {
        postmaster = command("start").path("pid").longValue();
    }

    /** Ends every client's session, in the middle of its query or not. */
    public void kill() throws LaunchException {
        command("kill");
    }

    /** From now on, every workload query waits. */
    public void hold() throws LaunchException {
        command("hold");
    }

    /** Lets the queries go on. */
    public void release() throws LaunchException {
        command("release");
    }

    /**
     * Workload queries that have run to their end since the start, exact once all have been answered; empty where the
     * reader's own server does not count.
     */
    public OptionalLong queries() throws LaunchException {
        long queries = command("queries").path("queries").longValue();
        return queries < 0 ? OptionalLong.empty() : OptionalLong.of(queries);
    }

    /**
     * What it has done since the start.
     *
     * @param queries as {@link #queries}
     * @param executingMillis how long it was executing them, added up over sessions, since the server was last started
     */
    public record Work(OptionalLong queries, double executingMillis) {}

    /** What it has done since the start. */
    public Work work() throws LaunchException {
        JsonNode work = command("queries");
        long queries = work.path("queries").longValue();
        return new Work(
                queries < 0 ? OptionalLong.empty() : OptionalLong.of(queries),
                work.path("executing_ms").doubleValue());
    }

    private synchronized JsonNode command(String line) throws LaunchException {
        child.tell(line);
        JsonNode answer = JsonMapper.shared().readTree(child.hear());
        if (answer.has("error")) {
            throw new LaunchException(
                    "PostgreSQL, told to " + line + ": " + answer.path("error").stringValue());
        }
        return answer;
    }

    /** Whether it still runs. */
    public boolean alive() {
        return child.alive();
    }

    @Override
    public void close() {
        child.close();
    }
}
