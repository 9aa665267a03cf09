package dev.heddle.blocking;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Connects to a database that is away as soon as it is back: as long as it is away, this tries ten times a second. HikariCP by
 * itself doubles its pauses up to 5 s ({@code PoolEntryCreator}), so an outage would last as long again.
 */
final class PatientDataSource extends PGSimpleDataSource {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = System.getLogger(PatientDataSource.class.getName());
    private static final long PAUSE_MS = 100;

    @Override
    public Connection getConnection() throws SQLException {
        for (boolean first = true; ; first = false) {
            try {
                return super.getConnection();
            } catch (SQLException e) {
                if (first) {
                    LOG.log(Level.WARNING, "no connection to PostgreSQL: {0}", e.getMessage());
                }
                pause(e);
            }
        }
    }

    /** Waits before the next try. The wait is interrupted when the pool closes. */
    private static void pause(SQLException failure) throws SQLException {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure;
        }
    }
}
