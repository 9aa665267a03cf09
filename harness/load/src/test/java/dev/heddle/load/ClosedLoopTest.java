package dev.heddle.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntSupplier;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClosedLoopTest {
    private static final byte[] OK = ScriptedServer.ok("the same");
    private static final LoadEngine.Window NOBODY = new LoadEngine.Window() {
        @Override
        public void begins() {}

        @Override
        public void ended() {}
    };

    private final AtomicReference<IntSupplier> serverRequests = new AtomicReference<>(() -> 0);
    private NettyEngine engine;

    @BeforeEach
    void open() {
        engine = new NettyEngine(1);
    }

    @AfterEach
    void close() {
        engine.close();
    }

    private StreamReport run(ScriptedServer server, int users, long timeoutMillis) {
        return run(server.target("/items/{id}", 200), users, timeoutMillis);
    }

    private StreamReport run(Target target, int users, long timeoutMillis) {
        return engine.run(LoadPlan.of(target, new Arrivals.Closed(users), 100, 1_000, timeoutMillis), NOBODY)
                .only();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void aKnownDelayGivesTheKnownRateAndLatency(int eventLoops) throws Exception {
        engine.close();
        engine = new NettyEngine(eventLoops);
        try (ScriptedServer server = new ScriptedServer((path, before, out, socket) -> {
            Thread.sleep(20);
            out.write(OK);
        })) {
            StreamReport report = run(server, 10, 5_000);
            assertThat(report.counts().errors())
                    .as(report.counts().firstError())
                    .isZero();
            assertThat(report.counts().conserved()).isTrue();
            assertThat(report.counts().scheduled()).isEqualTo(server.requests.get());
            Histogram latency = decode(report);
            assertThat(latency.getTotalCount()).isEqualTo(report.answeredInWindow());
            assertThat(latency.getMinValue()).isGreaterThanOrEqualTo(19_000_000);
            // Little's law ties the three together, however slow the machine is.
            double inFlight = report.answeredInWindow() * latency.getMean() / 1e9;
            // At the window's ends, more of a latency is counted than lies in it, or less.
            assertThat(inFlight).isCloseTo(10, within(1.0 + 10 * latency.getMaxValue() / 1e9));
            assertThat(report.perSecond().stream()
                            .filter(second -> second.second() == 0)
                            .mapToLong(Second::answered))
                    .containsExactly(report.answeredInWindow());
        }
    }

    @Test
    void idsAreThoseOfTheTargetAndOfItsSeed() throws Exception {
        List<String> first = paths();
        assertThat(first).allMatch(path -> path.matches("/items/([1-9][0-9]?|100)"));
        assertThat(first).containsAll(List.of("/items/1", "/items/100", "/items/50"));
        List<String> second = paths();
        int both = Math.min(first.size(), second.size());
        assertThat(second.subList(0, both)).isEqualTo(first.subList(0, both));
    }

    private List<String> paths() throws Exception {
        List<String> paths = new ArrayList<>();
        try (ScriptedServer server = new ScriptedServer((path, before, out, socket) -> {
            paths.add(path);
            out.write(OK);
        })) {
            run(server, 1, 5_000);
        }
        return paths;
    }

    @Test
    void anotherBodyForTheSameIdIsWrongWhoeverGivesIt() throws Exception {
        try (ScriptedServer honest =
                        new ScriptedServer((path, before, out, socket) -> out.write(ScriptedServer.ok(path)));
                ScriptedServer liar = new ScriptedServer((path, before, out, socket) ->
                        out.write(ScriptedServer.ok(before == 500 ? path.replace("items", "itemS") : path)))) {
            assertThat(run(honest, 4, 5_000).counts().errors()).isZero();
            Tally counts = run(liar, 4, 5_000).counts();
            assertThat(counts.wrong()).isEqualTo(1);
            assertThat(counts.firstError()).contains("another body");
            assertThat(counts.conserved()).isTrue();
        }
    }

    @Test
    void bodiesOfAnotherEditionAreComparedWithOneAnotherAlone() throws Exception {
        try (ScriptedServer first =
                        new ScriptedServer((path, before, out, socket) -> out.write(ScriptedServer.ok(path)));
                ScriptedServer second = new ScriptedServer((path, before, out, socket) ->
                        out.write(ScriptedServer.ok(path + "?" + (before == 500 ? "3" : "2"))))) {
            assertThat(run(first.target("/items/{id}", 200), 4, 5_000).counts().errors())
                    .isZero();
            assertThat(run(second.target("/items/{id}", 200).edition(2), 4, 5_000)
                            .counts()
                            .wrong())
                    .isEqualTo(1);
        }
    }

    @Test
    void anotherStatusIsWrong() throws Exception {
        try (ScriptedServer server = new ScriptedServer((path, before, out, socket) -> out.write(
                before % 10 == 9
                        ? "HTTP/1.1 503 Sorry\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII)
                        : OK))) {
            Tally counts = run(server, 2, 5_000).counts();
            assertThat(counts.wrong()).isEqualTo(server.requests.get() / 10);
            assertThat(counts.firstError()).contains("status 503");
            assertThat(counts.conserved()).isTrue();
        }
    }

    @Test
    void aConnectionThatGoesUnderARequestIsRefusedAndOpenedAgain() throws Exception {
        try (ScriptedServer server = new ScriptedServer((path, before, out, socket) -> {
            switch (before % 50) {
                case 10 -> socket.close();
                case 20 -> {
                    out.write("HTTP/1.1 200 OK\r\nContent-Le".getBytes(StandardCharsets.US_ASCII));
                    socket.close();
                }
                case 30 -> {
                    socket.setSoLinger(true, 0);
                    socket.close();
                }
                default -> out.write(OK);
            }
        })) {
            Tally counts = run(server, 2, 5_000).counts();
            assertThat(counts.refused()).isGreaterThanOrEqualTo(3);
            assertThat(counts.answered()).isGreaterThan(50);
            assertThat(counts.conserved()).isTrue();
            assertThat(server.connections.get()).isGreaterThan(3);
        }
    }

    @Test
    void garbageIsWrong() throws Exception {
        try (ScriptedServer server = new ScriptedServer((path, before, out, socket) ->
                out.write(before == 20 ? "SSH-2.0-OpenSSH\r\n\r\n\r\n".getBytes(StandardCharsets.US_ASCII) : OK))) {
            Tally counts = run(server, 1, 5_000).counts();
            assertThat(counts.wrong()).isEqualTo(1);
            assertThat(counts.firstError()).contains("malformed");
            assertThat(counts.conserved()).isTrue();
        }
    }

    @Test
    void silenceTimesOut() throws Exception {
        try (ScriptedServer server = new ScriptedServer((path, before, out, socket) -> {
            if (before != 20) {
                out.write(OK);
            }
        })) {
            Tally counts = run(server, 1, 500).counts();
            assertThat(counts.timedOut()).isEqualTo(1);
            assertThat(counts.firstError()).contains("500 ms");
            assertThat(counts.answered()).isGreaterThan(20);
            assertThat(counts.conserved()).isTrue();
        }
    }

    @Test
    void aServerThatClosesPolitelyIsNoError() throws Exception {
        byte[] last = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 8\r\n\r\nthe same"
                .getBytes(StandardCharsets.US_ASCII);
        try (ScriptedServer server = new ScriptedServer((path, before, out, socket) -> {
            out.write(before % 20 == 19 ? last : OK);
            if (before % 20 == 19) {
                socket.close();
            }
        })) {
            Tally counts = run(server, 1, 5_000).counts();
            assertThat(counts.errors()).as(counts.firstError()).isZero();
            assertThat(server.connections.get()).isGreaterThan(1);
        }
    }

    /** Of forty users who begin together, all are there when the first is answered. */
    @Test
    void usersBeginSpreadAndTheTwinsTogether() throws Exception {
        assertThat(thereAtTheFirstAnswer(new Arrivals.Closed(40, 2_000, 7))).isLessThan(20);
        assertThat(thereAtTheFirstAnswer(new Arrivals.Closed(40))).isEqualTo(40);
    }

    private int thereAtTheFirstAnswer(Arrivals.Closed arrivals) throws Exception {
        AtomicInteger there = new AtomicInteger();
        try (ScriptedServer server = new ScriptedServer((path, before, out, socket) -> {
            if (before == 0) {
                Thread.sleep(400);
                there.set(serverRequests.get().getAsInt());
            } else {
                Thread.sleep(3_000);
            }
            out.write(OK);
        })) {
            serverRequests.set(server.requests::get);
            StreamReport report = engine.run(
                            LoadPlan.of(server.target("/items/{id}", 200), arrivals, 2_500, 500, 10_000), NOBODY)
                    .only();
            assertThat(report.counts().errors()).isZero();
            assertThat(report.counts().scheduled()).isGreaterThanOrEqualTo(40);
        }
        return there.get();
    }

    @Test
    void nobodyListeningIsOneClearMessage() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Target target = new Target("127.0.0.1", port, "/", 1, 1, 42, 200);
        assertThatThrownBy(() -> engine.run(LoadPlan.of(target, new Arrivals.Closed(2), 0, 1_000, 1_000), NOBODY))
                .isInstanceOf(LoadException.class)
                .hasMessageContaining("no connection")
                .hasMessageContaining("refused");
    }

    private static Histogram decode(StreamReport report) throws Exception {
        return Histogram.decodeFromCompressedByteBuffer(
                ByteBuffer.wrap(Base64.getDecoder().decode(report.responseTime())), 0);
    }
}
