package org.portalvoip.start;

import jakarta.ejb.EJBException;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

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
        String state = Objects.requireNonNullElse(failure.getSQLState(), "");
        String words = failure.getMessage();
        if (state.equals("42501")) {
            return "The database user lacks a privilege; grant it the right to create and alter tables: " + words;
        }
        if (state.startsWith("28")) {
            return "The database refuses the login; check voip.database.user and voip.database.password: " + words;
        }
        if (state.equals("25006")) {
            return "The database is read-only: " + words;
        }
        if (state.isEmpty() || state.startsWith("08") || state.startsWith("57")) {
            return "The database cannot be reached: " + words;
        }
        return "The database reports an error (SQL state " + state + "): " + words;
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause).limit(20);
    }
}
