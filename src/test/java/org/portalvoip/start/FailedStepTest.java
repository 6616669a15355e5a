package org.portalvoip.start;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ejb.EJBException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class FailedStepTest {
    @Test
    void theDatabaseIsToldInItsOwnWordsOnOneLine() {
        var denied = new SQLException("ERROR: permission denied for schema public\n  Position: 14", "42501");
        assertThat(FailedStep.sentence(new IllegalStateException("Migration failed\n----", denied)))
                .isEqualTo("The database user lacks a privilege; grant it the right to create and alter tables: ERROR:"
                        + " permission denied for schema public Position: 14");
        assertThat(FailedStep.sentence(new SQLException("Connection refused", "08001")))
                .isEqualTo("The database cannot be reached: Connection refused");
        assertThat(FailedStep.sentence(new SQLException("Error in allocating a connection")))
                .startsWith("The database cannot be reached: ");
        assertThat(FailedStep.sentence(new SQLException("password authentication failed", "28P01")))
                .startsWith("The database refuses the login; check voip.database.user");
        assertThat(FailedStep.sentence(new SQLException("cannot execute in a read-only transaction", "25006")))
                .startsWith("The database is read-only or full: ");
        assertThat(FailedStep.sentence(new SQLException("canceling statement due to lock timeout", "55P03")))
                .startsWith("Another session of the database holds or changes the same rows or tables; end it: ");
        assertThat(FailedStep.sentence(new SQLException("relation exists", "42P07")))
                .isEqualTo("The database reports an error (SQL state 42P07): relation exists");
    }

    @Test
    void anotherFailureIsToldByItsOwnSentence() {
        var cause = new UncheckedIOException("The file x cannot be written", new IOException("disk full"));
        assertThat(FailedStep.sentence(new EJBException(cause))).isEqualTo("The file x cannot be written");
        assertThat(FailedStep.sentence(new NullPointerException())).isEqualTo("java.lang.NullPointerException");
    }
}
