package dev.heddle.blocking;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.postgresql.jdbc.PgConnection;

/** Watches a query under way: one thread runs it, and another one ends it at its deadline. */
final class RunningQuery implements Deadlines.Bounded {
    private final Connection connection;
    private final long deadlineNanos;

    /** Set by whichever thread is first: the one that has the rows, or the one that ends the query. */
    private final AtomicBoolean over = new AtomicBoolean();

    RunningQuery(Connection connection, long deadlineNanos) {
        this.connection = connection;
        this.deadlineNanos = deadlineNanos;
    }

    /** Returns whether the query has ended by itself; if not, its connection is being closed. */
    boolean finish() {
        return over.compareAndSet(false, true);
    }

    /**
     * Closes the connection, which wakes the thread that reads from it. The server, told by {@code statement_timeout}, ends the
     * query by itself soon after.
     */
    @Override
    public void endIfLate(long nowNanos) {
        if (nowNanos - deadlineNanos < 0 || !over.compareAndSet(false, true)) {
            return;
        }
        try {
            connection.unwrap(PgConnection.class).abort(Runnable::run);
        } catch (SQLException e) {
            // The connection is closed already.
        }
    }
}
