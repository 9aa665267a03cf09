package dev.heddle.blocking;

import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.postgresql.jdbc.PgConnection;

/** A query under way: run by one thread, ended at its deadline by another. */
final class RunningQuery implements Deadlines.Bounded {
    private final PgConnection connection;
    private final long deadlineNanos;

    /** Set by whoever is first: the thread that has its rows, or the one that ends it. */
    private final AtomicBoolean over = new AtomicBoolean();

    RunningQuery(PgConnection connection, long deadlineNanos) {
        this.connection = connection;
        this.deadlineNanos = deadlineNanos;
    }

    /** Whether the query is over by itself; if not, its connection is being closed. */
    boolean finish() {
        return over.compareAndSet(false, true);
    }

    /**
     * Closes the connection, which wakes its reader. The server, told by {@code statement_timeout}, ends the query by itself
     * soon after.
     */
    @Override
    public void endIfLate(long nowNanos) {
        if (nowNanos - deadlineNanos < 0 || !over.compareAndSet(false, true)) {
            return;
        }
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            // It is closed already.
        }
    }
}
