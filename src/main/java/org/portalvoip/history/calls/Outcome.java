package org.portalvoip.history.calls;

import java.util.EnumSet;
import java.util.Set;
import org.portalvoip.call.CallOver;
import org.portalvoip.call.EndReason;

/** What became of a call, in three words. */
public enum Outcome {
    /** Both sides spoke, until one of them hung up or the longest time was over. */
    ANSWERED,
    /** The way was good, but nobody spoke: busy, declined, no answer, or the caller did not want to wait. */
    UNANSWERED,
    /** Something was wrong, before the answer or during the talk. */
    FAILED;

    private static final Set<EndReason> GOOD_ENDS = EnumSet.of(
            EndReason.HANG_UP,
            EndReason.TRANSFERRED,
            EndReason.FAR_END,
            EndReason.ADMINISTRATOR,
            EndReason.MAX_DURATION);

    private static final Set<EndReason> NOBODY_SPOKE = EnumSet.of(
            EndReason.HANG_UP,
            EndReason.FAR_END,
            EndReason.ADMINISTRATOR,
            EndReason.BUSY,
            EndReason.DECLINED,
            EndReason.NO_ANSWER,
            EndReason.UNREACHABLE,
            EndReason.CANCELLED,
            EndReason.RING_TIMEOUT);

    static Outcome of(CallOver over) {
        if (over.spoken() != null) {
            return GOOD_ENDS.contains(over.reason()) ? ANSWERED : FAILED;
        }
        return NOBODY_SPOKE.contains(over.reason()) ? UNANSWERED : FAILED;
    }
}
