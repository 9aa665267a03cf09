package dev.heddle.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OpenLoopTest {
    private static final byte[] OK = ScriptedServer.ok("the same");
    private static final LoadEngine.Window NOBODY = new LoadEngine.Window() {
        @Override
        public void begins() {}

        @Override
        public void ended() {}
    };

    private static LoadPlan plan(
            ScriptedServer server, double perSecond, ConnectionPolicy policy, int backlog, long millis, long timeout) {
        return LoadPlan.of(
                server.target("/items/{id}", 200),
                new Arrivals.ConstantRate(perSecond),
                policy,
                backlog,
                0,
                millis,
                timeout);
    }

    private static ScriptedServer answeringAfter(long millis) throws IOException {
        return new ScriptedServer((path, before, out, socket) -> {
            Thread.sleep(millis);
            out.write(OK);
        });
    }

    private static void conserved(StreamReport report) {
        assertThat(new Checks("", report).conserved().done()).allMatch(SelfTest.Check::passed);
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void everyTransportSendsToTheUnitAndPassesSecondsOnAsTheyEnd(Transport transport) throws Exception {
        List<Second> live = new CopyOnWriteArrayList<>();
        try (NettyEngine engine = new NettyEngine(2, NettyEngine.AUTOMATIC_TICK, transport);
                ScriptedServer server = new ScriptedServer((path, before, out, socket) -> out.write(OK))) {
            LoadPlan plan = LoadPlan.of(
                    server.target("/items/{id}", 200),
                    new Arrivals.ConstantRate(500),
                    new ConnectionPolicy.AllActive(9),
                    1_000,
                    200,
                    1_500,
                    5_000);
            LoadReport report = engine.run(plan, new LoadEngine.Window() {
                @Override
                public void begins() {}

                @Override
                public void ended() {}

                @Override
                public void second(String stream, Second second) {
                    live.add(second);
                }
            });
            StreamReport only = report.only();
            assertThat(only.counts().errors()).as(only.counts().firstError()).isZero();
            assertThat(only.scheduledInWindow()).isEqualTo(750);
            assertThat(only.answeredInWindow()).isEqualTo(750);
            // Counted are the requests before the window, those in it, and those that go on until the last of these
            // is answered.
            assertThat(only.counts().scheduled()).isBetween(850L, 950L).isEqualTo(server.requests.get());
            assertThat(only.perSecond()).isEqualTo(live);
            assertThat(live.subList(0, 2)).extracting(Second::second).containsExactly(-1, 0);
            assertThat(live.subList(0, 2)).extracting(Second::scheduled).containsExactly(100L, 500L);
            assertThat(live.get(1).p50Nanos()).isBetween(1L, live.get(1).maxNanos());
            assertThat(Reports.decode(only.lateness()).getTotalCount()).isEqualTo(750);
            assertThat(report.generator()).isNotNull();
            conserved(only);
        }
    }

    /** Of a hundred requests a second, twenty are served: the rate of answers in the window is the server's, not the clients'. */
    @Test
    void whatArrivesAfterTheWindowIsNotServedInIt() throws Exception {
        try (NettyEngine engine = new NettyEngine(1);
                ScriptedServer server = answeringAfter(50)) {
            StreamReport report = engine.run(
                            plan(server, 100, new ConnectionPolicy.AllActive(1), 1_000, 1_000, 20_000), NOBODY)
                    .only();
            assertThat(report.answeredInWindow()).isEqualTo(100);
            assertThat(report.arrivedInWindow())
                    .isBetween(1L, 20L)
                    .isEqualTo(report.perSecond().stream()
                            .filter(second -> second.second() == 0)
                            .mapToLong(Second::answered)
                            .sum());
            conserved(report);
        }
    }

    /** The server hurries as soon as nobody comes any more. It must not answer the window's last requests in that state. */
    @Test
    void theWindowsLastRequestsAreServedUnderLoadToo() throws Exception {
        AtomicLong lastCame = new AtomicLong();
        try (NettyEngine engine = new NettyEngine(2);
                ScriptedServer server = new ScriptedServer((path, before, out, socket) -> {
                    long came = System.nanoTime();
                    lastCame.set(came);
                    while (System.nanoTime() - came < TimeUnit.MILLISECONDS.toNanos(500)
                            && System.nanoTime() - lastCame.get() < TimeUnit.MILLISECONDS.toNanos(250)) {
                        Thread.sleep(5);
                    }
                    out.write(OK);
                })) {
            StreamReport report = engine.run(
                            plan(server, 100, new ConnectionPolicy.AllActive(100), 1_000, 1_000, 5_000), NOBODY)
                    .only();
            // A quarter of them would be answered faster than that.
            assertThat(Reports.decode(report.responseTime()).getValueAtPercentile(10))
                    .isGreaterThan(TimeUnit.MILLISECONDS.toNanos(480));
            assertThat(report.scheduledInWindow()).isEqualTo(100);
            assertThat(report.counts().scheduled()).isGreaterThan(120).isEqualTo(server.requests.get());
            conserved(report);
        }
    }

    /** A wait for a connection is the server's doing, and no lateness of the engine. */
    @Test
    void waitingForAConnectionIsNotLateness() throws Exception {
        try (NettyEngine engine = new NettyEngine(1);
                ScriptedServer server = answeringAfter(50)) {
            StreamReport report = engine.run(
                            plan(server, 100, new ConnectionPolicy.AllActive(1), 1_000, 1_000, 20_000), NOBODY)
                    .only();
            Histogram lateness = Reports.decode(report.lateness());
            assertThat(lateness.getTotalCount()).isEqualTo(100);
            assertThat(10 * lateness.getValueAtPercentile(50))
                    .isLessThan(Reports.decode(report.responseTime()).getValueAtPercentile(50));
        }
    }

    @Test
    void nothingIsSentBeforeItIsReadyAndAllIsAnsweredOverOpenConnectionsWhenItIsDrained() throws Exception {
        List<Integer> seen = new CopyOnWriteArrayList<>();
        try (NettyEngine engine = new NettyEngine(2);
                ScriptedServer server = new ScriptedServer((path, before, out, socket) -> out.write(OK))) {
            StreamReport report = engine.run(
                            plan(server, 200, new ConnectionPolicy.AllActive(6), 100, 300, 5_000),
                            new LoadEngine.Window() {
                                @Override
                                public void ready() {
                                    seen.add(server.requests.get());
                                }

                                @Override
                                public void begins() {}

                                @Override
                                public void ended() {}

                                @Override
                                public void drained() {
                                    seen.add(server.requests.get());
                                    seen.add(server.open.size());
                                }
                            })
                    .only();
            assertThat(seen).containsExactly(0, (int) report.counts().answered(), 6);
        }
    }

    @Test
    void whatFindsNoConnectionWaitsAndWhatFindsNoRoomIsUnsent() throws Exception {
        try (NettyEngine engine = new NettyEngine(1);
                ScriptedServer server = answeringAfter(100)) {
            StreamReport report = engine.run(
                            plan(server, 200, new ConnectionPolicy.AllActive(2), 10, 1_000, 5_000), NOBODY)
                    .only();
            assertThat(report.mostBacklog()).isEqualTo(10);
            assertThat(report.counts().unsent()).isGreaterThan(150);
            assertThat(report.counts().answered()).isEqualTo(server.requests.get());
            Histogram response = Reports.decode(report.responseTime());
            // Ten requests wait for two connections, 100 ms each.
            assertThat(response.getMaxValue()).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(500));
            assertThat(Reports.decode(report.serviceTime()).getMaxValue()).isLessThan(response.getMaxValue());
            conserved(report);
        }
    }

    @Test
    void whatWaitsTooLongTimesOutAndShowsInTheResponseTimes() throws Exception {
        try (NettyEngine engine = new NettyEngine(1);
                ScriptedServer server = new ScriptedServer((path, before, out, socket) -> Thread.sleep(60_000))) {
            StreamReport report = engine.run(
                            plan(server, 100, new ConnectionPolicy.AllActive(2), 1_000, 500, 300), NOBODY)
                    .only();
            assertThat(report.scheduledInWindow()).isEqualTo(50);
            assertThat(report.answeredInWindow()).isZero();
            Histogram response = Reports.decode(report.responseTime());
            assertThat(response.getTotalCount()).isEqualTo(50);
            assertThat(response.getMinValue()).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(298));
            conserved(report);
        }
    }

    @Test
    void connectionsTakeTurnsAndDedicatedOnesDoNotHelpEachOther() throws Exception {
        Map<Socket, Integer> served = new ConcurrentHashMap<>();
        AtomicLong slept = new AtomicLong();
        try (NettyEngine engine = new NettyEngine(1);
                ScriptedServer server = new ScriptedServer((path, before, out, socket) -> {
                    // One of the connections is slow.
                    if (served.merge(socket, 1, Integer::sum) == 1 && before == 0) {
                        long begin = System.nanoTime();
                        Thread.sleep(700);
                        slept.set(System.nanoTime() - begin);
                    }
                    out.write(OK);
                })) {
            StreamReport turns = engine.run(
                            plan(server, 100, new ConnectionPolicy.AllActive(4), 1_000, 1_000, 5_000), NOBODY)
                    .only();
            assertThat(turns.answeredInWindow()).isEqualTo(100);
            assertThat(served.values())
                    .hasSize(4)
                    .allMatch(count -> count <= 40)
                    .anyMatch(count -> count <= 15);
            served.clear();
            server.requests.set(0);
            LoadReport apart =
                    engine.run(plan(server, 100, new ConnectionPolicy.Dedicated(4), 1_000, 1_000, 5_000), NOBODY);
            StreamReport dedicated = apart.only();
            // Each connection has a quarter of the window's requests, and of those that go on until the last of them
            // is answered.
            assertThat(served.values()).hasSize(4).allMatch(count -> count >= 25 && count <= 30);
            // The slow connection has a quarter of what came while it slept, 17 in 700 ms, and of what came while
            // this machine stood still.
            long stall = Objects.requireNonNull(apart.generator()).maxTickLatenessNanos();
            assertThat(dedicated.mostBacklog())
                    .isBetween(10, (int) (slept.get() / 40_000_000 + stall / 10_000_000 + 1));
            conserved(turns);
            conserved(dedicated);
        }
    }

    @Test
    void anIdleConnectionThatIsClosedIsNoticedAndOpenedAgain() throws Exception {
        Set<Socket> used = ConcurrentHashMap.newKeySet();
        try (NettyEngine engine = new NettyEngine(2);
                ScriptedServer server = new ScriptedServer((path, before, out, socket) -> {
                    used.add(socket);
                    out.write(OK);
                })) {
            Thread closer = Thread.ofVirtual().start(() -> {
                try {
                    while (server.connections.get() < 24 || used.size() < 4) {
                        Thread.sleep(5);
                    }
                    for (Socket socket : server.open) {
                        if (!used.contains(socket)) {
                            socket.close();
                        }
                    }
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
            StreamReport report = engine.run(
                            plan(server, 100, new ConnectionPolicy.IdleBeside(4, 20), 100, 1_000, 5_000), NOBODY)
                    .only();
            closer.join();
            assertThat(report.connections()).isEqualTo(24);
            assertThat(report.reconnects()).isEqualTo(20);
            assertThat(server.connections.get()).isEqualTo(44);
            assertThat(report.counts().errors()).isZero();
            assertThat(report.counts().firstError()).contains("without a request");
            conserved(report);
        }
    }

    @Test
    void streamsRunSideBySideWithAReportEach() throws Exception {
        try (NettyEngine engine = new NettyEngine(2);
                ScriptedServer server = new ScriptedServer((path, before, out, socket) -> out.write(OK))) {
            Stream slow = new Stream(
                    "slow",
                    server.target("/slow/{id}", 200),
                    new Arrivals.ConstantRate(50),
                    new ConnectionPolicy.AllActive(1),
                    100);
            Stream fast = new Stream(
                    "fast",
                    server.target("/fast/{id}", 200),
                    new Arrivals.Poisson(400, 1),
                    new ConnectionPolicy.AllActive(5),
                    100);
            Stream closed = Stream.closed("closed", server.target("/closed/{id}", 200), new Arrivals.Closed(3));
            LoadReport report = engine.run(new LoadPlan(List.of(slow, fast, closed), 0, 1_000, 5_000), NOBODY);
            assertThat(report.streams()).extracting(StreamReport::name).containsExactly("slow", "fast", "closed");
            assertThat(report.streams().getFirst().scheduledInWindow()).isEqualTo(50);
            assertThat(report.streams().get(1).scheduledInWindow()).isBetween(300L, 500L);
            assertThat(report.streams().get(2).answeredInWindow()).isPositive();
            assertThat(report.streams().stream()
                            .mapToLong(stream -> stream.counts().answered())
                            .sum())
                    .isEqualTo(server.requests.get());
            report.streams().forEach(OpenLoopTest::conserved);
        }
    }

    @Test
    void aRunThatIsStoppedAccountsForEveryRequest() throws Exception {
        ConcurrentLinkedQueue<Long> stopped = new ConcurrentLinkedQueue<>();
        try (NettyEngine engine = new NettyEngine(2);
                ScriptedServer server = answeringAfter(50)) {
            Thread stopper = Thread.ofVirtual().start(() -> {
                try {
                    Thread.sleep(500);
                    stopped.add(System.nanoTime());
                    engine.stop();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            StreamReport report = engine.run(
                            plan(server, 500, new ConnectionPolicy.AllActive(4), 10_000, 60_000, 5_000), NOBODY)
                    .only();
            stopper.join();
            assertThat(stopped).hasSize(1);
            assertThat(report.counts().scheduled()).isLessThan(5_000);
            assertThat(report.counts().unsent()).isPositive();
            assertThat(report.counts().answered()).isEqualTo(server.requests.get());
            conserved(report);
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void aRequestThatDoesNotFitTheSocketIsSentWhole(Transport transport) throws Exception {
        String path = "/" + "x".repeat(3_000_000);
        try (NettyEngine engine = new NettyEngine(1, NettyEngine.AUTOMATIC_TICK, transport);
                ScriptedServer server = new ScriptedServer((asked, before, out, socket) ->
                        out.write(asked.equals(path) ? OK : ScriptedServer.ok("another path")))) {
            StreamReport report = engine.run(
                            LoadPlan.of(server.target(path, 200), new Arrivals.Closed(2), 0, 300, 5_000), NOBODY)
                    .only();
            assertThat(report.counts().errors())
                    .as(report.counts().firstError())
                    .isZero();
            assertThat(report.counts().answered()).isPositive().isEqualTo(server.requests.get());
        }
    }
}
