package org.portalvoip.janus;

/** Receives what Janus says to a {@link Probe}, on threads of the connection to Janus. */
public interface ProbeListener {

    /** Janus's answer to the browser's offer. */
    void answer(Jsep answer);

    /** A candidate of Janus; may come before the answer that it belongs to. */
    void candidate(IceCandidate candidate);

    /** Nothing can be tried any more, for a reason that has nothing to do with the way of the sound. */
    void lost(JanusException reason);
}
