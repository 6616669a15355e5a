package org.portalvoip.call;

import static org.portalvoip.database.BoundedStatement.prepare;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;

/** The table {@code voip_used_token}: what is good once on all nodes together, and was used. */
final class UsedTokenTable {
    private final InstantSource clock;

    UsedTokenTable(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * False if what has this name was used before. A use at the same moment on another node violates the key, and this has
     * to be tried again.
     *
     * @param name at most 64 characters
     * @param kept how long the use is remembered
     */
    boolean use(Connection connection, String name, Duration kept) throws SQLException {
        if (isThere(connection, name)) {
            return false;
        }
        String sql = "insert into voip_used_token (hash, kept_until) values (?, ?)";
        try (PreparedStatement statement = prepare(connection, sql)) {
            statement.setString(1, name);
            statement.setLong(2, clock.millis() + kept.toMillis());
            statement.executeUpdate();
            return true;
        }
    }

    private static boolean isThere(Connection connection, String name) throws SQLException {
        try (PreparedStatement statement = prepare(connection, "select 1 from voip_used_token where hash = ?")) {
            statement.setString(1, name);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }

    /** Removes what need not be remembered any more. */
    void removeOld(Connection connection) throws SQLException {
        try (PreparedStatement statement = prepare(connection, "delete from voip_used_token where kept_until < ?")) {
            statement.setLong(1, clock.millis());
            statement.executeUpdate();
        }
    }
}
