package org.portalvoip.janus;

/** How far the call on a line is. */
public enum LineState {
    /** There is none. */
    IDLE,
    /** Placed, and not heard of yet. */
    PLACED,
    /** The far end rings. */
    RINGING,
    /** Somebody has answered. */
    ESTABLISHED
}
