package dev.heddle.blocking;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.NavigableSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Hands out a pool's connections: the first idle one in the order in which they were opened, as the pool of the Vert.x client does.
 * So as few PostgreSQL backends are kept busy as queries are under way at once, and those stay warm.
 *
 * <p>HikariCP by itself gives a thread the connection that this thread used last ({@code ConcurrentBag}), so that as many backends
 * take turns as there are threads, each of them colder. But in which order a pool hands out its connections is no property of a
 * model. HikariCP still opens, keeps and replaces the connections. Decision 0003 has the figures.
 */
final class DatabaseConnections implements AutoCloseable {
    private final HikariDataSource pool;
    private final Duration longestWait;
    private final Semaphore free;
    private final AtomicInteger opened = new AtomicInteger();
    private final NavigableSet<Lease> idle = new ConcurrentSkipListSet<>();

    /**
     * A connection that one caller has to itself.
     *
     * @param number its place in the order of opening
     */
    record Lease(int number, Connection connection) implements Comparable<Lease> {
        @Override
        public int compareTo(Lease other) {
            return Integer.compare(number, other.number);
        }
    }

    DatabaseConnections(HikariDataSource pool, Duration longestWait) {
        this.pool = pool;
        this.longestWait = longestWait;
        this.free = new Semaphore(pool.getMaximumPoolSize(), true);
    }

    /**
     * Returns a connection that the caller either gives back or has closed.
     *
     * @throws SQLTransientConnectionException if there was none in time
     */
    Lease take() throws SQLException {
        try {
            if (!free.tryAcquire(longestWait.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new SQLTransientConnectionException("all connections are in use");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("interrupted while waiting for a connection", e);
        }
        Lease lease = idle.pollFirst();
        if (lease != null) {
            return lease;
        }
        try {
            return new Lease(opened.incrementAndGet(), pool.getConnection());
        } catch (SQLException | RuntimeException e) {
            free.release();
            throw e;
        }
    }

    /**
     * Takes a connection back.
     *
     * @param sound whether the next caller may have it. If not, the server may have ended the idle ones too, so they are closed as
     *     well, and the pool opens others
     */
    void giveBack(Lease lease, boolean sound) {
        if (sound) {
            idle.add(lease);
            free.release();
        } else {
            discardIdle();
            discard(lease);
        }
    }

    /** Closes a connection instead of taking it back. The pool opens another one. */
    void discard(Lease lease) {
        pool.evictConnection(lease.connection());
        free.release();
    }

    private void discardIdle() {
        for (Lease next = idle.pollFirst(); next != null; next = idle.pollFirst()) {
            pool.evictConnection(next.connection());
        }
    }

    /** Returns whether there is no connection at all, neither in use nor idle. */
    boolean none() {
        return pool.getHikariPoolMXBean().getTotalConnections() == 0;
    }

    @Override
    public void close() {
        discardIdle();
        pool.close();
    }
}
