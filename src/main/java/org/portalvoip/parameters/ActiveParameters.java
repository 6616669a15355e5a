package org.portalvoip.parameters;

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
import java.util.Locale;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * The parameters that are in force on this node, in memory: reading them costs neither a lock nor a statement. They are
 * replaced after the commit of each save here, and within a second when the database has others, whether another node saved
 * them or a backup was restored. While the database is away the last set stays in force.
 */
@ApplicationScoped
public class ActiveParameters {
    private static final Logger LOG = System.getLogger(ActiveParameters.class.getName());
    private static final int MILLIS_BETWEEN_LOOKS = 500;
    private static final int SECONDS_PER_LOOK = 2;

    /** Rows with other numbers are none of ours. */
    private static final String REVISION = Stream.of(Parameter.values())
            .map(parameter -> String.valueOf(parameter.number()))
            .collect(Collectors.joining(",", "select sum(version) from voip_parameter where id in (", ")"));

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
    private volatile String unreadable = "";
    private final AtomicLong replacements = new AtomicLong();
    private long lastSave = Long.MIN_VALUE;
    private String reasonForNoCalls = "";
    private boolean databaseAway;
    private ScheduledFuture<?> looks;

    /** The set in force; never null, never changing: ask again for a newer one. */
    public VoipParameters current() {
        return latest.parameters();
    }

    /** How long ago the database last confirmed this set: half a second or so, unless the database is away. */
    public Duration age() {
        return Duration.ofNanos(System.nanoTime() - lastLook);
    }

    /** Why the secret of 328 cannot be read, for the administrator; empty when it can, or there is none. */
    public String unreadable() {
        return unreadable;
    }

    /** Takes what is stored into force, and from then on what will be. */
    public void load() {
        stored.complete();
        takeStored();
        lastLook = System.nanoTime();
        looks = scheduler.scheduleWithFixedDelay(
                this::look, MILLIS_BETWEEN_LOOKS, MILLIS_BETWEEN_LOOKS, TimeUnit.MILLISECONDS);
    }

    /** Two commits may be reported in either order: the later save stays. */
    synchronized void saved(@Observes(during = TransactionPhase.AFTER_SUCCESS) ParametersChanged change) {
        if (change.order() - lastSave > 0 || lastSave == Long.MIN_VALUE) {
            lastSave = change.order();
            reasonForNoCalls = "";
            take(change.parameters(), change.revision());
        }
    }

    private void takeStored() {
        long before = replacements.get();
        StoredParameters set = stored.stored();
        takeUnlessReplacedSince(before, set);
    }

    /** What was read before a save must not replace what was saved. */
    private synchronized void takeUnlessReplacedSince(long before, StoredParameters set) {
        if (!unreadable.equals(set.unreadable()) && !set.unreadable().isEmpty()) {
            LOG.log(Level.ERROR, "Parameter 328 cannot be used: " + set.unreadable());
        }
        boolean readableAgain = !unreadable.isEmpty() && set.unreadable().isEmpty();
        unreadable = set.unreadable();
        if (replacements.get() == before && (readableAgain || set.revision() != latest.revision())) {
            take(usable(set.set()), set.revision());
        }
    }

    private void take(VoipParameters set, long revision) {
        latest = new ParametersInForce(set, revision);
        replacements.incrementAndGet();
        inForce.fire(latest);
    }

    /** The set, or the same switched off when it breaks a rule, which can only be if somebody bypassed us. */
    private VoipParameters usable(WrittenSet set) {
        String reason = set.violations().stream()
                .map(violation -> violation.parameter().number() + ": " + violation.sentence(Locale.ENGLISH))
                .collect(Collectors.joining(" "));
        if (!reason.isEmpty() && !reason.equals(reasonForNoCalls)) {
            LOG.log(Level.ERROR, "There are no calls, because stored parameters cannot be used. " + reason);
        }
        reasonForNoCalls = reason;
        return reason.isEmpty() ? set.parameters() : set.parameters().switchedOff();
    }

    /** Takes over what is stored. One look ends before the next begins, however slow the database is. */
    private void look() {
        try {
            if (storedRevision() != latest.revision() || !unreadable.isEmpty()) {
                takeStored();
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

    /** Plain JDBC: a look twice a second is worth neither a transaction nor a persistence context. */
    private long storedRevision() throws SQLException {
        try (var connection = dataSource.getConnection();
                var statement = connection.createStatement()) {
            statement.setQueryTimeout(SECONDS_PER_LOOK);
            try (var sum = statement.executeQuery(REVISION)) {
                sum.next();
                return sum.getLong(1);
            }
        }
    }

    /** No more looks at the database; the last set stays in force. */
    public void stop() {
        if (looks != null) {
            looks.cancel(false);
        }
    }
}
