package org.portalvoip.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

/** Each statement gives up after a while, and H2 is told so once for each connection. */
class BoundedStatementTest {
    private static final String TOLD =
            "select coalesce(sum(execution_count), 0) from information_schema.query_statistics"
                    + " where lower(sql_statement) like 'set query_timeout%'";

    private static void use(Connection connection) throws SQLException {
        try (PreparedStatement statement = BoundedStatement.prepare(connection, "select 1")) {
            assertThat(statement.getQueryTimeout()).isEqualTo(5);
            assertThat(statement.executeQuery().next()).isTrue();
        }
    }

    private static long told(Statement statement) throws SQLException {
        try (ResultSet count = statement.executeQuery(TOLD)) {
            count.next();
            return count.getLong(1);
        }
    }

    @Test
    void theLimitIsSetOnceForAConnectionAndAgainAfterAnother() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:");
                Statement statement = connection.createStatement()) {
            statement.execute("set query_statistics true");
            use(connection);
            use(connection);
            assertThat(told(statement)).isEqualTo(1);

            statement.setQueryTimeout(2);
            use(connection);
            assertThat(told(statement)).isEqualTo(3);
        }
    }
}
