package dev.heddle.bench.launch;

import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Drives PostgreSQL in a process that we started. It talks to the process over its standard input and output. */
final class StartedPostgres implements PostgresProcess {
    private final Child child;
    private final String url;
    private volatile long postmaster;

    StartedPostgres(Child child) throws LaunchException {
        this.child = child;
        JsonNode ready = JsonMapper.shared().readTree(child.hear());
        this.url = ready.path("url").stringValue();
        this.postmaster = ready.path("pid").longValue();
    }

    @Override
    public String url() {
        return url;
    }

    @Override
    public long postmaster() {
        return postmaster;
    }

    @Override
    public void stop() throws LaunchException {
        command("stop");
    }

    @Override
    public void start() throws LaunchException {
        postmaster = command("start").path("pid").longValue();
    }

    @Override
    public void kill() throws LaunchException {
        command("kill");
    }

    @Override
    public void hold() throws LaunchException {
        command("hold");
    }

    @Override
    public void release() throws LaunchException {
        command("release");
    }

    @Override
    public OptionalLong queries() throws LaunchException {
        long queries = command("queries").path("queries").longValue();
        return queries < 0 ? OptionalLong.empty() : OptionalLong.of(queries);
    }

    @Override
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

    @Override
    public boolean alive() {
        return child.alive();
    }

    @Override
    public void close() {
        child.close();
    }
}
