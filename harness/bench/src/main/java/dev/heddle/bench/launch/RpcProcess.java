package dev.heddle.bench.launch;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The RPC service, and its reins. */
public final class RpcProcess implements AutoCloseable {
    /** What it has seen since it was reset. */
    public record Counts(long calls, long answered, long held, long connections) {}

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
        JsonNode counts = JsonMapper.shared().readTree(send("GET", "/control/counts"));
        return new Counts(
                counts.path("calls").longValue(),
                counts.path("answered").longValue(),
                counts.path("held").longValue(),
                counts.path("connections").longValue());
    }

    /** From now on, holds every reply back. */
    public void hold() throws LaunchException {
        send("POST", "/control/hold");
    }

    /** Sends what was held back, and holds no more. */
    public void release() throws LaunchException {
        send("POST", "/control/release");
    }

    /** Closes every connection, forgets the counts and holds nothing. */
    public void reset() throws LaunchException {
        send("POST", "/control/reset");
    }

    private String send(String method, String path) throws LaunchException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .timeout(Duration.ofSeconds(30))
                .build();
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new LaunchException("The RPC service answered " + response.statusCode() + " to " + path);
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
