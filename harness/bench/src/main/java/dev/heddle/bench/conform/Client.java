package dev.heddle.bench.conform;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Asks one server, with each request on a connection of its own. A request that goes wrong has an answer too, which says what was
 * seen.
 */
final class Client {
    /** A client waits this long, which is several deadlines. */
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    private static final Executor THREADS = task -> Thread.ofVirtual().start(task);

    private final InetSocketAddress address;
    private final String authority;
    private final String prefix;
    private final Consumer<HttpAnswer> witness;

    /**
     * Makes a client.
     *
     * @param base {@code http://host:port}, perhaps with a path
     * @param witness sees every answer
     */
    Client(URI base, Consumer<HttpAnswer> witness) {
        if (!"http".equals(base.getScheme()) || base.getHost() == null) {
            throw new IllegalArgumentException("'" + base + "' is not of the form http://host:port");
        }
        this.address = new InetSocketAddress(base.getHost(), base.getPort() < 0 ? 80 : base.getPort());
        this.authority = base.getRawAuthority();
        this.prefix = base.getRawPath().replaceFirst("/$", "");
        this.witness = witness;
    }

    RawConnection connect() throws IOException {
        return connect(PATIENCE);
    }

    RawConnection connect(Duration patience) throws IOException {
        return new RawConnection(address, patience);
    }

    /** Returns a request's bytes, which let the connection stay open. */
    String request(String method, String path) {
        return method + " " + prefix + path + " HTTP/1.1\r\nHost: " + authority + "\r\n\r\n";
    }

    HttpAnswer get(String path) {
        return send("GET", path);
    }

    HttpAnswer send(String method, String path) {
        return exchange(method, request(method, path));
    }

    /** Sends these bytes, and reads one answer to a request of that method. */
    HttpAnswer exchange(String method, String bytes) {
        long begin = System.nanoTime();
        try (RawConnection connection = connect()) {
            try {
                connection.send(bytes);
            } catch (IOException e) {
                // A server may answer and close before it has read everything; the answer is there to be read.
            }
            HttpAnswer answer = connection.receive(method);
            return seen(new HttpAnswer(
                    answer.status(), answer.headers(), answer.body(), System.nanoTime() - begin, answer.failure()));
        } catch (SocketTimeoutException e) {
            return HttpAnswer.none(System.nanoTime() - begin, "nothing for " + PATIENCE.toSeconds() + " s");
        } catch (IOException | NumberFormatException e) {
            return HttpAnswer.none(System.nanoTime() - begin, String.valueOf(e.getMessage()));
        }
    }

    HttpAnswer seen(HttpAnswer answer) {
        witness.accept(answer);
        return answer;
    }

    CompletableFuture<HttpAnswer> begin(String path) {
        return CompletableFuture.supplyAsync(() -> get(path), THREADS);
    }

    /** Makes all requests at the same time, and returns the answers in the order of the paths. */
    List<HttpAnswer> together(List<String> paths) {
        List<CompletableFuture<HttpAnswer>> begun = new ArrayList<>();
        paths.forEach(path -> begun.add(begin(path)));
        return begun.stream().map(CompletableFuture::join).toList();
    }
}
