package org.portalvoip.start;

import jakarta.ejb.EJBException;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.portalvoip.web.DatabaseTrouble;

/** Turns a chain of exceptions into the one sentence that tells an operator what to do. */
final class FailedStep {
    private FailedStep() {}

    /** A sentence in English, on one line, without a secret. */
    static String sentence(Throwable failure) {
        Optional<SQLException> database = causes(failure)
                .filter(SQLException.class::isInstance)
                .map(SQLException.class::cast)
                .reduce((first, last) -> last);
        String sentence = database.map(FailedStep::ofDatabase).orElseGet(() -> causes(failure)
                .filter(cause -> !(cause instanceof EJBException) && cause.getMessage() != null)
                .findFirst()
                .map(Throwable::getMessage)
                .orElse(failure.toString()));
        return sentence.strip().replaceAll("\\s+", " ");
    }

    private static String ofDatabase(SQLException failure) {
        return DatabaseTrouble.of(failure)
                        .map(FailedStep::remedy)
                        .orElseGet(() -> "The database reports an error (SQL state " + failure.getSQLState() + ")")
                + ": " + failure.getMessage();
    }

    private static String remedy(DatabaseTrouble trouble) {
        return switch (trouble) {
            case RIGHTS -> "The database user lacks a privilege; grant it the right to create and alter tables";
            case LOGIN -> "The database refuses the login; check voip.database.user and voip.database.password";
            case READ_ONLY -> "The database is read-only or full";
            case TABLES ->
                "Tables are missing in the database; restore the backup or, if all are missing, restart the server";
            case LOCKED -> "Another session of the database holds or changes the same rows or tables; end it";
            case AWAY -> "The database cannot be reached";
        };
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause).limit(20);
    }
}
