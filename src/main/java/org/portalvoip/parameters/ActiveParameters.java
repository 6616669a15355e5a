package org.portalvoip.parameters;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.portalvoip.database.SchemaReady;

/**
 * The parameters that are in force on this node, in memory: reading them needs neither a lock nor an SQL statement.
 * They are loaded when the schema is ready, and replaced after the commit of each save, or within a second after a
 * save on another node. While the database is away, the last set stays in force.
 */
@ApplicationScoped
public class ActiveParameters {
    private static final Logger LOG = System.getLogger(ActiveParameters.class.getName());
    private static final int MILLIS_BETWEEN_LOOKS = 500;
    private static final int SECONDS_PER_LOOK = 2;

    @Inject
    Parameters stored;

    @Inject
    Event<ParametersInForce> inForce;

    @Resource(lookup = "java:comp/DefaultDataSource")
    DataSource dataSource;

    @Resource
    ManagedScheduledExecutorService scheduler;

    private volatile ParametersInForce latest = new ParametersInForce(VoipParameters.INITIAL, 0);
    private volatile long lastLook = System.nanoTime();
    private boolean databaseAway;
    private ScheduledFuture<?> looks;

    /** The set in force; never null. The returned set never changes; ask again for a newer one. */
    public VoipParameters current() {
        return latest.parameters();
    }

    /** How long ago the database last confirmed this set: about half a second, unless the database is away. */
    public Duration age() {
        return Duration.ofNanos(System.nanoTime() - lastLook);
    }

    void load(@Observes SchemaReady ready) {
        replace(stored.stored());
        looks = scheduler.scheduleWithFixedDelay(
                this::look, MILLIS_BETWEEN_LOOKS, MILLIS_BETWEEN_LOOKS, TimeUnit.MILLISECONDS);
    }

    /** Two commits may report in either order: the newer set stays. */
    synchronized void replace(@Observes(during = TransactionPhase.AFTER_SUCCESS) ParametersChanged change) {
        if (change.edition() > latest.edition()) {
            latest = new ParametersInForce(change.parameters(), change.edition());
            inForce.fire(latest);
        }
    }

    /**
     * Takes over what another node has saved. Each check ends before the next one begins, however slow the database is.
     */
    private void look() {
        try {
            if (storedEdition() > latest.edition()) {
                replace(stored.stored());
            }
            lastLook = System.nanoTime();
            if (databaseAway) {
                LOG.log(Level.INFO, "The database is back");
            }
            databaseAway = false;
        } catch (SQLException | RuntimeException e) {
            if (!databaseAway) {
                LOG.log(Level.WARNING, "The database is away; the last parameters stay in force", e);
            }
            databaseAway = true;
        }
    }

    /** Plain JDBC, because a check twice a second needs neither a transaction nor a persistence context. */
    private long storedEdition() throws SQLException {
        try (var connection = dataSource.getConnection();
                var statement = connection.createStatement()) {
            statement.setQueryTimeout(SECONDS_PER_LOOK);
            try (var sum = statement.executeQuery("select sum(version) from voip_parameter")) {
                sum.next();
                return sum.getLong(1);
            }
        }
    }

    /** Also called if the schema never became ready and nothing was started. */
    @PreDestroy
    void stop() {
        if (looks != null) {
            looks.cancel(false);
        }
    }
}
