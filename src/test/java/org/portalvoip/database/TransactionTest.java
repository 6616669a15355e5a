package org.portalvoip.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.sql.Connection;
import java.sql.SQLException;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.portalvoip.testing.database.MemoryDatabase;

class TransactionTest {
    private final JdbcDataSource database = new MemoryDatabase("V11__used_tokens").source;

    private static int add(Connection connection, String hash) throws SQLException {
        String sql = "insert into voip_used_token (hash, kept_until) values (?, 0)";
        try (var statement = BoundedStatement.prepare(connection, sql)) {
            statement.setString(1, hash);
            return statement.executeUpdate();
        }
    }

    private int rows() throws SQLException {
        try (var connection = database.getConnection();
                var rows = connection.createStatement().executeQuery("select count(*) from voip_used_token")) {
            assertThat(rows.next()).isTrue();
            return rows.getInt(1);
        }
    }

    @Test
    void whatSucceedsStays() throws SQLException {
        assertThat(Transaction.<Integer>of(database, connection -> add(connection, "a") + add(connection, "b")))
                .isEqualTo(2);

        assertThat(rows()).isEqualTo(2);
    }

    @Test
    void whatFailsInTheMiddleLeavesNothing() throws SQLException {
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() ->
                        Transaction.<Integer>of(database, connection -> add(connection, "a") + add(connection, "a")));

        assertThat(rows()).isZero();
    }
}
