package dev.heddle.blocking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.workload.Dataset;
import dev.heddle.workload.Problem;
import dev.heddle.workload.ProblemException;
import dev.heddle.workload.RpcReply;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tests the client against the real RPC service, which counts calls and connections. The time limit finds a hang. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RpcClientTest {
    private static final Deadlines DEADLINES = new Deadlines();
    private static final int CALLS = 300;

    private static RpcServiceProcess service;

    @BeforeAll
    static void start() throws IOException {
        service = RpcServiceProcess.start("fixed:5000000");
    }

    @AfterAll
    static void stop() throws IOException {
        service.close();
    }

    @BeforeEach
    void reset() throws Exception {
        RpcServiceProcess.tell(service.url(), "reset");
        awaitConnections(0);
    }

    private static RpcClient client() {
        return new RpcClient(service.url(), CALLS, Duration.ofSeconds(2), DEADLINES);
    }

    private static long soon() {
        return System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    }

    private static void awaitConnections(long connections) throws Exception {
        while (RpcServiceProcess.counts(service.url()).connections() != connections) {
            Thread.sleep(10);
        }
    }

    private static void awaitHeld(long held) throws Exception {
        while (RpcServiceProcess.counts(service.url()).held() != held) {
            Thread.sleep(10);
        }
    }

    @Test
    void readsWhatTheServiceAnswers() {
        Dataset dataset = new Dataset(1, 1, 0);
        try (RpcClient client = client()) {
            for (int id = 1; id < 20; id++) {
                assertThat(client.prepare(id % 3, id, soon()).run()).isEqualTo(dataset.reply(id % 3, id));
            }
        }
    }

    @Test
    void isReadyWhenTheServiceIs() {
        try (RpcClient client = client()) {
            assertThat(client.ready()).isTrue();
        }
    }

    @Test
    void opensAsManyConnectionsAsCallsAreInFlightAndUsesThemAgain() throws Exception {
        try (RpcClient client = client();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            RpcServiceProcess.tell(service.url(), "hold");
            List<Future<RpcReply>> first = start(client, threads, CALLS);
            awaitHeld(CALLS);
            assertThat(RpcServiceProcess.counts(service.url()).connections()).isEqualTo(CALLS);
            RpcServiceProcess.tell(service.url(), "release");
            check(first);

            check(start(client, threads, CALLS));
            RpcServiceProcess.Counts counts = RpcServiceProcess.counts(service.url());
            assertThat(counts.calls()).isEqualTo(2 * CALLS);
            assertThat(counts.answered()).isEqualTo(2 * CALLS);
            assertThat(counts.connections()).isEqualTo(CALLS);
        }
        awaitConnections(0);
    }

    @Test
    void oneCallerNeedsOneConnection() throws Exception {
        try (RpcClient client = client()) {
            for (int id = 0; id < 20; id++) {
                client.prepare(0, id, soon()).run();
            }
            assertThat(RpcServiceProcess.counts(service.url()).connections()).isEqualTo(1);
        }
    }

    @Test
    void survivesThatTheServiceClosesEveryConnection() throws Exception {
        try (RpcClient client = client();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            check(start(client, threads, 50));
            RpcServiceProcess.tell(service.url(), "reset");
            check(start(client, threads, 50));
            assertThat(RpcServiceProcess.counts(service.url()).answered()).isEqualTo(50);
        }
    }

    @Test
    void leaksNoConnectionWhenCallsAreCancelledAtAnyMoment() throws Exception {
        try (RpcClient client = client();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            int answered = 0;
            for (int round = 0; round < 20; round++) {
                List<RpcCall> calls = new ArrayList<>();
                List<Future<RpcReply>> replies = new ArrayList<>();
                // The calls are cancelled once this many have their reply: none at first, later while others are
                // reading theirs.
                CountDownLatch enough = new CountDownLatch(2 * round);
                for (int id = 0; id < 50; id++) {
                    RpcCall call = client.prepare(0, id, soon());
                    calls.add(call);
                    replies.add(threads.submit(() -> {
                        RpcReply reply = call.run();
                        enough.countDown();
                        return reply;
                    }));
                }
                enough.await();
                calls.forEach(RpcCall::cancel);
                for (Future<RpcReply> reply : replies) {
                    answered += ended(reply);
                }
            }
            assertThat(answered).as("some were in time, some were not").isBetween(1, 999);
            // No call is in flight any more, so every open connection is idle and whole: each serves without another
            // being opened.
            awaitSteadyConnections();
            long idle = RpcServiceProcess.counts(service.url()).connections();
            check(start(client, threads, 50));
            assertThat(RpcServiceProcess.counts(service.url()).connections()).isLessThanOrEqualTo(Math.max(idle, 50));
        }
        awaitConnections(0);
    }

    private static void awaitSteadyConnections() throws Exception {
        long before = -1;
        long now = RpcServiceProcess.counts(service.url()).connections();
        while (now != before) {
            Thread.sleep(100);
            before = now;
            now = RpcServiceProcess.counts(service.url()).connections();
        }
    }

    /** Returns 1 if there is a reply, and 0 if the call failed as a cancelled one does. */
    private static int ended(Future<RpcReply> reply) throws Exception {
        try {
            reply.get(10, TimeUnit.SECONDS);
            return 1;
        } catch (ExecutionException e) {
            assertThat(e.getCause())
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            failure -> assertThat(failure.problem()).isEqualTo(Problem.RPC_FAILED));
            return 0;
        }
    }

    private static List<Future<RpcReply>> start(RpcClient client, ExecutorService threads, int calls) {
        List<Future<RpcReply>> replies = new ArrayList<>();
        for (int id = 0; id < calls; id++) {
            RpcCall call = client.prepare(0, id, soon());
            replies.add(threads.submit(call::run));
        }
        return replies;
    }

    private static void check(List<Future<RpcReply>> replies) throws Exception {
        for (int id = 0; id < replies.size(); id++) {
            assertThat(replies.get(id).get(30, TimeUnit.SECONDS).id()).isEqualTo(id);
        }
    }
}
