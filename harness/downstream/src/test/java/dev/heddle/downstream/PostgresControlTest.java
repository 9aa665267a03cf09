package dev.heddle.downstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.workload.CustomerOrders;
import dev.heddle.workload.Dataset;
import java.net.ConnectException;
import java.net.Socket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PostgresControlTest {
    @TempDir
    private static Path temporary;

    private static Postgres.Embedded server;
    private static PostgresControl control;

    @BeforeAll
    static void start() throws Exception {
        server = Postgres.Embedded.start(temporary.resolve("server"), 20);
        Seed.fill(server.address(), new Dataset(42, 1_000, 10));
        control = new PostgresControl(server);
    }

    @AfterAll
    static void stop() {
        control.close();
    }

    @AfterEach
    void release() {
        control.answer("release");
    }

    @Test
    void queriesAreCountedToTheUnitAsSoonAsTheyAreAnswered() throws Exception {
        long before = queries();
        int sessions = 8;
        int each = 25;
        CompletableFuture<?>[] all = new CompletableFuture<?>[sessions];
        for (int i = 0; i < sessions; i++) {
            all[i] = CompletableFuture.runAsync(() -> {
                try (Connection connection = Seed.connect(server.address())) {
                    for (int query = 0; query < each; query++) {
                        find(connection);
                    }
                    // A query that is not the workload's is not counted.
                    connection.createStatement().execute("SELECT 1");
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            });
        }
        CompletableFuture.allOf(all).get(30, TimeUnit.SECONDS);
        assertThat(queries() - before).isEqualTo(sessions * each);
        try (Connection connection = Seed.connect(server.address())) {
            find(connection);
            assertThat(queries() - before).isEqualTo(sessions * each + 1);
        }
    }

    @Test
    void aStoppedServerRefusesAndIsTheSameAfterwards() throws Exception {
        long before = queries();
        long pid = server.pid();
        int port = server.address().port();
        try (Connection connection = Seed.connect(server.address())) {
            find(connection);
            assertThat(control.answer("stop")).isEmpty();
            assertThatThrownBy(() -> find(connection)).isInstanceOf(SQLException.class);
        }
        assertThatThrownBy(() -> new Socket("127.0.0.1", port).close()).isInstanceOf(ConnectException.class);
        assertThat(queries() - before).isEqualTo(1);
        Map<String, Object> started = control.answer("start");
        assertThat(started).containsKey("pid");
        assertThat(started.get("pid")).isEqualTo(server.pid()).isNotEqualTo(pid);
        assertThat(server.address().port()).isEqualTo(port);
        assertThat(queries() - before).isEqualTo(1);
        try (Connection connection = Seed.connect(server.address())) {
            find(connection);
        }
        assertThat(queries() - before).isEqualTo(2);
    }

    @Test
    void aHeldQueryWaitsUntilItIsReleasedOrKilled() throws Exception {
        long before = queries();
        assertThat(control.answer("hold")).isEmpty();
        CompletableFuture<Void> first = begin();
        assertThatThrownBy(() -> first.get(300, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
        assertThat(control.answer("kill")).isEmpty();
        assertThatThrownBy(() -> first.get(10, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .rootCause()
                .hasMessageContaining("terminating connection due to administrator command");
        // The lock outlives the killing of the sessions.
        CompletableFuture<Void> second = begin();
        assertThatThrownBy(() -> second.get(300, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
        assertThat(queries()).isEqualTo(before);
        assertThat(control.answer("release")).isEmpty();
        second.get(10, TimeUnit.SECONDS);
        assertThat(queries() - before).isEqualTo(1);
    }

    private static CompletableFuture<Void> begin() throws InterruptedException {
        CountDownLatch connected = new CountDownLatch(1);
        CompletableFuture<Void> query = CompletableFuture.runAsync(() -> {
            try (Connection connection = Seed.connect(server.address())) {
                connected.countDown();
                find(connection);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
        assertThat(connected.await(10, TimeUnit.SECONDS)).isTrue();
        return query;
    }

    private static void find(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(CustomerOrders.sql("?"))) {
            query.setLong(1, 7);
            try (ResultSet rows = query.executeQuery()) {
                assertThat(rows.next()).isTrue();
            }
        }
    }

    private static long queries() {
        return (long) control.answer("queries").getOrDefault("queries", -2L);
    }
}
