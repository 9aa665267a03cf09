package dev.heddle.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A real HTTP server on real sockets, whose every answer a test writes. It has a virtual thread for each connection. */
final class ScriptedServer implements AutoCloseable {
    /** Says what to do with a request, by its path and by how many came before it on all connections. */
    interface Script {
        void answer(String path, int before, OutputStream out, Socket socket) throws Exception;
    }

    final AtomicInteger requests = new AtomicInteger();
    final AtomicInteger connections = new AtomicInteger();

    final Set<Socket> open = ConcurrentHashMap.newKeySet();

    private final ServerSocket listener;

    ScriptedServer(Script script) throws IOException {
        listener = new ServerSocket(0, 1024, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(() -> accept(script));
    }

    static byte[] ok(String body) {
        return ("HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII);
    }

    Target target(String path, int status) {
        return new Target("127.0.0.1", listener.getLocalPort(), path, 1, 100, 42, status);
    }

    private void accept(Script script) {
        try {
            while (true) {
                Socket socket = listener.accept();
                socket.setTcpNoDelay(true);
                connections.incrementAndGet();
                open.add(socket);
                Thread.ofVirtual().start(() -> serve(socket, script));
            }
        } catch (IOException e) {
            // The server was closed.
        }
    }

    private void serve(Socket socket, Script script) {
        try (socket) {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String path = line.split(" ")[1];
                while (!line.isEmpty()) {
                    line = in.readLine();
                }
                script.answer(path, requests.getAndIncrement(), socket.getOutputStream(), socket);
                socket.getOutputStream().flush();
            }
        } catch (IOException e) {
            // The script or the peer closed it.
        } catch (Exception e) {
            throw new IllegalStateException(e);
        } finally {
            open.remove(socket);
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
