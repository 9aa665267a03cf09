package dev.heddle.load;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Calls a Hyperfoil controller's REST API, as far as it is needed. Every failure is a {@link LoadException} that says what to do.
 */
final class HyperfoilClient implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+).*");
    private static final JsonMapper JSON = JsonMapper.shared();

    private final URI controller;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();

    HyperfoilClient(URI controller) {
        this.controller = controller;
    }

    /**
     * Returns the controller's version.
     *
     * @throws LoadException if nobody answers there, or one before 0.29
     */
    String version() throws InterruptedException {
        String version = json("GET", "/version", "").path("version").asString("");
        Matcher parts = VERSION.matcher(version);
        if (!parts.matches()) {
            throw new LoadException(
                    controller + " is not a Hyperfoil controller: its /version names no version; check the URL");
        }
        if (Integer.parseInt(parts.group(1)) == 0 && Integer.parseInt(parts.group(2)) < 29) {
            throw new LoadException("the Hyperfoil controller at " + controller + " is version " + version
                    + ", which times a request from its send and so hides its own stalls; take 0.29 or later");
        }
        return version;
    }

    /** Stores a benchmark, in place of an earlier one of the same name. */
    void upload(String yaml) throws InterruptedException {
        HttpResponse<String> response = send("POST", "/benchmark", yaml);
        if (response.statusCode() == 500 && !response.body().startsWith("{")) {
            throw new LoadException("the Hyperfoil controller at " + controller + " refused the benchmark with a bare"
                    + " 500, as it does with one that it cannot read; its own log has the reason."
                    + " `heddle run --emit-hyperfoil` writes the benchmark to look at");
        }
        succeed("the benchmark", response);
    }

    /**
     * Starts a benchmark.
     *
     * @return the run's id
     */
    String start(String benchmark) throws InterruptedException {
        return json("GET", "/benchmark/" + encode(benchmark) + "/start", "")
                .path("id")
                .asString("");
    }

    /** Returns how a run stands: {@code completed}, {@code persisted}, {@code phases}, {@code errors}. */
    JsonNode run(String id) throws InterruptedException {
        return json("GET", "/run/" + id, "");
    }

    /**
     * Ends a run, also on behalf of an interrupted thread. It is no failure if the run has ended already or the controller has
     * gone.
     */
    void kill(String id) {
        boolean interrupted = Thread.interrupted();
        try {
            send("GET", "/run/" + id + "/kill", "");
        } catch (LoadException e) {
            // Nothing is left to be killed.
        } catch (InterruptedException e) {
            interrupted = true;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Returns sums by phase: the counts, and the step that {@link #histogram} asks by. */
    JsonNode total(String id) throws InterruptedException {
        return json("GET", "/run/" + id + "/stats/total", "");
    }

    /** Returns everything, by phase and second, of a run that has ended. */
    JsonNode all(String id) throws InterruptedException {
        return json("GET", "/run/" + id + "/stats/all/json", "");
    }

    /** Returns a phase's response times, as a line of a histogram log. */
    String histogram(String id, String phase, int step, String metric) throws InterruptedException {
        return json(
                        "GET",
                        "/run/" + id + "/stats/histogram?phase=" + encode(phase) + "&stepId=" + step + "&metric="
                                + encode(metric),
                        "")
                .path("data")
                .asString("");
    }

    private JsonNode json(String method, String path, String body) throws InterruptedException {
        HttpResponse<String> response = succeed(path, send(method, path, body));
        try {
            return JSON.readTree(response.body());
        } catch (JacksonException e) {
            throw new LoadException("the Hyperfoil controller at " + controller + " answered " + path
                    + " with something else than JSON; check the URL");
        }
    }

    private HttpResponse<String> succeed(String what, HttpResponse<String> response) {
        if (response.statusCode() / 100 != 2) {
            String said = response.body().strip();
            throw new LoadException("the Hyperfoil controller at " + controller + " answered " + what + " with "
                    + response.statusCode() + (said.isEmpty() ? "" : ": " + said));
        }
        return response;
    }

    private HttpResponse<String> send(String method, String path, String body) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(controller + path))
                .timeout(TIMEOUT)
                .header("Content-Type", "text/vnd.yaml")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new LoadException("no Hyperfoil controller answers at " + controller + " ("
                    + (e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage())
                    + "); start one of version 0.29 or later, or correct the URL");
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
