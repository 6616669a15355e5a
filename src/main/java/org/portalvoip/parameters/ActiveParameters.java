package org.portalvoip.parameters;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import org.portalvoip.database.SchemaReady;

/**
 * The parameters that are in force on this node, in memory: reading them costs neither a lock nor a statement. Loaded
 * when the schema is ready, replaced after the commit of each save.
 */
@ApplicationScoped
public class ActiveParameters {
    @Inject
    Parameters stored;

    @Inject
    Event<ParametersInForce> inForce;

    private volatile ParametersInForce latest = new ParametersInForce(VoipParameters.INITIAL, 0);

    /** The set in force; never null, never changing: ask again for a newer one. */
    public VoipParameters current() {
        return latest.parameters();
    }

    void load(@Observes SchemaReady ready) {
        replace(stored.stored());
    }

    /** Two commits may report in either order: the newer set stays. */
    synchronized void replace(@Observes(during = TransactionPhase.AFTER_SUCCESS) ParametersChanged change) {
        if (change.edition() > latest.edition()) {
            latest = new ParametersInForce(change.parameters(), change.edition());
            inForce.fire(latest);
        }
    }
}
