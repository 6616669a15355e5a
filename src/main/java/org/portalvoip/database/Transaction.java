package org.portalvoip.database;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * Statements that hold together or not at all, where no JTA transaction runs. One transaction for many rows costs little
 * more than one for a single row, because the database writes to its disk when a transaction ends.
 */
public final class Transaction {
    private Transaction() {}

    /** The statements. */
    @FunctionalInterface
    public interface Work<T> {
        T with(Connection connection) throws SQLException;
    }

    /** Carries out {@code work} and returns what it returns; when it fails, the database is as before. */
    public static <T> T of(DataSource dataSource, Work<T> work) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try {
                T result = work.with(connection);
                connection.commit();
                connection.setAutoCommit(true);
                return result;
            } catch (SQLException | RuntimeException e) {
                undo(connection, e);
                throw e;
            }
        }
    }

    private static void undo(Connection connection, Exception reason) {
        try {
            connection.rollback();
            connection.setAutoCommit(true);
        } catch (SQLException | RuntimeException e) {
            reason.addSuppressed(e);
        }
    }
}
