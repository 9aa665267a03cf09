package dev.heddle.blocking;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that answers byte by byte what a test says. Each connection has a virtual thread. */
final class FaultyServer implements AutoCloseable {
    /** Says what the {@code request}th request (from 1) of the {@code connection}th connection (from 1) is answered with. */
    interface Script {
        void answer(int connection, int request, Socket socket) throws Exception;
    }

    private final ServerSocket listener;
    private final Script script;
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger requests = new AtomicInteger();
    private final BlockingQueue<Integer> ended = new LinkedBlockingQueue<>();

    FaultyServer(Script script) throws IOException {
        this.script = script;
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort());
    }

    int connections() {
        return connections.get();
    }

    int requests() {
        return requests.get();
    }

    /** Waits until the client has closed one more connection; null if it does not within 10 s. */
    @org.jspecify.annotations.Nullable
    Integer awaitClosedByClient() throws InterruptedException {
        return ended.poll(10, TimeUnit.SECONDS);
    }

    /** Returns a whole response. */
    static byte[] response(String status, String body) {
        return ("HTTP/1.1 " + status + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** Returns what the service would answer, with this value. */
    static byte[] ok(long value) {
        return response("200 OK", json(value));
    }

    static String json(long value) {
        return "{\"service\":\"s0\",\"id\":7,\"value\":" + value + ",\"padding\":\"\"}";
    }

    static void send(Socket socket, byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                int number = connections.incrementAndGet();
                Thread.ofVirtual().start(() -> serve(number, socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(int number, Socket socket) {
        try (socket) {
            for (int request = 1; readHead(socket); request++) {
                requests.incrementAndGet();
                script.answer(number, request, socket);
                if (socket.isClosed()) {
                    return;
                }
            }
            ended.add(number);
        } catch (IOException e) {
            // A reset is an end too.
            ended.add(number);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns whether a whole head came before the end. */
    private static boolean readHead(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        int line = 0;
        int next = in.read();
        for (; next >= 0; next = in.read()) {
            if (next == '\n' && line == 0) {
                return true;
            }
            line = next == '\n' ? 0 : next == '\r' ? line : line + 1;
        }
        return false;
    }

    /** Waits until the client has closed the connection. It is for scripts that answer nothing. */
    static void awaitEnd(Socket socket, CountDownLatch waiting) throws IOException {
        waiting.countDown();
        while (socket.getInputStream().read() >= 0) {
            // Nothing more is expected on this connection.
        }
        throw new IOException("closed by the client");
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
