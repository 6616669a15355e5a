package org.portalvoip.call;

import java.time.Duration;
import org.portalvoip.sip.HeaderText;

/**
 * Fired when a call that had got as far as a line is over, by the node that ended it, once, on the thread that runs the
 * call: an observer must be quick. A node that dies ends nothing; of a call to which nobody comes back after that,
 * another node tells some minutes later.
 *
 * @param call its id, the same on each node that had it
 * @param age since its opening, whichever node that was on
 * @param waited from the opening until the answer or, without one, until the end
 * @param spoken from the answer to the end; null when nobody answered
 * @param reason why it ended
 * @param status the final SIP status, Janus's error code, or 0
 * @param words the far side's own reason, null when it gave none; like all texts here, printable, and 200 bytes at most
 * @param caller the name that the portal gives, else that of the sign-in, else a shortened address
 * @param node what the log calls the node
 * @param sipCallId null when no INVITE was sent
 * @param quality what the browser said last; null when it has said nothing
 */
public record CallOver(
        String call,
        Duration age,
        Duration waited,
        Duration spoken,
        EndReason reason,
        int status,
        String words,
        String caller,
        String node,
        String sipCallId,
        CallQuality quality) {
    private static final int MOST_BYTES = 200;

    static CallOver of(String id, Duration age, Call call, String caller, String node) {
        CallSummary summary = call.summary();
        return new CallOver(
                id,
                age,
                summary.waited(call.answered()),
                call.answered() == null ? null : summary.spoken(),
                summary.reason(),
                summary.status(),
                clean(summary.words()),
                clean(caller),
                clean(node),
                clean(summary.sipCallId()),
                summary.quality());
    }

    /** The call of a node that is gone, to which its browser did not come back; about when it ended is known. */
    static CallOver abandoned(CallRecord call, NodeTable.Node node) {
        Duration spoken = call.spoken() == null ? null : positive(call.spoken().minus(node.silent()));
        Duration waited = call.spoken() == null
                ? positive(call.age().minus(node.silent()))
                : positive(call.age().minus(call.spoken()));
        return new CallOver(
                call.id(),
                call.age(),
                waited,
                spoken,
                EndReason.NETWORK_LOST,
                0,
                null,
                clean(call.caller().shown()),
                clean(node.name()),
                clean(call.sipCallId()),
                null);
    }

    /** The clocks of two nodes differ. */
    private static Duration positive(Duration difference) {
        return difference.isNegative() ? Duration.ZERO : difference;
    }

    private static String clean(String text) {
        return text == null ? null : HeaderText.clean(text, MOST_BYTES);
    }
}
