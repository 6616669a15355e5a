package org.portalvoip.call;

import java.time.Duration;

/**
 * Whether the browser is still there, as data. A closed laptop or a lost network closes no socket, so a browser that
 * has said nothing for a while gets a ping, and at once when its sound stops. What it has begun to say, a message or a part
 * of it, it must finish: until then nothing else can come from it, no answer to a ping either. Times are measured from the
 * opening of the call.
 *
 * @param nextPing when to send the next ping
 * @param pongBy until when the answer must have come, null when none is expected
 * @param messageBy until when the rest of a message must have come, null when none has begun
 * @param frameBy until when the rest of a frame must have come, null when none has begun
 */
record Heartbeat(Duration nextPing, Duration pongBy, Duration messageBy, Duration frameBy) {
    /** The phone says something every second. */
    private static final Duration SILENCE = Duration.ofSeconds(3);

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    /** For a browser of which Janus hears nothing. */
    private static final Duration PATIENCE_IN_DOUBT = Duration.ofSeconds(2);

    private static final Duration TIME_FOR_A_MESSAGE = Duration.ofSeconds(5);

    static final Heartbeat FIRST = from(Duration.ZERO);

    /** That of a socket that opens now. */
    static Heartbeat from(Duration now) {
        return new Heartbeat(now.plus(SILENCE), null, null, null);
    }

    /** The browser answered. */
    Heartbeat pong(Duration now) {
        return new Heartbeat(now.plus(SILENCE), null, messageBy, frameBy);
    }

    /** The first part of a message came. */
    Heartbeat messageBegun(Duration now) {
        return messageBy == null ? new Heartbeat(nextPing, pongBy, now.plus(TIME_FOR_A_MESSAGE), frameBy) : this;
    }

    /** A message is complete. */
    Heartbeat messageComplete(Duration now) {
        return new Heartbeat(now.plus(SILENCE), pongBy, null, frameBy);
    }

    /** The first bytes of a frame came, or the last. */
    Heartbeat frame(boolean half, Duration now) {
        return new Heartbeat(nextPing, pongBy, messageBy, half ? now.plus(TIME_FOR_A_MESSAGE) : null);
    }

    /** The browser gets a ping. */
    Heartbeat asked(Duration now) {
        return new Heartbeat(now.plus(SILENCE), now.plus(PATIENCE), messageBy, frameBy);
    }

    /** The browser gets a ping and must answer sooner; a second doubt gives it no more time. */
    Heartbeat askedInDoubt(Duration now) {
        Duration limit = now.plus(PATIENCE_IN_DOUBT);
        Duration sooner = pongBy != null && pongBy.compareTo(limit) < 0 ? pongBy : limit;
        return new Heartbeat(now.plus(SILENCE), sooner, messageBy, frameBy);
    }

    boolean isOverdue(Duration now) {
        return isPast(pongBy, now) || isPast(messageBy, now) || isPast(frameBy, now);
    }

    private static boolean isPast(Duration limit, Duration now) {
        return limit != null && now.compareTo(limit) >= 0;
    }

    boolean isPingDue(Duration now) {
        return pongBy == null && now.compareTo(nextPing) >= 0;
    }
}
