package org.portalvoip.janus;

import java.util.concurrent.CompletionStage;

/**
 * Another node's master that we keep alive, because calls still need it: Janus takes the helpers away with their master.
 */
public class Adoption {

    private final JanusSession session;

    protected Adoption(JanusSession session) {
        this.session = session;
    }

    static CompletionStage<Adoption> of(JanusConnection connection, JanusPlace place) {
        return JanusSession.takeOver(connection, place.session()).thenApply(Adoption::new);
    }

    /** Completes when the master is gone, and with it its calls; with the reason. */
    public CompletionStage<JanusException> ended() {
        return session.closed();
    }

    /** Ends the master at Janus, which ends the calls that still need it. */
    public CompletionStage<Void> close() {
        return session.giveBack();
    }

    /** Leaves the master as it is, without a word to Janus, for another node to adopt. */
    public void letGo() {
        session.leave();
    }
}
