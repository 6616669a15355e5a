package org.portalvoip.web;

import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.transaction.xa.XAException;

/**
 * What can be wrong with a database through no fault of a request. Each kind has its own words, because each has its own
 * remedy.
 */
public enum DatabaseTrouble {
    /** It cannot be reached, or broke off the connection. */
    AWAY,
    /** It takes no changes: it is read-only, or has no space left. */
    READ_ONLY,
    /** Its user lacks a right. */
    RIGHTS,
    /** It does not let its user in. */
    LOGIN,
    /** Our tables are not there. */
    TABLES,
    /** Somebody else holds or changes the same rows, longer than we wait or so that one of us has to begin again. */
    LOCKED;

    /** Errors that MariaDB reports without a SQLSTATE of their own: read-only (1290, 1792, 1836), full (1021, 1114). */
    private static final Set<Integer> READ_ONLY_OF_MARIADB = Set.of(1290, 1792, 1836, 1021, 1114);

    /** No right to the database, the table, the column, or the statement. */
    private static final Set<Integer> RIGHTS_OF_MARIADB = Set.of(1044, 1142, 1143, 1227, 1370);

    /** Waited too long for a row (1205), or somebody changed it since our transaction began (1020). */
    private static final Set<Integer> LOCKED_OF_MARIADB = Set.of(1205, 1020);

    /** The trouble that {@code failure} reports, in one of its causes; empty if it is another failure. */
    public static Optional<DatabaseTrouble> of(Throwable failure) {
        return causes(failure)
                .map(DatabaseTrouble::ofCause)
                .flatMap(Optional::stream)
                // A pool that cannot connect wraps the reason in an exception without a state.
                .reduce((first, next) -> first == AWAY ? next : first);
    }

    /** Whether it answers, and says no. */
    public boolean isRefusal() {
        return this == READ_ONLY || this == RIGHTS || this == TABLES || this == LOCKED;
    }

    /** Of a commit for which the connection broke, Payara passes on an XAException, and the SQLException as a text only. */
    private static Optional<DatabaseTrouble> ofCause(Throwable cause) {
        if (cause instanceof SQLException failure) {
            return of(failure);
        }
        return cause instanceof XAException ? Optional.of(AWAY) : Optional.empty();
    }

    private static Optional<DatabaseTrouble> of(SQLException failure) {
        String state = Objects.requireNonNullElse(failure.getSQLState(), "");
        if (state.equals("HY000") && READ_ONLY_OF_MARIADB.contains(failure.getErrorCode())) {
            return Optional.of(READ_ONLY);
        }
        if (state.equals("HY000") && LOCKED_OF_MARIADB.contains(failure.getErrorCode())) {
            return Optional.of(LOCKED);
        }
        if (state.equals("42000") && RIGHTS_OF_MARIADB.contains(failure.getErrorCode())) {
            return Optional.of(RIGHTS);
        }
        // H2 has states of its own: 90097 read-only, 90028 and 90031 no space, 90096 no right.
        if (state.matches("25006|53.*|90097|90028|90031")) {
            return Optional.of(READ_ONLY);
        }
        if (state.matches("42501|90096")) {
            return Optional.of(RIGHTS);
        }
        if (state.startsWith("28")) {
            return Optional.of(LOGIN);
        }
        if (state.matches("42P01|42S02|42S04")) {
            return Optional.of(TABLES);
        }
        // Among them the limit that persistence.xml sets to every statement: 57014, and 70100 on MariaDB.
        if (state.matches("55P03|57014|70100|40P01|40001|HYT00|90131")) {
            return Optional.of(LOCKED);
        }
        // H2: the connection is broken, the database is closed.
        return state.matches("|(08|57).*|90067|90098|90121") ? Optional.of(AWAY) : Optional.empty();
    }

    /** Includes suppressed exceptions, where WildFly's transactions put the reason why a commit failed. */
    static Stream<Throwable> causes(Throwable thrown) {
        return Stream.iterate(thrown, Objects::nonNull, Throwable::getCause)
                .flatMap(cause -> Stream.concat(
                        Stream.of(cause), Stream.of(cause.getSuppressed()).flatMap(DatabaseTrouble::causes)));
    }
}
