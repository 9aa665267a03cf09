package dev.heddle.blocking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.heddle.workload.Problem;
import dev.heddle.workload.ProblemException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests every way in which a call may go wrong, on a server that does it on purpose. The time limit finds a hang. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RpcClientFaultsTest {
    private static final Deadlines DEADLINES = new Deadlines();
    private static final long FAR = TimeUnit.SECONDS.toNanos(30);

    /** Says which kind of thread makes the call. */
    enum Kind {
        PLATFORM(task -> Thread.ofPlatform().start(task)),
        VIRTUAL(task -> Thread.ofVirtual().start(task));

        private final Executor threads;

        Kind(Executor threads) {
            this.threads = threads;
        }
    }

    private static RpcClient client(URI url) {
        return new RpcClient(url, 8, Duration.ofSeconds(2), DEADLINES);
    }

    private static RpcCall call(RpcClient client, long nanos) {
        return client.prepare(0, 7, System.nanoTime() + nanos);
    }

    private static long value(RpcClient client) {
        return call(client, FAR).run().value();
    }

    private static ProblemException failure(RpcCall call) {
        ProblemException failure = catchThrowableOfType(ProblemException.class, call::run);
        assertThat(failure).as("the call must not succeed").isNotNull();
        return failure;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SSH-2.0-OpenSSH_9.6\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{\"service",
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}",
                "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 20000000\r\n\r\n{",
                "HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n{",
                "HTTP/1.1 204 No Content\r\n\r\n",
                "HTTP/1.1 500 Internal Server Error\r\nContent-Length: 2\r\n\r\n{}",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"
            })
    void failsOnAnAnswerThatIsNoReplyAndClosesTheConnection(String answer) throws Exception {
        try (FaultyServer server = new FaultyServer((connection, request, socket) -> FaultyServer.send(
                        socket, connection == 1 ? answer.getBytes(StandardCharsets.US_ASCII) : FaultyServer.ok(42)));
                RpcClient client = client(server.url())) {
            assertThat(failure(call(client, FAR)).problem()).isEqualTo(Problem.RPC_FAILED);
            assertThat(server.awaitClosedByClient()).isEqualTo(1);
            assertThat(value(client)).isEqualTo(42);
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @Test
    void failsOnATruncatedReplyAndDoesNotAskAgain() throws Exception {
        try (FaultyServer server = new FaultyServer((connection, request, socket) -> {
                    if (request == 1) {
                        FaultyServer.send(socket, FaultyServer.ok(42));
                    } else {
                        FaultyServer.send(
                                socket,
                                "HTTP/1.1 200 OK\r\nContent-Length: 60\r\n\r\n{\"service"
                                        .getBytes(StandardCharsets.US_ASCII));
                        socket.close();
                    }
                });
                RpcClient client = client(server.url())) {
            assertThat(value(client)).isEqualTo(42);
            // The connection was used before, but bytes of the answer came: it was not stale.
            assertThat(failure(call(client, FAR)).problem()).isEqualTo(Problem.RPC_FAILED);
            assertThat(server.requests()).isEqualTo(2);
        }
    }

    @Test
    void failsWhenNobodyListens() throws Exception {
        URI nobody;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = URI.create("http://127.0.0.1:" + socket.getLocalPort());
        }
        try (RpcClient client = client(nobody)) {
            assertThat(failure(call(client, FAR)).problem()).isEqualTo(Problem.RPC_FAILED);
            assertThat(client.ready()).isFalse();
        }
    }

    @Test
    void readsChunkedRepliesAndKeepsTheConnection() throws Exception {
        String json = FaultyServer.json(42);
        byte[] chunked = ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                        + Integer.toHexString(10) + "\r\n" + json.substring(0, 10) + "\r\n"
                        + Integer.toHexString(json.length() - 10) + "\r\n" + json.substring(10) + "\r\n0\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        try (FaultyServer server =
                        new FaultyServer((connection, request, socket) -> FaultyServer.send(socket, chunked));
                RpcClient client = client(server.url())) {
            assertThat(value(client)).isEqualTo(42);
            assertThat(value(client)).isEqualTo(42);
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void obeysConnectionClose() throws Exception {
        byte[] last = ("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: "
                        + FaultyServer.json(42).length() + "\r\n\r\n" + FaultyServer.json(42))
                .getBytes(StandardCharsets.US_ASCII);
        try (FaultyServer server = new FaultyServer((connection, request, socket) -> FaultyServer.send(socket, last));
                RpcClient client = client(server.url())) {
            assertThat(value(client)).isEqualTo(42);
            assertThat(server.awaitClosedByClient()).isEqualTo(1);
            assertThat(value(client)).isEqualTo(42);
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void endsAtTheDeadlineAndClosesTheConnection(Kind kind) throws Exception {
        CountDownLatch waiting = new CountDownLatch(1);
        try (FaultyServer server = new FaultyServer((connection, request, socket) -> {
                    if (connection == 1) {
                        FaultyServer.awaitEnd(socket, waiting);
                    }
                    FaultyServer.send(socket, FaultyServer.ok(42));
                });
                RpcClient client = client(server.url())) {
            RpcCall call = call(client, TimeUnit.MILLISECONDS.toNanos(200));
            CompletableFuture<ProblemException> end = CompletableFuture.supplyAsync(() -> failure(call), kind.threads);
            assertThat(end.get(10, TimeUnit.SECONDS).problem()).isEqualTo(Problem.DEADLINE);
            assertThat(waiting.getCount()).as("the request was sent").isZero();
            assertThat(server.awaitClosedByClient()).isEqualTo(1);
            assertThat(value(client)).isEqualTo(42);
        }
    }

    @Test
    void notEvenAnAnswerThatDripsInOutlivesTheDeadline() throws Exception {
        try (FaultyServer server = new FaultyServer((connection, request, socket) -> {
                    // Each byte comes well within what a timeout per read would allow; all of them take far longer.
                    for (byte next : FaultyServer.ok(42)) {
                        FaultyServer.send(socket, new byte[] {next});
                        Thread.sleep(150);
                    }
                });
                RpcClient client = client(server.url())) {
            assertThat(failure(call(client, TimeUnit.MILLISECONDS.toNanos(500))).problem())
                    .isEqualTo(Problem.DEADLINE);
            assertThat(server.awaitClosedByClient()).isEqualTo(1);
        }
    }

    @Test
    void sendsNothingAfterTheDeadline() throws Exception {
        try (FaultyServer server = new FaultyServer(
                        (connection, request, socket) -> FaultyServer.send(socket, FaultyServer.ok(42)));
                RpcClient client = client(server.url())) {
            assertThat(failure(call(client, -1)).problem()).isEqualTo(Problem.DEADLINE);
            assertThat(value(client)).isEqualTo(42);
            assertThat(failure(call(client, -1)).problem()).isEqualTo(Problem.DEADLINE);
            assertThat(server.requests()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void cancellingEndsTheWaitAndClosesTheConnection(Kind kind) throws Exception {
        CountDownLatch waiting = new CountDownLatch(1);
        try (FaultyServer server = new FaultyServer((connection, request, socket) -> {
                    if (connection == 1) {
                        FaultyServer.awaitEnd(socket, waiting);
                    }
                    FaultyServer.send(socket, FaultyServer.ok(42));
                });
                RpcClient client = client(server.url())) {
            RpcCall call = call(client, FAR);
            CompletableFuture<ProblemException> end = CompletableFuture.supplyAsync(() -> failure(call), kind.threads);
            assertThat(waiting.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(end).isNotDone();
            call.cancel();
            ProblemException failure = end.get(10, TimeUnit.SECONDS);
            assertThat(failure.problem()).isEqualTo(Problem.RPC_FAILED);
            assertThat(server.awaitClosedByClient()).isEqualTo(1);
            assertThat(value(client)).isEqualTo(42);
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @Test
    void cancelledBeforeItRunsItSendsNothing() throws Exception {
        try (FaultyServer server = new FaultyServer(
                        (connection, request, socket) -> FaultyServer.send(socket, FaultyServer.ok(42)));
                RpcClient client = client(server.url())) {
            RpcCall call = call(client, FAR);
            call.cancel();
            assertThat(failure(call).problem()).isEqualTo(Problem.RPC_FAILED);
            assertThat(value(client)).isEqualTo(42);
            assertThat(server.requests()).isEqualTo(1);
        }
    }

    @Test
    void aLateCancellationLeavesTheConnectionsNextCallAlone() throws Exception {
        CountDownLatch waiting = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        try (FaultyServer server = new FaultyServer((connection, request, socket) -> {
                    if (request == 2) {
                        waiting.countDown();
                        answer.await();
                    }
                    FaultyServer.send(socket, FaultyServer.ok(request));
                });
                RpcClient client = client(server.url())) {
            RpcCall first = call(client, FAR);
            assertThat(first.run().value()).isEqualTo(1);
            CompletableFuture<Long> second = CompletableFuture.supplyAsync(() -> value(client), Kind.VIRTUAL.threads);
            assertThat(waiting.await(10, TimeUnit.SECONDS)).isTrue();
            first.cancel();
            answer.countDown();
            assertThat(second.get(10, TimeUnit.SECONDS)).isEqualTo(2);
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void asksAgainWhereAnIdleConnectionWasClosed(boolean reset) throws Exception {
        CountDownLatch closed = new CountDownLatch(3);
        CountDownLatch together = new CountDownLatch(3);
        try (FaultyServer server = new FaultyServer((connection, request, socket) -> {
                    if (connection <= 3) {
                        together.countDown();
                        together.await();
                    }
                    FaultyServer.send(socket, FaultyServer.ok(connection));
                    if (connection <= 3) {
                        if (reset) {
                            socket.setSoLinger(true, 0);
                        }
                        // The reply must be there before the end is; only then is the connection idle.
                        Thread.sleep(200);
                        socket.close();
                        closed.countDown();
                    }
                });
                RpcClient client = client(server.url())) {
            CompletableFuture<?>[] three = new CompletableFuture<?>[3];
            for (int i = 0; i < three.length; i++) {
                three[i] = CompletableFuture.supplyAsync(() -> value(client), Kind.VIRTUAL.threads);
            }
            CompletableFuture.allOf(three).get(10, TimeUnit.SECONDS);
            assertThat(closed.await(10, TimeUnit.SECONDS)).isTrue();
            // Three dead connections are idle now; asking again on another of them would fail again.
            assertThat(value(client)).isEqualTo(4);
            assertThat(value(client)).isEqualTo(4);
            assertThat(server.connections()).isEqualTo(4);
        }
    }

    @Test
    void doesNotAskAgainWhereAFreshConnectionWasClosed() throws Exception {
        try (FaultyServer server = new FaultyServer((connection, request, socket) -> socket.close());
                RpcClient client = client(server.url())) {
            assertThat(failure(call(client, FAR)).problem()).isEqualTo(Problem.RPC_FAILED);
            assertThat(server.requests()).isEqualTo(1);
        }
    }

    @Test
    void asksAgainOnceOnly() throws Exception {
        try (FaultyServer server = new FaultyServer((connection, request, socket) -> {
                    if (connection == 1 && request == 1) {
                        FaultyServer.send(socket, FaultyServer.ok(42));
                    } else {
                        socket.close();
                    }
                });
                RpcClient client = client(server.url())) {
            assertThat(value(client)).isEqualTo(42);
            assertThat(failure(call(client, FAR)).problem()).isEqualTo(Problem.RPC_FAILED);
            // The server saw the second request on the idle connection, and the one attempt on a fresh connection.
            assertThat(server.requests()).isEqualTo(3);
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @Test
    void keepsNoMoreConnectionsThanAllowed() throws Exception {
        CountDownLatch together = new CountDownLatch(3);
        try (FaultyServer server = new FaultyServer((connection, request, socket) -> {
                    together.countDown();
                    together.await();
                    FaultyServer.send(socket, FaultyServer.ok(42));
                });
                RpcClient client = new RpcClient(server.url(), 1, Duration.ofSeconds(2), DEADLINES)) {
            CompletableFuture<?>[] three = new CompletableFuture<?>[3];
            for (int i = 0; i < three.length; i++) {
                three[i] = CompletableFuture.supplyAsync(() -> value(client), Kind.VIRTUAL.threads);
            }
            // No call waits for another call's connection: all three are answered together or not at all.
            CompletableFuture.allOf(three).get(10, TimeUnit.SECONDS);
            assertThat(server.awaitClosedByClient()).isNotNull();
            assertThat(server.awaitClosedByClient()).isNotNull();
            assertThat(value(client)).isEqualTo(42);
            assertThat(server.connections()).isEqualTo(3);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void closingEndsWhatIsUnderWay(Kind kind) throws Exception {
        CountDownLatch waiting = new CountDownLatch(1);
        try (FaultyServer server =
                new FaultyServer((connection, request, socket) -> FaultyServer.awaitEnd(socket, waiting))) {
            RpcClient client = client(server.url());
            RpcCall call = call(client, FAR);
            CompletableFuture<ProblemException> end = CompletableFuture.supplyAsync(() -> failure(call), kind.threads);
            assertThat(waiting.await(10, TimeUnit.SECONDS)).isTrue();
            client.close();
            assertThat(end.get(10, TimeUnit.SECONDS).problem()).isEqualTo(Problem.RPC_FAILED);
            assertThat(server.awaitClosedByClient()).isEqualTo(1);
        }
    }

    @Test
    void closesItsConnectionsWhenClosed() throws Exception {
        try (FaultyServer server =
                new FaultyServer((connection, request, socket) -> FaultyServer.send(socket, FaultyServer.ok(42)))) {
            RpcClient client = client(server.url());
            assertThat(value(client)).isEqualTo(42);
            client.close();
            assertThat(server.awaitClosedByClient()).isEqualTo(1);
            assertThat(failure(call(client, FAR)).problem()).isEqualTo(Problem.RPC_FAILED);
        }
    }

    @Test
    void isReadyOnlyWhenTheServiceSaysSo() throws Exception {
        try (FaultyServer server = new FaultyServer((connection, request, socket) -> FaultyServer.send(
                        socket, FaultyServer.response(connection == 1 ? "503 Service Unavailable" : "200 OK", "")));
                RpcClient client = client(server.url())) {
            assertThat(client.ready()).isFalse();
            assertThat(client.ready()).isTrue();
            assertThat(server.awaitClosedByClient()).isNotNull();
            assertThat(server.awaitClosedByClient()).isNotNull();
        }
    }

    @Test
    void sendsWithoutDelay() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket untouched = new Socket()) {
            assertThat(untouched.getTcpNoDelay())
                    .as("what a socket starts with")
                    .isFalse();
            RpcConnection connection = new RpcConnection();
            assertThatThrownBy(() ->
                            connection.get((InetSocketAddress) server.getLocalSocketAddress(), "localhost", "/", 100))
                    .isInstanceOf(SocketTimeoutException.class);
            assertThat(connection.socket.getTcpNoDelay()).isTrue();
            connection.abort();
        }
    }
}
