package org.portalvoip.parameters;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The parameters that are in force on this node, in memory: reading them costs neither a lock nor a statement. They are
 * replaced after the commit of each save here, and by {@link ParametersWatch} when the database has others.
 */
@ApplicationScoped
public class ActiveParameters {
    private static final Logger LOG = System.getLogger(ActiveParameters.class.getName());

    @Inject
    Event<ParametersInForce> inForce;

    private final AtomicReference<ActiveState> state = new AtomicReference<>(ActiveState.INITIAL);
    private final AtomicInteger untold = new AtomicInteger();

    /** The set in force; never null, never changing: ask again for a newer one. */
    public VoipParameters current() {
        return state.get().inForce().parameters();
    }

    /** What a look needs to know before it reads the database; see {@link #take}. */
    ActiveState state() {
        return state.get();
    }

    void saved(@Observes(during = TransactionPhase.AFTER_SUCCESS) ParametersChanged save) {
        ActiveState before = state.getAndUpdate(now -> now.after(save));
        if (!before.after(save).inForce().equals(before.inForce())) {
            tell();
        }
    }

    /**
     * Takes what a look has read into force, unless a save was taken since {@code before}: what was read before a save
     * must not replace what was saved. The next look reads again then.
     */
    void take(ActiveState before, StoredParameters stored) {
        ActiveState after = before.after(stored);
        if (state.compareAndSet(before, after)) {
            report(before, after);
            if (!after.inForce().equals(before.inForce())) {
                tell();
            }
        }
    }

    private static void report(ActiveState before, ActiveState after) {
        if (!after.unreadable().isEmpty() && !after.unreadable().equals(before.unreadable())) {
            LOG.log(Level.ERROR, "Parameter 328 cannot be used: " + after.unreadable());
        }
        if (!after.unusable().isEmpty() && !after.unusable().equals(before.unusable())) {
            LOG.log(Level.ERROR, "There are no calls, because stored parameters cannot be used. " + after.unusable());
        }
    }

    /**
     * Tells observers of the set in force, without a lock and by one thread at a time: one that comes meanwhile only
     * leaves word that there is a newer set. So the newest is told last, and one that is already replaced may not be.
     */
    private void tell() {
        if (untold.getAndIncrement() > 0) {
            return;
        }
        int known = 1;
        do {
            fire(state.get().inForce());
            known = untold.addAndGet(-known);
        } while (known != 0);
    }

    /** Even an Error of an observer must not stop the telling, because nobody would ever be told again. */
    private void fire(ParametersInForce set) {
        try {
            inForce.fire(set);
        } catch (RuntimeException | Error e) {
            LOG.log(Level.ERROR, "The parameters of revision " + set.revision() + " could not be used everywhere", e);
        }
    }
}
