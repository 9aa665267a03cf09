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

/** The query through JDBC: a connection from the pool, the prepared statement, the rows. */
final class CustomerQuery implements AutoCloseable {
    private static final String SQL = CustomerOrders.sql("?");
    /** HikariCP refuses less. */
    private static final long LEAST_POOL_WAIT_MS = 250;

    private final HikariDataSource pool;

    CustomerQuery(Settings settings) {
        PostgresAddress postgres = settings.postgres();
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl("jdbc:postgresql://" + postgres.host() + ":" + postgres.port() + "/" + postgres.database());
        config.setUsername(postgres.user());
        config.setPassword(postgres.password());
        config.setMaximumPoolSize(settings.pool());
        // A fixed pool: growth during a measurement would be measured.
        config.setMinimumIdle(settings.pool());
        config.setMaxLifetime(0);
        config.setConnectionTimeout(
                Math.max(LEAST_POOL_WAIT_MS, settings.timeout().toMillis()));
        // Start although the database is not there yet: /ready says when it is.
        config.setInitializationFailTimeout(-1);
        config.addDataSourceProperty("tcpNoDelay", "true");
        // Server-prepared from the first execution, as the Vert.x client does.
        config.addDataSourceProperty("prepareThreshold", "1");
        // A query that hangs ends with the deadline, in the whole seconds that the driver has.
        config.addDataSourceProperty(
                "socketTimeout", Long.toString(Math.ceilDiv(settings.timeout().toMillis(), 1000)));
        this.pool = new HikariDataSource(config);
    }

    boolean ready() {
        try (Connection connection = pool.getConnection()) {
            return connection.isValid(1);
        } catch (SQLException e) {
            return false;
        }
    }

    /**
     * The customer and the orders.
     *
     * @throws ProblemException NOT_FOUND, OVERLOADED, QUERY_FAILED or DEADLINE
     */
    CustomerOrders find(long id, long deadline) {
        try (Connection connection = pool.getConnection();
                PreparedStatement statement = connection.prepareStatement(SQL)) {
            statement.setLong(1, id);
            try (ResultSet rows = statement.executeQuery()) {
                return read(id, rows);
            }
        } catch (SQLTransientConnectionException e) {
            throw new ProblemException(Problem.OVERLOADED, e);
        } catch (SQLException e) {
            throw new ProblemException(System.nanoTime() - deadline > 0 ? Problem.DEADLINE : Problem.QUERY_FAILED, e);
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
        pool.close();
    }
}
