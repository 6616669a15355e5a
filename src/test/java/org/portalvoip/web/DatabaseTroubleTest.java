package org.portalvoip.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import javax.transaction.xa.XAException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each database says when it is away, read-only or full, or lacks a right or a table. */
class DatabaseTroubleTest {
    @ParameterizedTest
    @CsvSource({
        "25006, 0, READ_ONLY, PostgreSQL: read-only transaction",
        "53100, 0, READ_ONLY, PostgreSQL: disk full",
        "90097, 90097, READ_ONLY, H2: read-only",
        "90031, 90031, READ_ONLY, H2: no space left",
        "HY000, 1290, READ_ONLY, MariaDB: --read-only",
        "HY000, 1021, READ_ONLY, MariaDB: disk full",
        "42501, 0, RIGHTS, PostgreSQL",
        "42000, 1142, RIGHTS, MariaDB",
        "90096, 90096, RIGHTS, H2",
        "28P01, 0, LOGIN, PostgreSQL",
        "28000, 1045, LOGIN, MariaDB",
        "42P01, 0, TABLES, PostgreSQL",
        "42S02, 1146, TABLES, MariaDB",
        "55P03, 0, LOCKED, PostgreSQL: lock_timeout",
        "57014, 0, LOCKED, PostgreSQL and H2: our own limit",
        "40P01, 0, LOCKED, PostgreSQL: deadlock",
        "40001, 1213, LOCKED, MariaDB: deadlock",
        "HY000, 1205, LOCKED, MariaDB: innodb_lock_wait_timeout",
        "HY000, 1020, LOCKED, MariaDB: changed since the transaction began",
        "70100, 1969, LOCKED, MariaDB: our own limit",
        "HYT00, 50200, LOCKED, H2: LOCK_TIMEOUT",
        "90131, 90131, LOCKED, H2: changed by another transaction",
        "08006, 0, AWAY, PostgreSQL",
        "57P01, 0, AWAY, PostgreSQL: shut down by its administrator",
        ", 0, AWAY, a pool without a connection"
    })
    void eachKindIsToldApart(String state, int code, DatabaseTrouble trouble, String whose) {
        var failure = new SQLException(whose, state, code);

        assertThat(DatabaseTrouble.of(failure)).contains(trouble);
        assertThat(DatabaseTrouble.of(new IllegalStateException(new SQLException("pool", failure))))
                .contains(trouble);
    }

    @Test
    void theReasonOfAFailedCommitMayBeSuppressed() {
        var commit = new IllegalStateException("commit");
        commit.addSuppressed(new SQLException("read-only", "25006"));

        assertThat(DatabaseTrouble.of(commit)).contains(DatabaseTrouble.READ_ONLY);
    }

    @Test
    void aCommitForWhichTheConnectionBrokeMayHaveNoSqlException() {
        var commit = new IllegalStateException("commit", new XAException("An I/O error occurred"));
        assertThat(DatabaseTrouble.of(commit)).contains(DatabaseTrouble.AWAY);

        commit.addSuppressed(new SQLException("read-only", "25006"));
        assertThat(DatabaseTrouble.of(commit)).contains(DatabaseTrouble.READ_ONLY);
    }

    @ParameterizedTest
    @CsvSource({"23505, 0", "42000, 1064", "HY000, 1364", "22001, 0"})
    void aFaultOfTheStatementIsNone(String state, int code) {
        assertThat(DatabaseTrouble.of(new SQLException("fault", state, code))).isEmpty();
        assertThat(DatabaseTrouble.of(new IllegalStateException())).isEmpty();
    }
}
