package dev.heddle.downstream;

import dev.heddle.workload.Customer;
import dev.heddle.workload.Dataset;
import dev.heddle.workload.Order;
import dev.heddle.workload.PostgresAddress;
import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.PGConnection;

/** Fills the database with a {@link Dataset}, in a schema of Heddle's own. */
final class Seed {
    private static final String MARK = "made by Heddle, which drops it again";

    private Seed() {}

    /**
     * Makes schema {@code heddle} anew with the dataset in it.
     *
     * @throws IOException if the server refuses, or has a schema of that name that Heddle did not make
     */
    static void fill(PostgresAddress address, Dataset dataset) throws IOException {
        try (Connection connection = connect(address);
                Statement statement = connection.createStatement()) {
            if (foreignSchema(statement)) {
                throw new IOException("Schema 'heddle' of " + address
                        + " was not made by Heddle and is left alone; rename it, or use another database");
            }
            statement.execute("DROP SCHEMA IF EXISTS heddle CASCADE");
            statement.execute("CREATE SCHEMA heddle");
            statement.execute("COMMENT ON SCHEMA heddle IS '" + MARK + "'");
            statement.execute(
                    "CREATE TABLE heddle.customer (id bigint PRIMARY KEY, name text NOT NULL, city text NOT NULL)");
            statement.execute("CREATE TABLE heddle.customer_order (customer_id bigint NOT NULL, number int NOT NULL,"
                    + " item text NOT NULL, cents bigint NOT NULL, PRIMARY KEY (customer_id, number))");
            copy(connection, dataset);
            statement.execute("VACUUM (FREEZE, ANALYZE) heddle.customer");
            statement.execute("VACUUM (FREEZE, ANALYZE) heddle.customer_order");
            countStatements(statement);
        } catch (SQLException e) {
            throw new IOException(
                    "PostgreSQL at " + address + " could not be filled: " + e.getMessage()
                            + "\nThe user must be allowed to create a schema",
                    e);
        }
    }

    /**
     * Checks that the server has room for so many connections: contestants that find no connection would not start.
     *
     * @throws IOException if the server does not take so many clients beside those that it has
     */
    static void requireRoom(PostgresAddress address, int connections) throws IOException {
        try (Connection connection = connect(address);
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("SELECT current_setting('max_connections')::int"
                        + " - current_setting('superuser_reserved_connections')::int"
                        + " - (SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend')")) {
            found.next();
            // The connection that asks is given back afterwards.
            int room = found.getInt(1) + 1;
            if (room < connections) {
                throw new IOException("PostgreSQL at " + address + " has room for " + room + " more clients, and "
                        + connections + " are needed, a pool for each contestant of a block;"
                        + " raise its max_connections, or lower query.pool in the suite");
            }
        } catch (SQLException e) {
            throw new IOException("PostgreSQL at " + address + " could not be asked: " + e.getMessage(), e);
        }
    }

    /** Drops what {@link #fill} made. If the server has gone already, that is none of our business. */
    static void drop(PostgresAddress address) {
        try (Connection connection = connect(address);
                Statement statement = connection.createStatement()) {
            if (!foreignSchema(statement)) {
                statement.execute("DROP SCHEMA IF EXISTS heddle CASCADE");
            }
        } catch (SQLException e) {
            System.err.println("Schema 'heddle' stays at " + address + ": " + e.getMessage());
        }
    }

    /** Puts the extension that counts statements into our schema, which takes it along when it is dropped. */
    private static void countStatements(Statement statement) {
        try {
            statement.execute("CREATE EXTENSION IF NOT EXISTS pg_stat_statements SCHEMA heddle");
        } catch (SQLException e) {
            System.err.println("Queries are not counted: " + e.getMessage());
        }
    }

    private static boolean foreignSchema(Statement statement) throws SQLException {
        try (ResultSet found = statement.executeQuery(
                "SELECT obj_description(oid, 'pg_namespace') FROM pg_namespace WHERE nspname = 'heddle'")) {
            return found.next() && !MARK.equals(found.getString(1));
        }
    }

    private static void copy(Connection connection, Dataset dataset) throws SQLException, IOException {
        StringBuilder customers = new StringBuilder();
        StringBuilder orders = new StringBuilder();
        for (long id = 1; id <= dataset.customers(); id++) {
            Customer customer = dataset.customer(id);
            customers.append(id).append('\t').append(customer.name()).append('\t');
            customers.append(customer.city()).append('\n');
            for (Order order : dataset.orders(id)) {
                orders.append(id).append('\t').append(order.number()).append('\t');
                orders.append(order.item()).append('\t').append(order.cents()).append('\n');
            }
        }
        var copy = connection.unwrap(PGConnection.class).getCopyAPI();
        copy.copyIn("COPY heddle.customer FROM STDIN", new StringReader(customers.toString()));
        copy.copyIn("COPY heddle.customer_order FROM STDIN", new StringReader(orders.toString()));
    }

    static Connection connect(PostgresAddress address) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://" + address.host() + ":" + address.port() + "/" + address.database(),
                address.user(),
                address.password());
    }
}
