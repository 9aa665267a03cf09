package dev.heddle.bench.launch;

import dev.heddle.workload.Faults;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import tools.jackson.databind.json.JsonMapper;

/** The RPC service, and its reins. */
public final class RpcProcess implements AutoCloseable {
    /**
     * What it has seen since it was reset.
     *
     * @param calls calls received
     * @param answered calls answered in full, rightly or wrongly
     * @param held calls held back at this moment
     * @param connections callers' connections open at this moment
     * @param outcomes how the calls ended; those under way are in none of them
     */
    public record Counts(long calls, long answered, long held, long connections, Outcomes outcomes) {}

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
    public record Outcomes(
            long ok, long error, long reset, long hang, long truncated, long malformed, long drip, long abandoned) {}

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Child child;
    private final String url;

    RpcProcess(Child child) throws LaunchException {
        this.child = child;
        this.url = JsonMapper.shared().readTree(child.hear()).path("url").stringValue();
    }

    /** Its base URL. */
    public String url() {
        return url;
    }

    /** Its process id. */
    public long pid() {
        return child.pid();
    }

    /** What it has seen since it was reset. */
    public Counts counts() throws LaunchException {
        return JsonMapper.shared().readValue(send("GET", "/control/counts", ""), Counts.class);
    }

    /** From now on, calls go wrong so; {@link Faults#NONE} ends it. */
    public void faults(Faults faults) throws LaunchException {
        send("POST", "/control/faults", JsonMapper.shared().writeValueAsString(faults));
    }

    /** From now on, holds every reply back. */
    public void hold() throws LaunchException {
        send("POST", "/control/hold", "");
    }

    /** Sends what was held back, and holds no more. */
    public void release() throws LaunchException {
        send("POST", "/control/release", "");
    }

    /** Closes every connection, forgets the counts and holds nothing; faults are the workload's again. */
    public void reset() throws LaunchException {
        send("POST", "/control/reset", "");
    }

    private String send(String method, String path, String body) throws LaunchException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .timeout(Duration.ofSeconds(30))
                .build();
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new LaunchException("The RPC service answered " + response.statusCode() + " to " + path + ": "
                        + response.body().trim());
            }
            return response.body();
        } catch (IOException e) {
            throw child.alive()
                    ? new LaunchException("The RPC service did not answer " + path + ": " + e, e)
                    : child.died(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LaunchException("interrupted", e);
        }
    }

    /** Whether it still runs. */
    public boolean alive() {
        return child.alive();
    }

    @Override
    public void close() {
        http.shutdownNow();
        child.close();
    }
}
