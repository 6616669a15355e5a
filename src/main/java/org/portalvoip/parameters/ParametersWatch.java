package org.portalvoip.parameters;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.portalvoip.secret.SecretBox;
import org.portalvoip.web.DatabaseTrouble;

/**
 * Looks at the database twice a second and takes into force what another node has saved, or what a restored backup
 * holds. While the database is away the last set stays in force.
 */
@ApplicationScoped
public class ParametersWatch {
    private static final Logger LOG = System.getLogger(ParametersWatch.class.getName());
    private static final int MILLIS_BETWEEN_LOOKS = 500;
    private static final int SECONDS_PER_LOOK = 2;

    /** Rows with other numbers are none of ours. */
    private static final String ROWS = Stream.of(Parameter.values())
            .map(parameter -> String.valueOf(parameter.number()))
            .collect(Collectors.joining(
                    ",", "select id, version, setting from voip_parameter where id in (", ") order by id"));

    /** Changes no row, but is refused wherever a change would be. */
    private static final String PROBE = "update voip_parameter set version = version where 1 = 0";

    @Inject
    Parameters stored;

    @Inject
    ActiveParameters active;

    @Inject
    SecretBox secretBox;

    @Resource(lookup = "java:comp/DefaultDataSource")
    DataSource dataSource;

    @Resource
    ManagedScheduledExecutorService scheduler;

    private final Witness witness = new Witness();
    private volatile long lastLook = System.nanoTime();
    private volatile DatabaseTrouble refusal;
    private boolean databaseAway;
    private boolean doubtful;
    private ScheduledFuture<?> looks;

    /**
     * Creates the rows that the table lacks, takes what is stored into force, and from then on what will be.
     *
     * @throws RuntimeException if the database cannot be read; nothing has begun then
     */
    public void start() {
        stored.complete();
        active.take(active.state(), stored.stored());
        lastLook = System.nanoTime();
        looks = scheduler.scheduleWithFixedDelay(
                this::look, MILLIS_BETWEEN_LOOKS, MILLIS_BETWEEN_LOOKS, TimeUnit.MILLISECONDS);
    }

    /** No more looks at the database; the last set stays in force. */
    public void stop() {
        if (looks != null) {
            looks.cancel(false);
        }
    }

    /** How long ago the database last confirmed the set in force: about half a second, unless the database is away. */
    public Duration age() {
        return Duration.ofNanos(System.nanoTime() - lastLook);
    }

    /** Why the database takes no changes, although it can be read; empty when it does. */
    public Optional<DatabaseTrouble> refusal() {
        return Optional.ofNullable(refusal);
    }

    private void report(SQLException refused) {
        DatabaseTrouble now = Optional.ofNullable(refused)
                .flatMap(DatabaseTrouble::of)
                .filter(DatabaseTrouble::isRefusal)
                // Passes by itself; only whoever saves meanwhile needs to know.
                .filter(trouble -> trouble != DatabaseTrouble.LOCKED)
                .orElse(null);
        if (now != refusal) {
            LOG.log(
                    now == null ? Level.INFO : Level.WARNING,
                    now == null
                            ? "The database takes changes again"
                            : "The database takes no changes, so nothing can be saved: " + refused.getMessage());
        }
        refusal = now;
    }

    /** One look ends before the next begins, however slow the database is. */
    void look() {
        try {
            ActiveState before = active.state();
            List<String> rows = storedRows();
            if (!before.isSettledAt(StoredParameters.content(rows, secretBox.stamp()))) {
                take(before, stored.stored());
            }
            lastLook = System.nanoTime();
            report(probe());
            if (databaseAway) {
                LOG.log(Level.INFO, "The database is back");
            }
            databaseAway = false;
            if (refusal == null) {
                witness.look(rows, stored::witness);
            }
        } catch (SQLException | RuntimeException e) {
            if (!databaseAway) {
                LOG.log(Level.WARNING, why(e) + "; the last parameters stay in force", e);
            }
            databaseAway = true;
        }
    }

    private static String why(Exception failure) {
        return DatabaseTrouble.of(failure)
                        .filter(trouble -> trouble == DatabaseTrouble.LOCKED)
                        .isPresent()
                ? "Somebody else has locked the parameters in the database, or it is slow"
                : "The database is away";
    }

    /**
     * A key file that is being replaced may be missing or incomplete for a moment. Only the second look in a row takes
     * calls away for it.
     */
    private void take(ActiveState before, StoredParameters found) {
        boolean breaks = found.hasBrokenKey() && before.sealBroken() == null;
        doubtful = breaks && !doubtful && !before.content().isEmpty();
        if (!doubtful) {
            active.take(before, found);
        }
    }

    /** The refusal of a change, or null. */
    SQLException probe() {
        try (var connection = dataSource.getConnection();
                var statement = connection.createStatement()) {
            statement.setQueryTimeout(SECONDS_PER_LOOK);
            statement.executeUpdate(PROBE);
            return null;
        } catch (SQLException e) {
            return e;
        }
    }

    /**
     * What the table holds, in the words of {@link ParameterRow#content}. Plain JDBC: a look twice a second is worth
     * neither a transaction nor a persistence context. All of it, because somebody who changes a row without us need
     * not raise its version.
     */
    List<String> storedRows() throws SQLException {
        try (var connection = dataSource.getConnection();
                var statement = connection.createStatement()) {
            statement.setQueryTimeout(SECONDS_PER_LOOK);
            try (var rows = statement.executeQuery(ROWS)) {
                List<String> contents = new ArrayList<>();
                while (rows.next()) {
                    contents.add(ParameterRow.content(rows.getInt(1), rows.getInt(2), rows.getString(3)));
                }
                return contents;
            }
        }
    }
}
