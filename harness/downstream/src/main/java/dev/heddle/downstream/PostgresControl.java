package dev.heddle.downstream;

import dev.heddle.workload.CustomerOrders;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Steers PostgreSQL, a line a command and a JSON object a line an answer: {@code {}}, what was asked for, or
 * {@code {"error":"…"}}.
 *
 * <ul>
 *   <li>{@code stop}: ends the server at once, as a crash would; its port refuses.
 *   <li>{@code start}: starts it again with the same port and data; answers {@code {"pid":…}} when it takes queries.
 *   <li>{@code kill}: ends every client's session, in the middle of its query or not.
 *   <li>{@code hold}, {@code release}: locks the customers away, so that each query waits until it is released or killed.
 *   <li>{@code queries}: {@code {"queries":…,"executing_ms":…}}, how many workload queries have run to their end since the start, and
 *       how long the server was executing them in all since it was last started.
 * </ul>
 *
 * <p>Queries are counted by pg_stat_statements as they end, so that the number is exact once every query has been answered. A server
 * without that extension answers {@code {"queries":-1}}. A stopped server forgets: the queries of the instant between
 * the last reading and {@code stop} are lost.
 */
final class PostgresControl implements AutoCloseable {
    private static final String COUNTED = CustomerOrders.sql("").split(" WHERE ")[0];

    private final Postgres postgres;
    private final long seen;
    private long before;
    private boolean running = true;
    private @Nullable Connection holder;

    /** Makes a control that counts queries from now on. */
    PostgresControl(Postgres postgres) {
        this.postgres = postgres;
        this.seen = Math.max(0, counted());
    }

    /** Does what a line says, and returns the answer. */
    Map<String, Object> answer(String command) {
        try {
            switch (command.trim()) {
                case "stop" -> stop();
                case "start" -> {
                    postgres.start();
                    running = true;
                    return Map.of("pid", postgres.pid());
                }
                case "kill" -> kill();
                case "hold" -> hold();
                case "release" -> release();
                case "queries" -> {
                    Counted now = running ? count() : new Counted(0, 0);
                    return Map.of(
                            "queries",
                            now.calls() < 0 ? -1 : before + now.calls() - seen,
                            "executing_ms",
                            now.millis());
                }
                default ->
                    throw new IOException("'" + command + "' is none of stop, start, kill, hold, release, queries");
            }
            return Map.of();
        } catch (IOException | SQLException e) {
            return Map.of("error", String.valueOf(e.getMessage()));
        }
    }

    private void stop() throws IOException, SQLException {
        long last = queries();
        postgres.stop();
        running = false;
        before = last + seen;
        release();
    }

    private long queries() {
        long now = running ? counted() : 0;
        return now < 0 ? -1 : before + now - seen;
    }

    /** Returns what the server says it has counted; -1 if it does not count. */
    private long counted() {
        return count().calls();
    }

    private record Counted(long calls, double millis) {
        static final Counted NOT = new Counted(-1, 0);
    }

    private Counted count() {
        try (Connection connection = Seed.connect(postgres.address());
                Statement statement = connection.createStatement()) {
            String schema;
            try (ResultSet found = statement.executeQuery(
                    "SELECT extnamespace::regnamespace FROM pg_extension" + " WHERE extname = 'pg_stat_statements'")) {
                if (!found.next()) {
                    return Counted.NOT;
                }
                schema = found.getString(1);
            }
            try (PreparedStatement sum = connection.prepareStatement(
                    "SELECT coalesce(sum(s.calls), 0), coalesce(sum(s.total_exec_time), 0) FROM " + schema
                            + ".pg_stat_statements s JOIN pg_database d ON d.oid = s.dbid"
                            + " WHERE d.datname = current_database() AND starts_with(s.query, ?)")) {
                sum.setString(1, COUNTED);
                try (ResultSet found = sum.executeQuery()) {
                    found.next();
                    return new Counted(found.getLong(1), found.getDouble(2));
                }
            }
        } catch (SQLException e) {
            // The extension is not loaded, or its counts are not ours to read.
            return Counted.NOT;
        }
    }

    private void kill() throws SQLException {
        // A reader's own database has sessions that are not ours.
        String ours = postgres.pid() < 0 ? " AND query LIKE '%heddle.customer%'" : "";
        int spared = holder == null ? -1 : pid(holder);
        try (Connection connection = Seed.connect(postgres.address());
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
                    + " WHERE backend_type = 'client backend' AND datname = current_database()"
                    + " AND pid NOT IN (pg_backend_pid(), " + spared + ")" + ours);
        }
    }

    private static int pid(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("SELECT pg_backend_pid()")) {
            found.next();
            return found.getInt(1);
        }
    }

    private void hold() throws SQLException {
        if (holder != null) {
            return;
        }
        Connection connection = Seed.connect(postgres.address());
        try (Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("LOCK TABLE heddle.customer IN ACCESS EXCLUSIVE MODE");
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
        holder = connection;
    }

    private void release() throws SQLException {
        Connection connection = holder;
        holder = null;
        if (connection != null) {
            connection.close();
        }
    }

    @Override
    public void close() {
        try {
            release();
        } catch (SQLException e) {
            // The connection has gone with its server.
        }
        postgres.close();
    }
}
