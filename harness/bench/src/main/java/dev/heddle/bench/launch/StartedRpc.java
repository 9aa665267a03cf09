package dev.heddle.bench.launch;

import dev.heddle.load.Precedence;
import dev.heddle.workload.Faults;
import dev.heddle.workload.Latency;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import tools.jackson.databind.json.JsonMapper;

/** Drives the RPC service in a process that we started. It steers the service over the service's own HTTP interface. */
final class StartedRpc implements RpcProcess {
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Child child;
    private final String url;

    StartedRpc(Child child) throws LaunchException {
        this.child = child;
        this.url = JsonMapper.shared().readTree(child.hear()).path("url").stringValue();
        Precedence.second(child.pid());
    }

    @Override
    public String url() {
        return url;
    }

    @Override
    public long pid() {
        return child.pid();
    }

    @Override
    public Counts counts() throws LaunchException {
        return JsonMapper.shared().readValue(send("GET", "/control/counts", ""), Counts.class);
    }

    @Override
    public void faults(Faults faults) throws LaunchException {
        send("POST", "/control/faults", JsonMapper.shared().writeValueAsString(faults));
    }

    @Override
    public void latency(Latency latency) throws LaunchException {
        send("POST", "/control/latency", latency.text());
    }

    @Override
    public void hold() throws LaunchException {
        send("POST", "/control/hold", "");
    }

    @Override
    public void release() throws LaunchException {
        send("POST", "/control/release", "");
    }

    @Override
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

    @Override
    public boolean alive() {
        return child.alive();
    }

    @Override
    public void close() {
        http.shutdownNow();
        child.close();
    }
}
