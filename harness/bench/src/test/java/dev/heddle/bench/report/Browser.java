package dev.heddle.bench.report;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A headless Chromium, driven over its DevTools protocol (https://chromedevtools.github.io/devtools-protocol/). */
final class Browser implements AutoCloseable {
    static final Path CHROMIUM = Path.of("/usr/bin/chromium");

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Pattern ADDRESS = Pattern.compile("ws://([^/]+)/\\S+");
    private static final int PATIENCE_SECONDS = 120;

    private final Process process;
    private final String host;
    private final HttpClient http = HttpClient.newHttpClient();

    private Browser(Process process, String host) {
        this.process = process;
        this.host = host;
    }

    /** @param profile a folder that does not exist yet, for what Chromium writes */
    static Browser start(Path profile) throws IOException {
        Process process = new ProcessBuilder(
                        CHROMIUM.toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-background-networking",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        BufferedReader log = process.errorReader();
        for (String line = log.readLine(); line != null; line = log.readLine()) {
            Matcher address = ADDRESS.matcher(line);
            if (address.find()) {
                Thread.ofVirtual().start(() -> log.lines().forEach(rest -> {})); // Else its pipe fills up.
                return new Browser(process, address.group(1));
            }
        }
        process.destroyForcibly();
        throw new IOException(CHROMIUM + " ended without an address for its DevTools");
    }

    /** How a page is looked at. */
    record Screen(int width, int height, String scheme) {
        static final Screen DESKTOP = new Screen(1280, 900, "light");
        static final Screen PHONE = new Screen(390, 844, "light");
    }

    /** Opens a page and waits until its scripts have run and none of its plots is still being drawn. */
    Tab open(Path page, Screen screen) throws Exception {
        HttpRequest fresh = HttpRequest.newBuilder(URI.create("http://" + host + "/json/new?about:blank"))
                .PUT(HttpRequest.BodyPublishers.noBody())
                .build();
        JsonNode target = JSON.readTree(
                http.send(fresh, HttpResponse.BodyHandlers.ofString()).body());
        Tab tab = new Tab();
        tab.socket = http.newWebSocketBuilder()
                .buildAsync(URI.create(target.required("webSocketDebuggerUrl").asString()), tab)
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
            tab.send(domain + ".enable", "{}");
        }
        tab.send(
                "Emulation.setDeviceMetricsOverride",
                "{\"width\":%d,\"height\":%d,\"deviceScaleFactor\":1,\"mobile\":%b}"
                        .formatted(screen.width(), screen.height(), screen.width() < 500));
        tab.media("", screen.scheme());
        tab.send("Page.navigate", "{\"url\":\"%s\"}".formatted(page.toUri()));
        tab.evaluate("""
                new Promise((done) => {
                  const settled = () => document.readyState === 'complete'
                      && (typeof views === 'undefined' || drawing === 0);
                  const look = () => settled() ? done(true) : setTimeout(look, 50);
                  look();
                })""");
        return tab;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        http.close();
    }

    /** One open page, with what it told its console and whom it asked for something. */
    static final class Tab implements WebSocket.Listener, AutoCloseable {
        final List<String> complaints = new CopyOnWriteArrayList<>();
        final List<String> requests = new CopyOnWriteArrayList<>();

        private final AtomicInteger ids = new AtomicInteger();
        private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
        private final StringBuilder text = new StringBuilder();
        private @Nullable WebSocket socket;

        /** The value of a JavaScript expression, promises awaited. */
        JsonNode evaluate(String expression) throws Exception {
            JsonNode answer = send(
                    "Runtime.evaluate",
                    JSON.createObjectNode()
                            .put("expression", expression)
                            .put("awaitPromise", true)
                            .put("returnByValue", true)
                            .toString());
            if (answer.has("exceptionDetails")) {
                throw new IllegalArgumentException(
                        answer.required("exceptionDetails").toString());
            }
            return answer.at("/result/value");
        }

        /** @param type {@code print}, or empty for the screen */
        void media(String type, String scheme) throws Exception {
            send("Emulation.setEmulatedMedia", """
                    {"media":"%s","features":[{"name":"prefers-color-scheme","value":"%s"}]}""".formatted(type, scheme));
        }

        /** A key, pressed and released. */
        void press(String key, int code) throws Exception {
            for (String type : List.of("keyDown", "keyUp")) {
                send(
                        "Input.dispatchKeyEvent",
                        JSON.createObjectNode()
                                .put("type", type)
                                .put("key", key)
                                .put("code", key.isBlank() ? "Space" : key)
                                .put("text", key.isBlank() ? key : "")
                                .put("windowsVirtualKeyCode", code)
                                .toString());
            }
        }

        private JsonNode send(String method, String parameters) throws Exception {
            int id = ids.incrementAndGet();
            CompletableFuture<JsonNode> answer = new CompletableFuture<>();
            answers.put(id, answer);
            String message = "{\"id\":%d,\"method\":\"%s\",\"params\":%s}".formatted(id, method, parameters);
            Objects.requireNonNull(socket).sendText(message, true).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            JsonNode reply = answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (reply.has("error")) {
                throw new IllegalStateException(method + ": " + reply.required("error"));
            }
            return reply.required("result");
        }

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                JsonNode message = JSON.readTree(text.toString());
                text.setLength(0);
                CompletableFuture<JsonNode> asked = message.has("id")
                        ? answers.remove(message.required("id").asInt())
                        : null;
                if (asked != null) {
                    asked.complete(message);
                }
                event(message.path("method").asString(""), message.path("params"));
            }
            from.request(1);
            return CompletableFuture.completedFuture(null);
        }

        private void event(String method, JsonNode parameters) {
            switch (method) {
                case "Runtime.exceptionThrown", "Log.entryAdded", "Runtime.consoleAPICalled" ->
                    complaints.add(parameters.toString());
                case "Network.requestWillBeSent" ->
                    requests.add(parameters.at("/request/url").asString());
                default -> {}
            }
        }

        @Override
        public void close() throws Exception {
            send("Page.close", "{}");
            Objects.requireNonNull(socket).abort();
        }
    }

    static boolean missing() {
        return !Files.isExecutable(CHROMIUM);
    }
}
