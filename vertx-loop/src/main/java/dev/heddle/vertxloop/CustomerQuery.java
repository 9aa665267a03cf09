package dev.heddle.vertxloop;

import dev.heddle.workload.Customer;
import dev.heddle.workload.CustomerOrders;
import dev.heddle.workload.Order;
import dev.heddle.workload.PostgresAddress;
import dev.heddle.workload.Problem;
import dev.heddle.workload.ProblemException;
import dev.heddle.workload.Settings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxException;
import io.vertx.core.net.NetClientOptions;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.DatabaseException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.PreparedQuery;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs the query through the reactive client: the same prepared statement and rows, delivered to the event loop. */
final class CustomerQuery {
    private static final String SQL = CustomerOrders.sql("$1");

    /** SQLSTATE query_canceled: the server's statement timeout struck, a moment before our own timer. */
    private static final String ENDED_BY_SERVER = "57014";

    private static final long READY_SECONDS = 1;

    private final Pool pool;
    private final PreparedQuery<RowSet<Row>> query;

    /** Opens this loop's share of the pool. The shares of all loops add up to the pool that every contestant has. */
    CustomerQuery(Vertx vertx, Settings settings, int loop, int loops) {
        PostgresAddress postgres = settings.postgres();
        PgConnectOptions connect = new PgConnectOptions()
                .setHost(postgres.host())
                .setPort(postgres.port())
                .setDatabase(postgres.database())
                .setUser(postgres.user())
                .setPassword(postgres.password())
                // TCP_NODELAY is on by default in all of Vert.x.
                .setCachePreparedStatements(true);
        // The server itself ends a query that nobody waits for any more.
        connect.addProperty(
                "statement_timeout", Long.toString(settings.timeout().toMillis()));
        int share = settings.pool() / loops + (loop < settings.pool() % loops ? 1 : 0);
        PoolOptions options = new PoolOptions()
                .setMaxSize(share)
                .setConnectionTimeout(Math.toIntExact(settings.poolWait().toMillis()))
                .setConnectionTimeoutUnit(TimeUnit.MILLISECONDS);
        this.pool = PgBuilder.pool()
                .with(options)
                .with(new NetClientOptions()
                        .setTcpNoDelay(true)
                        .setConnectTimeout(Math.toIntExact(settings.poolWait().toMillis())))
                .connectingTo(connect)
                .using(vertx)
                .build();
        this.query = pool.preparedQuery(SQL);
    }

    Future<Boolean> ready() {
        return pool.query("SELECT 1")
                .execute()
                .map(true)
                .timeout(READY_SECONDS, TimeUnit.SECONDS)
                .otherwise(false);
    }

    /** Returns the customer and the orders, or fails with NOT_FOUND, OVERLOADED, QUERY_FAILED or DEADLINE. */
    Future<CustomerOrders> find(long id) {
        return query.execute(Tuple.of(id))
                .recover(failure -> Future.failedFuture(problem(failure)))
                .map(rows -> read(id, rows));
    }

    private static ProblemException problem(Throwable failure) {
        if (failure instanceof DatabaseException database && ENDED_BY_SERVER.equals(database.getSqlState())) {
            return new ProblemException(Problem.DEADLINE, failure);
        }
        // The pool reports a wait that took too long as a bare VertxException; a query's own failure has a type of its
        // own.
        boolean noConnection = !(failure instanceof DatabaseException)
                && failure instanceof VertxException
                && String.valueOf(failure.getMessage()).startsWith("Timeout");
        return new ProblemException(noConnection ? Problem.OVERLOADED : Problem.QUERY_FAILED, failure);
    }

    private static CustomerOrders read(long id, RowSet<Row> rows) {
        if (rows.size() == 0) {
            throw new ProblemException(Problem.NOT_FOUND);
        }
        Row first = rows.iterator().next();
        Customer customer = new Customer(id, first.getString(0), first.getString(1));
        List<Order> orders = new ArrayList<>(16);
        for (Row row : rows) {
            Integer number = row.getInteger(2);
            if (number != null) {
                orders.add(new Order(number, row.getString(3), row.getLong(4)));
            }
        }
        return new CustomerOrders(customer, orders);
    }

    Future<?> close() {
        return pool.close();
    }
}
