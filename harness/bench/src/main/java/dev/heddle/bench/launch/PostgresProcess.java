package dev.heddle.bench.launch;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** PostgreSQL, filled, and the process that looks after it. */
public final class PostgresProcess implements AutoCloseable {
    private final Child child;
    private final String url;
    private final long postmaster;

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

    /** Whether it still runs. */
    public boolean alive() {
        return child.alive();
    }

    @Override
    public void close() {
        child.close();
    }
}
