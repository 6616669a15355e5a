package org.portalvoip.call;

import java.time.Duration;
import org.portalvoip.sip.SipStatus;

/**
 * What is known about a call, to be reported when it is over.
 *
 * @param reason why it ended, null while it runs; the first reason counts
 * @param spoken from answer to end, zero when it was not answered
 * @param sipCallId the SIP Call-ID (RFC 3261 section 8.1.1.4), by which the call is found in the log of the telephone
 *     system; null when no INVITE was sent
 * @param status the final SIP status, Janus's error code, or 0
 * @param words the far side's own reason for the end, null when it gave none
 * @param before what had passed of the call when this node got it, zero if it was opened here
 * @param ended when it ended, null while it runs
 * @param quality what its browser said last, null when it has said nothing
 */
record CallSummary(
        EndReason reason,
        Duration spoken,
        String sipCallId,
        int status,
        String words,
        Duration before,
        Duration ended,
        CallQuality quality) {
    private static final int MOST_WORDS = 200;

    static final CallSummary NOTHING_YET =
            new CallSummary(null, Duration.ZERO, null, 0, null, Duration.ZERO, null, null);

    /** @param callId null if it is not told again */
    CallSummary withCallId(String callId) {
        return callId == null ? this : new CallSummary(reason, spoken, callId, status, words, before, ended, quality);
    }

    /** Of a call that another node has had for so long. */
    CallSummary withPast(Duration past) {
        return new CallSummary(reason, spoken, sipCallId, status, words, past, ended, quality);
    }

    /** The browser has measured this; null when it has not. */
    CallSummary heard(CallQuality measured) {
        return measured == null
                ? this
                : new CallSummary(reason, spoken, sipCallId, status, words, before, ended, measured);
    }

    /** The call ends at {@code now}. */
    CallSummary endedBy(Ending ending, Duration timeSpoken, Duration now) {
        return new CallSummary(
                ending.reason(), timeSpoken, sipCallId, ending.status(), ending.words(), before, now, quality);
    }

    /** From the opening until the answer, or until the end when {@code answered} is null. */
    Duration waited(Duration answered) {
        return before.plus(answered == null ? ended : answered);
    }

    /** The same as a line of the log. Removes line breaks from the far side's words, because they could forge lines. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder().append(reason).append(", ").append(spoken.toSeconds());
        text.append(" s spoken");
        if (status != 0 || words != null) {
            text.append(", ").append(plain(status == 0 ? words : status + " " + words));
        }
        if (isRefusal()) {
            SipStatus.meaning(status)
                    .ifPresent(meaning -> text.append(" (").append(meaning).append(')'));
        }
        if (sipCallId != null) {
            text.append(", Call-ID ").append(plain(sipCallId));
        }
        return text.toString();
    }

    /** Whether the status answered our INVITE: in a call, and of a registration, the same number means something else. */
    private boolean isRefusal() {
        return sipCallId != null && reason == EndReason.ofSipStatus(status);
    }

    private static String plain(String text) {
        String line = text.replaceAll("\\p{Cntrl}+", " ").strip();
        return line.length() <= MOST_WORDS ? line : line.substring(0, MOST_WORDS);
    }

    /**
     * Why a call ends.
     *
     * @param status SIP status or Janus's code, 0 if there is none
     * @param words the far side's own, or null
     */
    record Ending(EndReason reason, int status, String words) {
        static Ending of(EndReason reason) {
            return new Ending(reason, 0, null);
        }
    }
}
