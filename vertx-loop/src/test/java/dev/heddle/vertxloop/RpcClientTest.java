package dev.heddle.vertxloop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.heddle.workload.Problem;
import dev.heddle.workload.ProblemException;
import dev.heddle.workload.RpcReply;
import dev.heddle.workload.Settings;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the pool, and every way in which a call may go wrong, on a server that does it on purpose. The time limit finds a hang. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RpcClientTest {
    private static final int MOST = 8;

    private Vertx vertx;
    private Context loop;

    @BeforeEach
    void start() {
        vertx = Vertx.vertx();
        loop = vertx.getOrCreateContext();
    }

    @AfterEach
    void stop() {
        vertx.close().await();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SSH-2.0-OpenSSH_9.6\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}",
                "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n{",
                "HTTP/1.1 204 No Content\r\n\r\n",
                "HTTP/1.1 500 Internal Server Error\r\nContent-Length: 2\r\n\r\n{}",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"
            })
    void failsOnAnAnswerThatIsNoReplyAndClosesTheConnection(String answer) throws Exception {
        try (FaultyServer server = new FaultyServer((connection, request, socket) ->
                socket.write(connection == 1 ? Buffer.buffer(answer) : FaultyServer.ok(42)))) {
            RpcClient client = client(server.port());
            assertThat(problem(run(call(client)))).isEqualTo(Problem.RPC_FAILED);
            assertThat(server.awaitClosed()).isEqualTo(1);
            assertThat(value(client)).isEqualTo(42);
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @Test
    void failsOnATruncatedReplyAndDoesNotAskAgain() throws Exception {
        try (FaultyServer server = new FaultyServer((connection, request, socket) -> {
            if (request == 1) {
                socket.write(FaultyServer.ok(42));
            } else {
                socket.write(Buffer.buffer("HTTP/1.1 200 OK\r\nContent-Length: 60\r\n\r\n{\"service"));
                socket.close();
            }
        })) {
            RpcClient client = client(server.port());
            assertThat(value(client)).isEqualTo(42);
            // The connection was used before, but an answer began: it was not stale.
            assertThat(problem(run(call(client)))).isEqualTo(Problem.RPC_FAILED);
            assertThat(server.asked()).hasSize(2);
        }
    }

    @Test
    void failsWhenNobodyListens() throws Exception {
        int nobody;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = socket.getLocalPort();
        }
        RpcClient client = client(nobody);
        assertThat(problem(run(call(client)))).isEqualTo(Problem.RPC_FAILED);
        assertThat(get(on(client::ready))).isFalse();
    }

    @Test
    void obeysConnectionClose() throws Exception {
        String json = "{\"service\":\"s0\",\"id\":7,\"value\":42,\"padding\":\"\"}";
        Buffer last = Buffer.buffer(
                "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: " + json.length() + "\r\n\r\n" + json);
        try (FaultyServer server = new FaultyServer((connection, request, socket) -> socket.write(last))) {
            RpcClient client = client(server.port());
            RpcCall first = call(client);
            RpcCall second = call(client);
            // The second call begins at the moment at which the first has its reply.
            assertThat(get(on(() -> first.run().compose(reply -> second.run()))).value())
                    .isEqualTo(42);
            assertThat(server.awaitClosed()).isNotNull();
            assertThat(server.awaitClosed()).isNotNull();
            assertThat(server.connections()).isEqualTo(2);
            assertThat(server.asked()).hasSize(2);
        }
    }

    @Test
    void cancellingEndsTheWaitAndClosesTheConnection() throws Exception {
        CountDownLatch waiting = new CountDownLatch(1);
        try (FaultyServer server = new FaultyServer((connection, request, socket) -> {
            if (connection == 1) {
                waiting.countDown();
            } else {
                socket.write(FaultyServer.ok(42));
            }
        })) {
            RpcClient client = client(server.port());
            RpcCall call = call(client);
            CompletableFuture<RpcReply> end = run(call);
            assertThat(waiting.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(end).isNotDone();
            cancel(call);
            assertThat(problem(end)).isEqualTo(Problem.RPC_FAILED);
            assertThat(server.awaitClosed()).isEqualTo(1);
            assertThat(value(client)).isEqualTo(42);
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @Test
    void cancelledWhileItConnectsItSendsNothing() throws Exception {
        try (FaultyServer server =
                new FaultyServer((connection, request, socket) -> socket.write(FaultyServer.ok(42)))) {
            RpcClient client = client(server.port());
            RpcCall call = call(client);
            assertThat(problem(on(() -> {
                        Future<RpcReply> reply = call.run();
                        call.cancel();
                        return reply;
                    })))
                    .isEqualTo(Problem.RPC_FAILED);
            RpcCall before = call(client);
            before.cancel();
            assertThat(problem(run(before))).isEqualTo(Problem.RPC_FAILED);
            assertThat(server.awaitClosed()).isEqualTo(1);
            assertThat(server.asked()).isEmpty();
        }
    }

    @Test
    void aLateCancellationLeavesTheConnectionsNextCallAlone() throws Exception {
        CompletableFuture<NetSocket> waiting = new CompletableFuture<>();
        try (FaultyServer server = new FaultyServer((connection, request, socket) -> {
            if (request == 1) {
                socket.write(FaultyServer.ok(1));
            } else {
                waiting.complete(socket);
            }
        })) {
            RpcClient client = client(server.port());
            RpcCall first = call(client);
            assertThat(get(run(first)).value()).isEqualTo(1);
            CompletableFuture<RpcReply> second = run(call(client));
            NetSocket socket = get(waiting);
            cancel(first);
            socket.write(FaultyServer.ok(2));
            assertThat(get(second).value()).isEqualTo(2);
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void asksAgainWhereAnIdleConnectionTurnsOutClosed() throws Exception {
        try (FaultyServer server = new FaultyServer((connection, request, socket) -> {
            if (connection == 1 && request == 2) {
                // What the client sent crossed with the end: it was idle for the service.
                socket.close();
            } else {
                socket.write(FaultyServer.ok(connection));
            }
        })) {
            RpcClient client = client(server.port());
            assertThat(value(client)).isEqualTo(1);
            assertThat(value(client)).isEqualTo(2);
            assertThat(server.asked()).hasSize(3);
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @Test
    void asksAgainOnceOnlyAndNotWhereAFreshConnectionWasClosed() throws Exception {
        try (FaultyServer server = new FaultyServer((connection, request, socket) -> {
            if (connection == 1 && request == 1) {
                socket.write(FaultyServer.ok(42));
            } else {
                socket.close();
            }
        })) {
            RpcClient client = client(server.port());
            assertThat(value(client)).isEqualTo(42);
            assertThat(problem(run(call(client)))).isEqualTo(Problem.RPC_FAILED);
            // The server saw the second request on the idle connection, and the one attempt on a fresh connection.
            assertThat(server.asked()).hasSize(3);
            assertThat(problem(run(call(client)))).isEqualTo(Problem.RPC_FAILED);
            assertThat(server.asked()).hasSize(4);
            assertThat(server.connections()).isEqualTo(3);
        }
    }

    @Test
    void idleConnectionsThatTheServiceClosesLeaveTheStack() throws Exception {
        Deque<NetSocket> sockets = new ArrayDeque<>();
        try (FaultyServer server = new FaultyServer(together(3, sockets))) {
            RpcClient client = client(server.port());
            values(client, 3);
            assertThat(idle(client)).isEqualTo(3);
            sockets.forEach(NetSocket::close);
            for (int i = 0; i < 3; i++) {
                assertThat(server.awaitClosed()).isNotNull();
            }
            while (idle(client) > 0) {
                Thread.sleep(5);
            }
            assertThat(value(client)).isEqualTo(42);
            assertThat(server.connections()).isEqualTo(4);
        }
    }

    @Test
    void keepsNoMoreConnectionsThanAllowed() throws Exception {
        try (FaultyServer server = new FaultyServer(together(MOST + 2, new ArrayDeque<>()))) {
            RpcClient client = client(server.port());
            // No call waits for another call's connection: all are answered together or not at all.
            values(client, MOST + 2);
            assertThat(server.awaitClosed()).isNotNull();
            assertThat(server.awaitClosed()).isNotNull();
            assertThat(idle(client)).isEqualTo(MOST);
            assertThat(value(client)).isEqualTo(42);
            assertThat(server.connections()).isEqualTo(MOST + 2);
        }
    }

    /** After a burst of 512 users, 16 users get by with 16 connections; a pool that lets all take their turn is found out. */
    @Test
    void theConnectionUsedLastIsReusedFirst() throws Exception {
        assertThat(connectionsAfterABurst((vertx, settings) -> new RpcClient(vertx, settings)))
                .isEqualTo(16);
        assertThat(connectionsAfterABurst(FirstInFirstOut::new)).isEqualTo(512);
    }

    private int connectionsAfterABurst(BiFunction<Vertx, Settings, RpcClient> maker) throws Exception {
        try (FaultyServer server = new FaultyServer(together(512, new ArrayDeque<>()))) {
            RpcClient client = on(() -> Future.succeededFuture(maker.apply(vertx, settings(server.port(), 512))))
                    .get();
            values(client, 512);
            assertThat(server.connections()).isEqualTo(512);
            server.asked().clear();
            List<CompletableFuture<RpcReply>> users = new ArrayList<>();
            for (int user = 0; user < 16; user++) {
                users.add(on(() -> oneAfterTheOther(client, 40)));
            }
            for (CompletableFuture<RpcReply> user : users) {
                get(user);
            }
            assertThat(server.connections()).isEqualTo(512);
            Set<Integer> used = new HashSet<>();
            server.asked().forEach(request -> used.add(request.connection()));
            return used.size();
        }
    }

    private static Future<RpcReply> oneAfterTheOther(RpcClient client, int calls) {
        Future<RpcReply> reply = client.prepare(0, 7).run();
        return calls == 1 ? reply : reply.compose(next -> oneAfterTheOther(client, calls - 1));
    }

    /** The broken twin: the connection that has been idle longest is reused first. */
    private static final class FirstInFirstOut extends RpcClient {
        private final Deque<RpcConnection> queue = new ArrayDeque<>();

        FirstInFirstOut(Vertx vertx, Settings settings) {
            super(vertx, settings);
        }

        @Override
        Future<RpcConnection> lease() {
            return queue.isEmpty() ? open() : Future.succeededFuture(queue.removeFirst());
        }

        @Override
        void release(RpcConnection connection) {
            queue.addLast(connection);
        }
    }

    @Test
    void theControlTakesItsConnectionsFromVertx() throws Exception {
        try (FaultyServer server = new FaultyServer(together(3, new ArrayDeque<>()))) {
            RpcClient client = on(() -> Future.succeededFuture(
                            (RpcClient) new StockPoolClient(vertx, settings(server.port(), MOST))))
                    .get();
            values(client, 3);
            values(client, 3);
            assertThat(server.connections()).isEqualTo(3);
            assertThat(idle(client)).isZero();
        }
    }

    @Test
    void closingEndsWhatIsUnderWay() throws Exception {
        CountDownLatch waiting = new CountDownLatch(2);
        try (FaultyServer server = new FaultyServer((connection, request, socket) -> {
            waiting.countDown();
            if (connection == 1) {
                socket.write(FaultyServer.ok(42));
            }
        })) {
            RpcClient client = client(server.port());
            RpcCall first = call(client);
            RpcCall second = call(client);
            CompletableFuture<RpcReply> answered = run(first);
            CompletableFuture<RpcReply> unanswered = run(second);
            assertThat(get(answered).value()).isEqualTo(42);
            assertThat(waiting.await(10, TimeUnit.SECONDS)).isTrue();
            get(on(() -> client.close().mapEmpty()));
            assertThat(problem(unanswered)).isEqualTo(Problem.RPC_FAILED);
            assertThat(server.awaitClosed()).isNotNull();
            assertThat(server.awaitClosed()).isNotNull();
            assertThat(problem(run(call(client)))).isEqualTo(Problem.RPC_FAILED);
        }
    }

    @Test
    void isReadyOnlyWhenTheServiceSaysSo() throws Exception {
        try (FaultyServer server = new FaultyServer((connection, request, socket) ->
                socket.write(FaultyServer.response(connection == 1 ? "503 Service Unavailable" : "200 OK", "")))) {
            RpcClient client = client(server.port());
            assertThat(get(on(client::ready))).isFalse();
            assertThat(get(on(client::ready))).isTrue();
            assertThat(server.awaitClosed()).isNotNull();
            assertThat(server.awaitClosed()).isNotNull();
        }
    }

    @Test
    void asksByNameAndPath() throws Exception {
        try (FaultyServer server =
                new FaultyServer((connection, request, socket) -> socket.write(FaultyServer.ok(42)))) {
            value(client(server.port()));
            assertThat(server.asked().remove().head().toLowerCase(Locale.ROOT))
                    .isEqualTo("get /base/rpc/s0/7 http/1.1\r\nhost: 127.0.0.1:" + server.port());
        }
    }

    /** Answers once as many requests wait as are to wait together; after that, at once. */
    private static FaultyServer.Script together(int requests, Deque<NetSocket> waiting) {
        return (connection, request, socket) -> {
            waiting.add(socket);
            if (waiting.size() == requests) {
                waiting.forEach(one -> one.write(FaultyServer.ok(42)));
            } else if (waiting.size() > requests) {
                socket.write(FaultyServer.ok(42));
            }
        };
    }

    private RpcClient client(int port) throws Exception {
        return on(() -> Future.succeededFuture(new RpcClient(vertx, settings(port, MOST))))
                .get();
    }

    private static Settings settings(int port, int most) {
        return Settings.from(Map.ofEntries(
                Map.entry("HEDDLE_HOST", "127.0.0.1"),
                Map.entry("HEDDLE_PORT", "1"),
                Map.entry("HEDDLE_POSTGRES_URL", "postgresql://user:password@127.0.0.1:1/none"),
                Map.entry("HEDDLE_POSTGRES_POOL", "1"),
                Map.entry("HEDDLE_RPC_URL", "http://127.0.0.1:" + port + "/base"),
                Map.entry("HEDDLE_RPC_CALLS", "1"),
                Map.entry("HEDDLE_RPC_MODE", "all"),
                Map.entry("HEDDLE_TIMEOUT_MS", "2000"),
                Map.entry("HEDDLE_COMBINE_ROUNDS", "0"),
                Map.entry("HEDDLE_MAX_IN_FLIGHT", Integer.toString(most)),
                Map.entry("HEDDLE_CPUS", "1")));
    }

    /** Does this on the client's event loop. */
    private <T> CompletableFuture<T> on(Supplier<Future<T>> what) {
        Promise<T> promise = Promise.promise();
        loop.runOnContext(now -> what.get().onComplete(promise));
        return promise.future().toCompletionStage().toCompletableFuture();
    }

    private CompletableFuture<RpcReply> run(RpcCall call) {
        return on(call::run);
    }

    private void cancel(RpcCall call) throws Exception {
        get(on(() -> {
            call.cancel();
            return Future.succeededFuture();
        }));
    }

    private static RpcCall call(RpcClient client) {
        return client.prepare(0, 7);
    }

    private long value(RpcClient client) throws Exception {
        return get(run(call(client))).value();
    }

    /** Makes so many calls at the same time. */
    private void values(RpcClient client, int calls) throws Exception {
        List<CompletableFuture<RpcReply>> begun = new ArrayList<>();
        for (int i = 0; i < calls; i++) {
            begun.add(run(call(client)));
        }
        for (CompletableFuture<RpcReply> one : begun) {
            assertThat(get(one).value()).isEqualTo(42);
        }
    }

    private int idle(RpcClient client) throws Exception {
        return get(on(() -> Future.succeededFuture(client.idle())));
    }

    private static <T> T get(CompletableFuture<T> future) throws Exception {
        return future.get(20, TimeUnit.SECONDS);
    }

    private static Problem problem(CompletableFuture<?> call) {
        Throwable thrown = catchThrowable(() -> get(call));
        assertThat(thrown).isInstanceOf(ExecutionException.class);
        assertThat(thrown.getCause()).isInstanceOf(ProblemException.class);
        return ((ProblemException) Objects.requireNonNull(thrown.getCause())).problem();
    }
}
