package org.portalvoip.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** A statement that gives up after five seconds, so that no database that hangs keeps its thread for ever. */
public final class BoundedStatement {
    private static final int SECONDS = 5;

    private BoundedStatement() {}

    /** Whoever asked for it must close it. */
    public static PreparedStatement prepare(Connection connection, String sql) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        // H2 keeps it for the connection, and forgets all that it has prepared whenever it is set.
        if (statement.getQueryTimeout() != SECONDS) {
            statement.setQueryTimeout(SECONDS);
        }
        return statement;
    }
}
