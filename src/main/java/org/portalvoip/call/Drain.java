package org.portalvoip.call;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.portalvoip.start.Settings;

/**
 * Empties this node before an upgrade: it says that it is not ready, so that the balancer sends it nobody, takes no new
 * calls, and after {@code voip.drain-time} sends the browsers of its talks elsewhere. Only a restart ends that. A call that
 * still rings stays until it is answered or over.
 */
@ApplicationScoped
public class Drain {
    private static final Logger LOG = System.getLogger(Drain.class.getName());
    private static final long MILLIS_BETWEEN_ROUNDS = 1000;

    @Inject
    Calls calls;

    @Inject
    Settings settings;

    @Resource
    ManagedScheduledExecutorService scheduler;

    private volatile boolean begun;
    private ScheduledFuture<?> rounds;

    /** Begins to empty the node, unless that has begun before. */
    synchronized void begin() {
        if (!begun) {
            begun = true;
            LOG.log(Level.INFO, "This node takes no new calls, and sends its {0} calls to other nodes", calls.count());
            rounds = scheduler.scheduleWithFixedDelay(
                    calls::sendAway, settings.drainTime().toMillis(), MILLIS_BETWEEN_ROUNDS, TimeUnit.MILLISECONDS);
        }
    }

    /** Whether the node is being emptied. */
    public boolean hasBegun() {
        return begun;
    }

    /** How many calls are left. */
    int calls() {
        return calls.count();
    }

    @PreDestroy
    synchronized void stop() {
        if (rounds != null) {
            rounds.cancel(false);
        }
    }
}
