package org.portalvoip.janus;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Notices a hang-up that crosses the answer (RFC 3261 section 9.1): the far end is in a call then, and Janus (1.1.2) neither
 * ends it nor can be asked to. Only the end of the SIP stack sends the BYE.
 */
final class CrossedHangup {

    /** A SIP server confirms the end within a round trip. Shorter than a call waits before it gives the line back. */
    private static final Duration PATIENCE = Duration.ofMillis(1500);

    private final CompletableFuture<Void> noticed = new CompletableFuture<>();
    private volatile boolean asked;
    private volatile boolean cancelling;

    /** Completes when this has happened. */
    CompletionStage<Void> noticed() {
        return noticed;
    }

    /** We are about to hang up a call. */
    void asked(JanusConnection connection) {
        if (!asked) {
            asked = true;
            connection.later(PATIENCE, this::timeIsOver);
        }
    }

    private void timeIsOver() {
        if (asked) {
            noticed.complete(null);
        }
    }

    /** The line is given back, perhaps before the end that was asked for: nobody will hear of that. */
    void givenBack(LineState last) {
        if (asked && last != LineState.IDLE) {
            noticed.complete(null);
        }
        asked = false;
    }

    /** The line was taken away; with a session of Janus everything in it ends. */
    void lost() {
        asked = false;
    }

    void heard(SipEvent event, LineState before) {
        if (event instanceof SipEvent.Other other && other.name().equals("hangingup")) {
            cancelling = asked && before != LineState.ESTABLISHED;
        } else if (event instanceof SipEvent.HangUp) {
            asked = false;
            cancelling = false;
        } else if (event instanceof SipEvent.Accepted && cancelling) {
            noticed.complete(null);
        }
    }
}
