package dev.heddle.downstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.heddle.workload.Customer;
import dev.heddle.workload.CustomerOrders;
import dev.heddle.workload.Dataset;
import dev.heddle.workload.Order;
import dev.heddle.workload.PostgresAddress;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PostgresTest {
    private static final Dataset DATASET = new Dataset(42, 1_000, 10);

    @TempDir
    private static Path temporary;

    private static Postgres.Embedded server;

    @BeforeAll
    static void start() throws Exception {
        server = Postgres.Embedded.start(temporary.resolve("server"), 10);
        Seed.fill(server.address(), DATASET);
    }

    @AfterAll
    static void stop() {
        long pid = server.pid();
        assertThat(ProcessHandle.of(pid)).isPresent();
        server.close();
        assertThat(temporary.resolve("server")).doesNotExist();
        assertThat(gone(pid)).isTrue();
    }

    /** Unpacking them takes longer than all the rest of a start. */
    @Test
    void itsBinariesAreUnpackedOnceForAllServersAndItsDataIsItsOwn() {
        assertThat(temporary.resolve("server")).isDirectoryContaining("glob:**/data");
        assertThat(temporary.resolve("server/binaries")).doesNotExist();
    }

    @Test
    void theQueryFindsWhatTheDatasetSays() throws Exception {
        for (long id : new long[] {1, 500, 1_000}) {
            assertThat(find(id)).isEqualTo(new CustomerOrders(DATASET.customer(id), DATASET.orders(id)));
        }
    }

    @Test
    void aSchemaOfSomebodyElseIsLeftAlone() throws Exception {
        PostgresAddress address = server.address();
        try (Connection connection = connect(address);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE theirs");
        }
        PostgresAddress theirs =
                new PostgresAddress(address.user(), address.password(), address.host(), address.port(), "theirs");
        try (Connection connection = connect(theirs);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE SCHEMA heddle");
            statement.execute("CREATE TABLE heddle.precious (id int)");
            assertThatIOException()
                    .isThrownBy(() -> Seed.fill(theirs, DATASET))
                    .withMessageContaining("not made by Heddle");
            Seed.drop(theirs);
            statement.execute("SELECT * FROM heddle.precious");
            // Our own schema, which is there now, is dropped again.
            statement.execute("DROP SCHEMA heddle CASCADE");
            Seed.fill(theirs, DATASET);
            new Postgres.Yours(theirs, "").close();
            try (ResultSet found =
                    statement.executeQuery("SELECT count(*) FROM pg_namespace WHERE nspname = 'heddle'")) {
                assertThat(found.next()).isTrue();
                assertThat(found.getInt(1)).isZero();
            }
        }
    }

    @Test
    void aServerWithoutRoomForThePoolsIsRefusedBeforeAnythingStarts() throws Exception {
        Seed.requireRoom(server.address(), 10);
        // Three of its 20 connections are reserved for the superuser.
        assertThatIOException()
                .isThrownBy(() -> Seed.requireRoom(server.address(), 18))
                .withMessageMatching("(?s).*room for 1[0-7] more clients, and 18 are needed.*max_connections.*");
    }

    @Test
    void aReadersOwnServerIsNeitherStoppedNorStarted() {
        Postgres.Yours yours = new Postgres.Yours(server.address(), server.url());
        assertThatIOException().isThrownBy(yours::stop).withMessageContaining("is yours and is not stopped");
        assertThatIOException().isThrownBy(yours::start).withMessageContaining("is yours and is not started");
    }

    @Test
    void aServerThatCannotStartSaysWhatToDo() {
        assertThatIOException()
                .isThrownBy(() -> Postgres.Embedded.start(Path.of("/proc/nowhere"), 10))
                .withMessageContaining("did not start")
                .withMessageContaining("--postgres");
    }

    @Test
    void theProcessEndsWithItsInputAndLeavesNothing() throws Exception {
        Path folder = temporary.resolve("process");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.heddle.downstream.Main",
                        "postgres",
                        folder.toString(),
                        "42",
                        "100",
                        "3",
                        "5")
                .redirectError(temporary.resolve("process.log").toFile())
                .start();
        long postmaster;
        try (BufferedReader out = process.inputReader()) {
            JsonNode ready = JsonMapper.shared().readTree(out.readLine());
            postmaster = ready.path("pid").longValue();
            assertThat(ready.path("url").stringValue()).startsWith("postgresql://");
            assertThat(tell(process, out, "dance").path("error").stringValue())
                    .contains("stop, start, kill, hold, release, queries");
            assertThat(tell(process, out, "queries").path("queries").longValue())
                    .isZero();
            process.outputWriter().close();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(process.exitValue()).isZero();
        assertThat(Files.exists(folder)).isFalse();
        assertThat(gone(postmaster)).isTrue();
    }

    private static JsonNode tell(Process process, BufferedReader out, String command) throws IOException {
        process.outputWriter().write(command + "\n");
        process.outputWriter().flush();
        return JsonMapper.shared().readTree(out.readLine());
    }

    /** Returns whether the process has ended. A zombie that init has not collected yet has ended. */
    private static boolean gone(long pid) {
        try {
            return Files.readString(Path.of("/proc/" + pid + "/stat")).contains(") Z ");
        } catch (IOException e) {
            return true;
        }
    }

    private static CustomerOrders find(long id) throws Exception {
        try (Connection connection = connect(server.address());
                PreparedStatement query = connection.prepareStatement(CustomerOrders.sql("?"))) {
            query.setLong(1, id);
            List<Order> orders = new ArrayList<>();
            Customer customer = null;
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    customer = new Customer(id, rows.getString(1), rows.getString(2));
                    orders.add(new Order(rows.getInt(3), rows.getString(4), rows.getLong(5)));
                }
            }
            return new CustomerOrders(Objects.requireNonNull(customer), orders);
        }
    }

    private static Connection connect(PostgresAddress address) throws Exception {
        return DriverManager.getConnection(
                "jdbc:postgresql://" + address.host() + ":" + address.port() + "/" + address.database(),
                address.user(),
                address.password());
    }
}
