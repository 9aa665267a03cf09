package dev.heddle.blocking;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.heddle.workload.Customer;
import dev.heddle.workload.CustomerOrders;
import dev.heddle.workload.Order;
import dev.heddle.workload.PostgresAddress;
import dev.heddle.workload.Problem;
import dev.heddle.workload.ProblemException;
import dev.heddle.workload.Settings;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Runs the query through JDBC: it takes a connection from the pool, executes the prepared statement and reads the rows. */
final class CustomerQuery implements AutoCloseable {
    private static final String SQL = CustomerOrders.sql("?");

    private final DatabaseConnections connections;
    private final Deadlines deadlines;

    /** @param deadlines ends the queries that take too long */
    CustomerQuery(Settings settings, Deadlines deadlines) {
        this.deadlines = deadlines;
        HikariConfig config = new HikariConfig();
        config.setDataSource(dataSource(settings));
        config.setMaximumPoolSize(settings.pool());
        // The pool has a fixed size: if it grew during a measurement, its growth would be measured.
        config.setMinimumIdle(settings.pool());
        config.setMaxLifetime(0);
        config.setConnectionTimeout(settings.poolWait().toMillis());
        config.setValidationTimeout(config.getConnectionTimeout());
        // The pool starts even if the database is not there yet; /ready says when it is.
        config.setInitializationFailTimeout(-1);
        this.connections = new DatabaseConnections(new HikariDataSource(config), settings.poolWait());
    }

    private static DataSource dataSource(Settings settings) {
        PostgresAddress postgres = settings.postgres();
        PGSimpleDataSource source = new PatientDataSource();
        source.setServerNames(new String[] {postgres.host()});
        source.setPortNumbers(new int[] {postgres.port()});
        source.setDatabaseName(postgres.database());
        source.setUser(postgres.user());
        source.setPassword(postgres.password());
        source.setTcpNoDelay(true);
        // The server prepares the statement from the first execution on, as it does for the Vert.x client.
        source.setPrepareThreshold(1);
        // The server itself ends a query that nobody waits for any more.
        source.setOptions("-c statement_timeout=" + settings.timeout().toMillis());
        return source;
    }

    boolean ready() {
        try {
            DatabaseConnections.Lease lease = connections.take();
            boolean valid = false;
            try {
                valid = lease.connection().isValid(1);
            } finally {
                connections.giveBack(lease, valid);
            }
            return valid;
        } catch (SQLException e) {
            return false;
        }
    }

    /**
     * Returns the customer and the orders.
     *
     * @throws ProblemException NOT_FOUND, OVERLOADED, QUERY_FAILED or DEADLINE
     */
    CustomerOrders find(long id, long deadline) {
        try {
            return find(id, connections.take(), deadline);
        } catch (SQLTransientConnectionException e) {
            // No connection came in time: either all are in use or, if there is none at all, the database is away.
            throw new ProblemException(connections.none() ? Problem.QUERY_FAILED : Problem.OVERLOADED, e);
        } catch (SQLException e) {
            throw new ProblemException(System.nanoTime() - deadline > 0 ? Problem.DEADLINE : Problem.QUERY_FAILED, e);
        }
    }

    private CustomerOrders find(long id, DatabaseConnections.Lease lease, long deadline) throws SQLException {
        if (System.nanoTime() - deadline > 0) {
            connections.giveBack(lease, true);
            throw new ProblemException(Problem.DEADLINE);
        }
        Connection connection = lease.connection();
        RunningQuery running = new RunningQuery(connection, deadline);
        deadlines.add(running);
        try (PreparedStatement statement = connection.prepareStatement(SQL)) {
            statement.setLong(1, id);
            try (ResultSet rows = statement.executeQuery()) {
                return read(id, rows);
            }
        } finally {
            deadlines.remove(running);
            if (running.finish()) {
                connections.giveBack(lease, !connection.isClosed());
            } else {
                // This connection is being closed, and the next request must not get it.
                connections.discard(lease);
            }
        }
    }

    private static CustomerOrders read(long id, ResultSet rows) throws SQLException {
        if (!rows.next()) {
            throw new ProblemException(Problem.NOT_FOUND);
        }
        Customer customer = new Customer(id, rows.getString(1), rows.getString(2));
        List<Order> orders = new ArrayList<>(16);
        do {
            int number = rows.getInt(3);
            if (!rows.wasNull()) {
                orders.add(new Order(number, rows.getString(4), rows.getLong(5)));
            }
        } while (rows.next());
        return new CustomerOrders(customer, orders);
    }

    @Override
    public void close() {
        connections.close();
    }
}
