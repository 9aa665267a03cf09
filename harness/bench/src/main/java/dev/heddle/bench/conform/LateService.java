package dev.heddle.bench.conform;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** An RPC service that takes calls and answers none until it is told to begin. Then it answers everything with an empty 200. */
final class LateService implements AutoCloseable {
    private static final byte[] ANSWER =
            "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final ServerSocket listener;
    private volatile boolean begun;

    LateService() throws IOException {
        listener = new ServerSocket(0, 128, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    String url() {
        return "http://127.0.0.1:" + listener.getLocalPort();
    }

    void begin() {
        begun = true;
    }

    private void accept() {
        try {
            while (true) {
                Socket caller = listener.accept();
                Thread.ofVirtual().start(() -> serve(caller));
            }
        } catch (IOException e) {
            // The service was closed.
        }
    }

    private void serve(Socket caller) {
        try (caller) {
            if (begun && caller.getInputStream().read(new byte[4096]) > 0) {
                caller.getOutputStream().write(ANSWER);
            }
        } catch (IOException e) {
            // The caller has gone.
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
