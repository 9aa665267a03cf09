package dev.heddle.blocking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.heddle.workload.Problem;
import dev.heddle.workload.ProblemException;
import dev.heddle.workload.RpcFailure;
import dev.heddle.workload.RpcReply;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the compositions on three services that answer, fail or hang as the test says. The time limit finds a hang. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FanOutTest {
    private static final Deadlines DEADLINES = new Deadlines();

    /**
     * Holds three services by what they do: {@code o}k, {@code f}ails, {@code h}angs. The others wait until the hanging ones
     * hang.
     */
    private record Services(FaultyServer[] servers, RpcClient[] clients, AtomicInteger running)
            implements AutoCloseable {
        static Services of(String behaviour) throws Exception {
            int count = behaviour.length();
            CountDownLatch hanging = new CountDownLatch(
                    (int) behaviour.chars().filter(c -> c == 'h').count());
            FaultyServer[] servers = new FaultyServer[count];
            RpcClient[] clients = new RpcClient[count];
            for (int i = 0; i < count; i++) {
                char what = behaviour.charAt(i);
                int value = i;
                servers[i] = new FaultyServer((connection, request, socket) -> {
                    if (what == 'h') {
                        FaultyServer.awaitEnd(socket, hanging);
                        return;
                    }
                    hanging.await();
                    FaultyServer.send(
                            socket, what == 'o' ? FaultyServer.ok(value) : FaultyServer.response("500 No", "{}"));
                });
                clients[i] = client(servers[i].url());
            }
            return new Services(servers, clients, new AtomicInteger());
        }

        private static RpcClient client(URI url) {
            return new RpcClient(url, 8, Duration.ofSeconds(2), DEADLINES);
        }

        List<RpcCall> calls(long deadline) {
            List<RpcCall> calls = new ArrayList<>();
            for (int i = 0; i < clients.length; i++) {
                calls.add(clients[i].prepare(i, 7, deadline));
            }
            return calls;
        }

        /** Returns a fan-out that gives each call a thread, and counts those that still run. */
        FanOut fanOut() {
            Executor threads = task -> {
                running.incrementAndGet();
                Thread.ofVirtual().start(() -> {
                    try {
                        task.run();
                    } finally {
                        running.decrementAndGet();
                    }
                });
            };
            return new FanOut(threads, DEADLINES);
        }

        void awaitAllEnded() throws InterruptedException {
            while (running.get() > 0) {
                Thread.sleep(5);
            }
        }

        @Override
        public void close() throws Exception {
            for (int i = 0; i < servers.length; i++) {
                clients[i].close();
                servers[i].close();
            }
        }
    }

    private static long in(long millis) {
        return System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    }

    private static final long FAR = 30_000;

    @Test
    void allHasEveryReplyInOrder() throws Exception {
        try (Services services = Services.of("ooo")) {
            long deadline = in(FAR);
            assertThat(services.fanOut().all(services.calls(deadline), deadline))
                    .extracting(RpcReply::value)
                    .containsExactly(0L, 1L, 2L);
            assertThat(services.fanOut().sequential(services.calls(deadline)))
                    .extracting(RpcReply::value)
                    .containsExactly(0L, 1L, 2L);
        }
    }

    @Test
    void allEndsWithTheFirstFailureAndCancelsTheRest() throws Exception {
        try (Services services = Services.of("hfo")) {
            long deadline = in(FAR);
            assertThat(failure(() -> services.fanOut().all(services.calls(deadline), deadline)))
                    .isEqualTo(Problem.RPC_FAILED);
            assertThat(services.servers()[0].awaitClosedByClient()).isEqualTo(1);
            services.awaitAllEnded();
        }
    }

    @Test
    void allSettledTellsEveryOutcome() throws Exception {
        try (Services services = Services.of("ofo")) {
            long deadline = in(FAR);
            assertThat(services.fanOut().allSettled(services.calls(deadline), deadline))
                    .containsExactly(new RpcReply("s0", 7, 0), new RpcFailure("s1"), new RpcReply("s0", 7, 2));
        }
    }

    @Test
    void anyTakesTheFirstSuccessAndCancelsTheRest() throws Exception {
        try (Services services = Services.of("hfo")) {
            long deadline = in(FAR);
            assertThat(services.fanOut().any(services.calls(deadline), deadline).value())
                    .isEqualTo(2);
            assertThat(services.servers()[0].awaitClosedByClient()).isEqualTo(1);
            services.awaitAllEnded();
        }
    }

    @Test
    void anyFailsWhenAllHave() throws Exception {
        try (Services services = Services.of("fff")) {
            long deadline = in(FAR);
            assertThat(failure(() -> services.fanOut().any(services.calls(deadline), deadline)))
                    .isEqualTo(Problem.RPC_FAILED);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"hoh", "hfh"})
    void raceEndsWithTheFirstOutcomeAndCancelsTheRest(String behaviour) throws Exception {
        try (Services services = Services.of(behaviour)) {
            long deadline = in(FAR);
            if (behaviour.equals("hoh")) {
                assertThat(services.fanOut()
                                .race(services.calls(deadline), deadline)
                                .value())
                        .isEqualTo(1);
            } else {
                assertThat(failure(() -> services.fanOut().race(services.calls(deadline), deadline)))
                        .isEqualTo(Problem.RPC_FAILED);
            }
            assertThat(services.servers()[0].awaitClosedByClient()).isEqualTo(1);
            assertThat(services.servers()[2].awaitClosedByClient()).isEqualTo(1);
            services.awaitAllEnded();
        }
    }

    @Test
    void theDeadlineEndsEachOfThem() throws Exception {
        try (Services services = Services.of("hhh")) {
            FanOut fanOut = services.fanOut();
            List<Composed> all = List.of(
                    fanOut::all,
                    fanOut::allSettled,
                    fanOut::any,
                    fanOut::race,
                    (calls, deadline) -> fanOut.sequential(calls));
            for (Composed composed : all) {
                long deadline = in(100);
                assertThat(failure(() -> composed.run(services.calls(deadline), deadline)))
                        .isIn(Problem.DEADLINE);
                assertThat(System.nanoTime() - deadline).isBetween(0L, TimeUnit.SECONDS.toNanos(5));
            }
            services.awaitAllEnded();
        }
    }

    @Test
    void withoutAThreadItIsOverloadedAndNothingIsLeftBehind() throws Exception {
        try (Services services = Services.of("hoo")) {
            AtomicInteger threads = new AtomicInteger();
            FanOut fanOut = new FanOut(
                    task -> {
                        if (threads.incrementAndGet() > 1) {
                            throw new RejectedExecutionException();
                        }
                        Thread.ofVirtual().start(task);
                    },
                    DEADLINES);
            long deadline = in(FAR);
            assertThat(failure(() -> fanOut.any(services.calls(deadline), deadline)))
                    .isEqualTo(Problem.OVERLOADED);
        }
    }

    /** Whoever runs a call keeps its deadline; the wait for the calls has a deadline too. */
    @Test
    void whatNeverRunsEndsAtTheDeadline() throws Exception {
        try (Services services = Services.of("oo")) {
            FanOut fanOut = new FanOut(task -> {}, DEADLINES);
            for (Composed composed : List.<Composed>of(fanOut::all, fanOut::allSettled, fanOut::any, fanOut::race)) {
                long deadline = in(100);
                assertThat(failure(() -> composed.run(services.calls(deadline), deadline)))
                        .isEqualTo(Problem.DEADLINE);
                assertThat(System.nanoTime() - deadline).isBetween(0L, TimeUnit.SECONDS.toNanos(5));
            }
        }
    }

    private interface Composed {
        Object run(List<RpcCall> calls, long deadline);
    }

    private static Problem failure(ThrowingCallable composed) {
        ProblemException failure = catchThrowableOfType(ProblemException.class, composed);
        assertThat(failure).as("it must not succeed").isNotNull();
        return failure.problem();
    }
}
