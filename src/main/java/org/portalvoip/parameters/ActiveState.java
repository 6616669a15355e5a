package org.portalvoip.parameters;

import java.util.List;
import org.portalvoip.secret.SealBroken;

/**
 * What this node knows about the parameters at one moment. Never changes: a save and a look at the database each make
 * another state.
 *
 * @param inForce the set in force
 * @param lastSave the latest save of this node; null before the first
 * @param content what was read for this state, see {@link StoredParameters#content()}; empty before anything was
 * @param sealBroken why the secret of 328 cannot be opened; null when it can, or there is none
 * @param violations the rules that the stored set breaks, for which it is switched off
 * @param problems those rules, and why the secret cannot be opened
 */
record ActiveState(
        ParametersInForce inForce,
        ParametersChanged lastSave,
        String content,
        SealBroken sealBroken,
        List<Violation> violations,
        List<Violation> problems) {

    /** Before anything was read. */
    static final ActiveState INITIAL =
            new ActiveState(new ParametersInForce(VoipParameters.INITIAL, 0), null, "", null, List.of(), List.of());

    /** The state after a save of this node. Two commits may be reported in either order: the later save stays. */
    ActiveState after(ParametersChanged save) {
        // Compared by difference, because the order may overflow.
        if (lastSave != null && save.order() - lastSave.order() <= 0) {
            return this;
        }
        return of(save.stored(), save);
    }

    /**
     * The state after a look that found {@code stored}. The set is switched off if it breaks a rule, which can only be
     * if somebody bypassed us, or if the key of its secret is away.
     */
    ActiveState after(StoredParameters stored) {
        return of(stored, lastSave);
    }

    private static ActiveState of(StoredParameters stored, ParametersChanged lastSave) {
        return new ActiveState(
                new ParametersInForce(stored.usable(), stored.revision()),
                lastSave,
                stored.content(),
                stored.sealBroken(),
                stored.set().violations(),
                stored.problems());
    }

    /** Whether there is nothing to read when the database and the key file have this content. */
    boolean isSettledAt(String storedContent) {
        return content.equals(storedContent);
    }
}
