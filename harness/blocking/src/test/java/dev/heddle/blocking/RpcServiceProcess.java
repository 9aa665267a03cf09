package dev.heddle.blocking;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs the real RPC service in a process of its own, from the tests' class path. It ends when its standard input does. */
final class RpcServiceProcess implements AutoCloseable {
    /** Holds what the service counts; {@code connections} leaves out the connection that asks. */
    record Counts(long calls, long answered, long held, long connections) {}

    private final Process process;
    private final URI url;

    private RpcServiceProcess(Process process, URI url) {
        this.process = process;
        this.url = url;
    }

    /**
     * Starts the service with replies of 512 bytes on one event loop, and waits until it listens.
     *
     * @param latency as the service reads it, {@code fixed:5000000} for 5 ms
     * @param prefix what precedes the command, {@code taskset -c 1} for instance
     */
    static RpcServiceProcess start(String latency, String... prefix) throws IOException {
        List<String> command = new ArrayList<>(List.of(prefix));
        command.addAll(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.heddle.downstream.Main",
                "rpc",
                "1",
                latency,
                "512",
                "1"));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        String line = out.readLine();
        if (line == null) {
            throw new IOException("the RPC service did not start: " + command);
        }
        return new RpcServiceProcess(
                process,
                URI.create(JsonMapper.shared().readTree(line).required("url").stringValue()));
    }

    URI url() {
        return url;
    }

    static Counts counts(URI url) throws IOException {
        JsonNode counts = JsonMapper.shared().readTree(control(url, "GET", "counts"));
        return new Counts(
                counts.required("calls").longValue(),
                counts.required("answered").longValue(),
                counts.required("held").longValue(),
                counts.required("connections").longValue());
    }

    /** Tells the service to {@code hold}, {@code release} or {@code reset}. */
    static void tell(URI url, String what) throws IOException {
        control(url, "POST", what);
    }

    /** Asks on a plain socket, so that no client under test has a part in it. */
    private static String control(URI url, String method, String what) throws IOException {
        try (Socket socket = new Socket(url.getHost(), url.getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write((method + " /control/" + what + " HTTP/1.1\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                int next = in.read();
                if (next < 0) {
                    throw new IOException("the RPC service closed its control connection");
                }
                head.append((char) next);
            }
            int at = head.indexOf("Content-Length: ") + "Content-Length: ".length();
            int length = Integer.parseInt(head.substring(at, head.indexOf("\r", at)));
            return new String(in.readNBytes(length), StandardCharsets.US_ASCII);
        }
    }

    @Override
    public void close() throws IOException {
        process.outputWriter().close();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
