package dev.heddle.vertxloop;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import io.vertx.core.parsetools.RecordParser;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A server that answers byte by byte what a test says. It has an event loop of its own, on which the script runs. */
final class FaultyServer implements AutoCloseable {
    /** Says what the {@code request}th request (from 1) of the {@code connection}th connection (from 1) is answered with. */
    interface Script {
        void answer(int connection, int request, NetSocket socket);
    }

    /** One request, as it came. */
    record Asked(int connection, String head) {}

    private final Vertx vertx = Vertx.vertx();
    private final NetServer listener = vertx.createNetServer();
    private final AtomicInteger connections = new AtomicInteger();
    private final Queue<Asked> asked = new ConcurrentLinkedQueue<>();
    private final BlockingQueue<Integer> closed = new LinkedBlockingQueue<>();

    FaultyServer(Script script) {
        listener.connectHandler(socket -> {
            int number = connections.incrementAndGet();
            AtomicInteger requests = new AtomicInteger();
            socket.handler(RecordParser.newDelimited("\r\n\r\n", head -> {
                asked.add(new Asked(number, head.toString()));
                script.answer(number, requests.incrementAndGet(), socket);
            }));
            socket.exceptionHandler(reset -> {});
            socket.closeHandler(end -> closed.add(number));
        });
        listener.listen(0, "127.0.0.1").await();
    }

    int port() {
        return listener.actualPort();
    }

    int connections() {
        return connections.get();
    }

    /** Returns the requests so far. */
    Queue<Asked> asked() {
        return asked;
    }

    /** Waits until one more connection is closed, by whomever; null if none is within 10 s. */
    @Nullable
    Integer awaitClosed() throws InterruptedException {
        return closed.poll(10, TimeUnit.SECONDS);
    }

    /** Returns what the service would answer, with this value. */
    static Buffer ok(long value) {
        return response("200 OK", "{\"service\":\"s0\",\"id\":7,\"value\":" + value + ",\"padding\":\"\"}");
    }

    static Buffer response(String status, String body) {
        return Buffer.buffer("HTTP/1.1 " + status + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
    }

    @Override
    public void close() {
        vertx.close().await();
    }
}
