package org.portalvoip.parameters;

import jakarta.persistence.OptimisticLockException;
import java.sql.SQLException;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Somebody changed or added a row between our reading and our writing, without the lock that our saves take. No save of
 * ours does that to another, but whoever writes the table by SQL may.
 */
public final class LostRace {
    /** SQLSTATE class 23: the key that we insert exists. */
    private static final String KEY_EXISTS = "23";

    private LostRace() {}

    /** Whether that has made {@code failure}. */
    public static boolean isCauseOf(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause).anyMatch(LostRace::isOne);
    }

    private static boolean isOne(Throwable cause) {
        return cause instanceof SQLException refused
                ? Objects.requireNonNullElse(refused.getSQLState(), "").startsWith(KEY_EXISTS)
                : cause instanceof OptimisticLockException;
    }
}
