package dev.heddle.load;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Answers over HTTP as a real Hyperfoil controller did when it was recorded, except for what a test changes. */
final class FakeController implements AutoCloseable {
    private record Answer(int status, String body) {}

    /** The requests that came, each as its method and path without the query. */
    final List<String> requests = Collections.synchronizedList(new ArrayList<>());

    /** The answers that {@code GET /run/0000} gives in turn; the last one is given from then on. */
    final List<String> states = Collections.synchronizedList(new ArrayList<>());

    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final AtomicInteger looks = new AtomicInteger();
    private final HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    volatile String benchmark = "";

    FakeController() throws IOException {
        answer("/version", 200, recorded("version.json"));
        answer("/benchmark", 204, "");
        answer("/benchmark/heddle/start", 202, recorded("start.json"));
        answer("/run/0000/kill", 202, "");
        answer("/run/0000/stats/total", 200, recorded("total.json"));
        answer("/run/0000/stats/all/json", 200, recorded("all.json"));
        answer("/run/0000/stats/histogram", 200, recorded("histogram.json"));
        states.addAll(List.of(
                recorded("start.json"),
                state("NOT_STARTED"),
                state("RUNNING"),
                state("FINISHED"),
                recorded("run.json").replace("\"persisted\": true", "\"persisted\": false"),
                recorded("run.json")));
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    static String recorded(String name) {
        try (InputStream in = FakeController.class.getResourceAsStream("hyperfoil/" + name)) {
            if (in == null) {
                throw new IllegalStateException("no recording " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns a run under way whose measuring phase has this status. */
    static String state(String status) {
        return recorded("run.json")
                .replace("\"status\": \"TERMINATED\"", "\"status\": \"" + status + "\"")
                .replace("\"completed\": true", "\"completed\": false")
                .replace("\"persisted\": true", "\"persisted\": false");
    }

    void answer(String path, int status, String body) {
        answers.put(path, new Answer(status, body));
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            requests.add(exchange.getRequestMethod() + " " + path);
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            if (path.equals("/benchmark")) {
                benchmark = body;
            }
            Answer answer = path.equals("/run/0000")
                    ? new Answer(200, states.get(Math.min(looks.getAndIncrement(), states.size() - 1)))
                    : answers.getOrDefault(path, new Answer(404, ""));
            byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
