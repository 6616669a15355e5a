package org.portalvoip.call;

import java.time.Duration;
import java.time.Instant;

/**
 * Whether the browser is still there. A closed lid or a lost network closes no socket, so it is asked now and then, and
 * at once when no more sound comes from it.
 */
final class Heartbeat {
    private static final Duration BETWEEN = Duration.ofSeconds(15);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    /** With the two seconds after which Janus notices silence, this ends the SIP leg within five. */
    private static final Duration PATIENCE_IN_DOUBT = Duration.ofSeconds(2);

    private final CallSocket socket;
    private Instant nextPing;
    private Instant pongBy;

    Heartbeat(CallSocket socket, Instant now) {
        this.socket = socket;
        this.nextPing = now.plus(BETWEEN);
    }

    void pong() {
        pongBy = null;
    }

    /** Asks now, and waits less long. */
    void doubt(Instant now) {
        ask(now, PATIENCE_IN_DOUBT);
    }

    /** Returns false when an answer is overdue. */
    boolean tick(Instant now) {
        if (pongBy != null) {
            return now.isBefore(pongBy);
        }
        if (!now.isBefore(nextPing)) {
            ask(now, PATIENCE);
        }
        return true;
    }

    private void ask(Instant now, Duration patience) {
        pongBy = now.plus(patience);
        nextPing = now.plus(BETWEEN);
        socket.ping();
    }
}
