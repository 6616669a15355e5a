package org.portalvoip.history.calls;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.portalvoip.call.CallOver;
import org.portalvoip.history.calls.CallLogTable.Rated;
import org.portalvoip.history.calls.LoggedCall.Rating;
import org.portalvoip.start.Settings;

/** Keeps the list of calls: adds each call that has ended, and removes those that are too old. */
@ApplicationScoped
public class CallLog {
    private static final Logger LOG = System.getLogger(CallLog.class.getName());

    /** With about 1 KB each. */
    private static final int MOST_WAITING = 10_000;

    private static final int ROWS_AT_A_TIME = 500;
    private static final int SECONDS_TO_FIRST_LOOK = 10;
    private static final int SECONDS_BETWEEN_LOOKS = 3600;

    @Resource(lookup = "java:comp/DefaultDataSource")
    DataSource dataSource;

    @Resource
    ManagedScheduledExecutorService scheduler;

    @Inject
    Settings settings;

    private CallLogTable table;
    private CallLogQueue queue;
    private ScheduledFuture<?> looks;

    void begin(@Observes @Initialized(ApplicationScoped.class) Object start) {
        table = new CallLogTable(dataSource);
        queue = new CallLogQueue(table, scheduler, MOST_WAITING);
        looks = scheduler.scheduleWithFixedDelay(
                this::removeOld, SECONDS_TO_FIRST_LOOK, SECONDS_BETWEEN_LOOKS, TimeUnit.SECONDS);
    }

    void note(@Observes CallOver over) {
        if (isKept()) {
            queue.add(LoggedCall.of(over, Instant.now()));
        }
    }

    /** Whether calls are listed at all ({@code voip.call-log-days}). */
    boolean isKept() {
        return !settings.callLogTime().isZero();
    }

    Rated rate(String call, Rating rating) throws SQLException {
        return table.rate(call, rating);
    }

    private void removeOld() {
        try {
            removeOld(table, settings.callLogTime(), Instant.now());
        } catch (SQLException | RuntimeException e) {
            LOG.log(Level.WARNING, "Calls that are too old could not be removed; the next attempt is in an hour", e);
        }
    }

    /** Removes all rows that are older than {@code kept}; zero removes all. */
    static void removeOld(CallLogTable table, Duration kept, Instant now) throws SQLException {
        // A node whose clock is fast may have written rows of the next minutes.
        Instant end = kept.isZero() ? now.plus(Duration.ofDays(1)) : now.minus(kept);
        int removed;
        do {
            removed = table.removeBefore(LoggedCall.text(end), ROWS_AT_A_TIME);
        } while (removed > 0);
    }

    @PreDestroy
    void end() {
        if (looks != null) {
            looks.cancel(false);
            queue.close();
        }
    }
}
