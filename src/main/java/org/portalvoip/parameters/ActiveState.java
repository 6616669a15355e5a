package org.portalvoip.parameters;

import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What this node knows about the parameters at one moment. Never changes: a save and a look at the database each make
 * another state.
 *
 * @param inForce the set in force
 * @param lastSave the latest save of this node; null before the first
 * @param settled whether a look has read this set and its secret, so that the next one has to read only the revision
 * @param unreadable why the secret of 328 could not be read; empty when it could, or there is none
 * @param unusable which rules the stored set breaks, for which it is switched off; empty when it breaks none
 */
record ActiveState(
        ParametersInForce inForce, ParametersChanged lastSave, boolean settled, String unreadable, String unusable) {

    /** Before anything was read. */
    static final ActiveState INITIAL =
            new ActiveState(new ParametersInForce(VoipParameters.INITIAL, 0), null, false, "", "");

    /** The state after a save of this node. Two commits may be reported in either order: the later save stays. */
    ActiveState after(ParametersChanged save) {
        // Compared by difference, because the order may overflow.
        if (lastSave != null && save.order() - lastSave.order() <= 0) {
            return this;
        }
        return new ActiveState(new ParametersInForce(save.parameters(), save.revision()), save, false, unreadable, "");
    }

    /**
     * The state after a look that found {@code stored}. The set is switched off if it breaks a rule, which can only be
     * if somebody bypassed us.
     */
    ActiveState after(StoredParameters stored) {
        String broken = stored.set().violations().stream()
                .map(violation -> violation.parameter().number() + ": " + violation.sentence(Locale.ENGLISH))
                .collect(Collectors.joining(" "));
        VoipParameters set = stored.set().parameters();
        return new ActiveState(
                new ParametersInForce(broken.isEmpty() ? set : set.switchedOff(), stored.revision()),
                lastSave,
                stored.unreadable().isEmpty(),
                stored.unreadable(),
                broken);
    }

    /** Whether there is nothing to read when the database has this revision. A restored backup has a lower one. */
    boolean isSettledAt(long storedRevision) {
        return settled && inForce.revision() == storedRevision;
    }
}
