package org.portalvoip.janus;

import org.portalvoip.sip.Callee;

/**
 * Receives the events of a line. Calls arrive one after the other, in the order in which Janus sent the events,
 * except {@link #lost}, which may overtake others. They arrive on threads that all lines share, so they must not
 * block. What a listener does not care about, it need not implement.
 */
public interface LineListener {

    /** An event of registration or call; {@code jsep} is null if it came without a session description. */
    void sip(SipEvent event, Jsep jsep);

    /** A candidate of Janus; may come before the answer that it belongs to. */
    default void candidate(IceCandidate candidate) {}

    /** How the caller stands in the far end's queue, whenever that has changed; only before the answer. */
    default void waiting(Waiting waiting) {}

    /**
     * The far end asks that its caller be connected to another extension, which may be called: so this ends, and another call
     * is made, or {@link Line#declineTransfer} is told so.
     *
     * @param id by which it is declined
     */
    default void transfer(Callee goal, long id) {}

    /**
     * The call has not reached its SIP server, and the account has another one: a new line leads there. This line carries
     * no call any more.
     *
     * @param end how the call ended
     */
    default void unreached(SipEvent.HangUp end) {
        sip(end, null);
    }

    /**
     * The telephone does not take the call with encrypted sound, and it need not be: a new line may call it in clear. This
     * line carries no call any more.
     *
     * @param end how the call ended
     */
    default void unencrypted(SipEvent.HangUp end) {
        sip(end, null);
    }

    /** Media of {@code type} ("audio") comes from the browser, or has stopped for about two seconds. */
    default void media(String type, boolean receiving) {}

    /** Packets get lost on the way up from the browser, or down to it. */
    default void slowLink(boolean uplink, long lost) {}

    /**
     * The media connection is closed: before or after the call's own {@link SipEvent.HangUp}, or without one.
     *
     * @param byBrowser whether the browser closed it
     * @param reason in Janus's words
     */
    default void mediaClosed(boolean byBrowser, String reason) {}

    /**
     * The line is gone, and the call with it. The last call of this listener; never made after {@link Line#close()}.
     */
    void lost(JanusException reason);
}
