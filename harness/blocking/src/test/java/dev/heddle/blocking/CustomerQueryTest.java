package dev.heddle.blocking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.heddle.workload.CustomerOrders;
import dev.heddle.workload.Dataset;
import dev.heddle.workload.PostgresAddress;
import dev.heddle.workload.Problem;
import dev.heddle.workload.ProblemException;
import dev.heddle.workload.Settings;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.jdbc.PgConnection;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs the query on a real PostgreSQL that is held up, killed, stopped and started. The time limit finds a hang. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CustomerQueryTest {
    private static final Dataset DATASET = new Dataset(42, 100, 3);
    private static final int POOL = 2;
    private static final long RECOVERY_MS = 5_000;

    @TempDir
    private static Path temporary;

    private static Process postgres;
    private static BufferedReader answers;
    private static PostgresAddress address;
    private static Deadlines deadlines;
    private static CustomerQuery query;

    @BeforeAll
    static void start() throws Exception {
        postgres = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-cp",
                        downstream(),
                        "dev.heddle.downstream.Main",
                        "postgres",
                        temporary.resolve("postgres").toString(),
                        "42",
                        "100",
                        "3",
                        "20")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        answers = postgres.inputReader();
        String url =
                JsonMapper.shared().readTree(answers.readLine()).path("url").stringValue();
        address = PostgresAddress.of(url);
        deadlines = new Deadlines();
        query = new CustomerQuery(settings(url), deadlines);
        await();
    }

    /**
     * Returns the class path of the downstream. If its jar is packaged, the jar alone, which names its libraries: PostgreSQL's
     * binaries must not be there twice.
     */
    private static String downstream() {
        String whole = System.getProperty("java.class.path");
        return Stream.of(whole.split(File.pathSeparator))
                .filter(entry -> entry.endsWith("downstream.jar"))
                .findFirst()
                .orElse(whole);
    }

    private static Settings settings(String url) {
        return Settings.from(Map.ofEntries(
                Map.entry("HEDDLE_HOST", "127.0.0.1"),
                Map.entry("HEDDLE_PORT", "1"),
                Map.entry("HEDDLE_POSTGRES_URL", url),
                Map.entry("HEDDLE_POSTGRES_POOL", "" + POOL),
                Map.entry("HEDDLE_RPC_URL", "http://127.0.0.1:1"),
                Map.entry("HEDDLE_RPC_CALLS", "1"),
                Map.entry("HEDDLE_RPC_MODE", "all"),
                Map.entry("HEDDLE_TIMEOUT_MS", "1000"),
                Map.entry("HEDDLE_COMBINE_ROUNDS", "0"),
                Map.entry("HEDDLE_MAX_IN_FLIGHT", "8"),
                Map.entry("HEDDLE_CPUS", "1")));
    }

    @AfterAll
    static void stop() throws Exception {
        query.close();
        deadlines.close();
        postgres.outputWriter().close();
        assertThat(postgres.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }

    @AfterEach
    void recovers() throws Exception {
        await();
    }

    @Test
    void findsWhatTheDatasetSays() {
        assertThat(query.find(7, in(10_000))).isEqualTo(new CustomerOrders(DATASET.customer(7), DATASET.orders(7)));
        assertThat(failure(begin(101, in(10_000)))).isEqualTo(Problem.NOT_FOUND);
    }

    @Test
    void queriesThatWaitEndAtTheDeadlineAndThoseWithoutAConnectionBefore() throws Exception {
        tell("hold");
        long deadline = in(1_000);
        List<Problem> ends = new ArrayList<>();
        List<CompletableFuture<CustomerOrders>> begun = new ArrayList<>();
        for (int i = 0; i < 2 * POOL; i++) {
            begun.add(begin(7, deadline));
        }
        begun.forEach(one -> ends.add(failure(one)));
        assertThat(System.nanoTime() - deadline).isLessThan(TimeUnit.SECONDS.toNanos(5));
        assertThat(ends)
                .containsExactlyInAnyOrder(Problem.DEADLINE, Problem.DEADLINE, Problem.OVERLOADED, Problem.OVERLOADED);
        tell("release");
    }

    @Test
    void aKilledQueryHasFailed() throws Exception {
        tell("hold");
        CompletableFuture<CustomerOrders> held = begin(7, in(20_000));
        Thread.sleep(300);
        tell("kill");
        assertThat(failure(held)).isEqualTo(Problem.QUERY_FAILED);
        tell("release");
    }

    @Test
    void aStoppedServerFailsQueriesUntilItIsBack() throws Exception {
        tell("stop");
        for (int i = 0; i < 2 * POOL; i++) {
            assertThat(failure(begin(7, in(20_000)))).isEqualTo(Problem.QUERY_FAILED);
        }
        assertThat(query.ready()).isFalse();
        // This is long enough for HikariCP's own pauses to have grown beyond what the test waits for.
        Thread.sleep(6_000);
        tell("start");
    }

    /** The broken twin is HikariCP by itself, which gives each thread the connection that this thread used last. */
    @Test
    void theFirstIdleConnectionInTheOrderOfOpeningIsHandedOut() throws Exception {
        HikariDataSource pool = pool(4);
        try (DatabaseConnections connections = new DatabaseConnections(pool, Duration.ofSeconds(10))) {
            assertThat(backendsOfThreadsInTurn(
                            connections::take,
                            DatabaseConnections.Lease::connection,
                            used -> connections.giveBack(used, true)))
                    .isEqualTo(1);
        }
        try (HikariDataSource alone = pool(4)) {
            assertThat(backendsOfThreadsInTurn(alone::getConnection, connection -> connection, Connection::close))
                    .isEqualTo(4);
        }
    }

    @Test
    void whatIsIdleBesideABrokenConnectionIsNotTrusted() throws Exception {
        HikariDataSource pool = pool(3);
        try (DatabaseConnections connections = new DatabaseConnections(pool, Duration.ofSeconds(10))) {
            DatabaseConnections.Lease first = connections.take();
            DatabaseConnections.Lease second = connections.take();
            Set<Integer> before = Set.of(backend(first.connection()), backend(second.connection()));
            connections.giveBack(second, true);
            connections.giveBack(first, true);
            assertThat(connections.take()).isSameAs(first);
            connections.giveBack(first, false);
            for (int i = 0; i < 3; i++) {
                assertThat(before).doesNotContain(backend(connections.take().connection()));
            }
        }
    }

    private interface Taking<T> {
        T take() throws SQLException;
    }

    private interface Returning<T> {
        void giveBack(T taken) throws SQLException;
    }

    /** Lets four threads have a connection each at the same time, then one after the other. Returns how many then served. */
    private static <T> int backendsOfThreadsInTurn(
            Taking<T> taking, Function<T, Connection> connection, Returning<T> returning) throws Exception {
        List<ExecutorService> threads = new ArrayList<>();
        try {
            CyclicBarrier together = new CyclicBarrier(4);
            List<Future<?>> held = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                ExecutorService thread = Executors.newSingleThreadExecutor();
                threads.add(thread);
                held.add(thread.submit(() -> {
                    T taken = taking.take();
                    together.await();
                    returning.giveBack(taken);
                    return null;
                }));
            }
            for (Future<?> one : held) {
                one.get(20, TimeUnit.SECONDS);
            }
            Set<Integer> served = new HashSet<>();
            for (ExecutorService thread : threads) {
                Future<Integer> backend = thread.submit(() -> {
                    T taken = taking.take();
                    int pid = backend(connection.apply(taken));
                    returning.giveBack(taken);
                    return pid;
                });
                served.add(backend.get(20, TimeUnit.SECONDS));
            }
            return served.size();
        } finally {
            threads.forEach(ExecutorService::shutdownNow);
        }
    }

    private static int backend(Connection connection) throws SQLException {
        return connection.unwrap(PgConnection.class).getBackendPID();
    }

    private static HikariDataSource pool(int size) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(new String[] {address.host()});
        source.setPortNumbers(new int[] {address.port()});
        source.setDatabaseName(address.database());
        source.setUser(address.user());
        source.setPassword(address.password());
        HikariConfig config = new HikariConfig();
        config.setDataSource(source);
        config.setMaximumPoolSize(size);
        config.setConnectionTimeout(10_000);
        return new HikariDataSource(config);
    }

    /** Waits for a right answer, as long as the test allows. */
    private static void await() throws InterruptedException {
        long end = in(RECOVERY_MS);
        while (true) {
            try {
                query.find(7, in(1_000));
                return;
            } catch (ProblemException e) {
                assertThat(System.nanoTime() - end).as("no recovery").isNegative();
                Thread.sleep(20);
            }
        }
    }

    private static CompletableFuture<CustomerOrders> begin(long id, long deadline) {
        return CompletableFuture.supplyAsync(
                () -> query.find(id, deadline), task -> Thread.ofVirtual().start(task));
    }

    private static Problem failure(CompletableFuture<CustomerOrders> query) {
        ProblemException failure = catchThrowableOfType(ProblemException.class, () -> {
            try {
                query.get(20, TimeUnit.SECONDS);
            } catch (ExecutionException e) {
                throw Objects.requireNonNull(e.getCause());
            }
        });
        assertThat(failure).as("the query must not succeed").isNotNull();
        return failure.problem();
    }

    private static long in(long millis) {
        return System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    }

    private static void tell(String command) throws IOException {
        postgres.outputWriter().write(command + "\n");
        postgres.outputWriter().flush();
        JsonNode answer = JsonMapper.shared().readTree(answers.readLine());
        assertThat(answer.has("error")).as(answer.toString()).isFalse();
    }
}
