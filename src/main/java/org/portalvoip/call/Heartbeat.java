package org.portalvoip.call;

import java.time.Duration;

/**
 * Whether the browser is still there, as data. A closed laptop or a lost network closes no socket, so the browser
 * gets a ping regularly, and at once when its sound stops. Times are measured from the opening of the call.
 *
 * @param nextPing when to send the next ping
 * @param pongBy until when the answer must have come, null when none is expected
 */
record Heartbeat(Duration nextPing, Duration pongBy) {
    private static final Duration BETWEEN = Duration.ofSeconds(15);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    /** With the two seconds after which Janus notices silence, this ends the SIP leg within five. */
    private static final Duration PATIENCE_IN_DOUBT = Duration.ofSeconds(2);

    static final Heartbeat FIRST = new Heartbeat(BETWEEN, null);

    /** The browser answered. */
    Heartbeat pong() {
        return new Heartbeat(nextPing, null);
    }

    /** The browser gets a ping. */
    Heartbeat asked(Duration now) {
        return new Heartbeat(now.plus(BETWEEN), now.plus(PATIENCE));
    }

    /** The browser gets a ping and must answer sooner; a second doubt gives it no more time. */
    Heartbeat askedInDoubt(Duration now) {
        Duration limit = now.plus(PATIENCE_IN_DOUBT);
        return new Heartbeat(now.plus(BETWEEN), pongBy != null && pongBy.compareTo(limit) < 0 ? pongBy : limit);
    }

    boolean isOverdue(Duration now) {
        return pongBy != null && now.compareTo(pongBy) >= 0;
    }

    boolean isPingDue(Duration now) {
        return pongBy == null && now.compareTo(nextPing) >= 0;
    }
}
