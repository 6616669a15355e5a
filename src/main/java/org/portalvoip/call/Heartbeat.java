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

    /**
     * A phone that hears nothing for three seconds comes back over another socket. Together with the silence this is the
     * time for a message, so that a frame of whose beginning no server tells has no longer.
     */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

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
        return messageBy == null
                ? new Heartbeat(now.plus(SILENCE), pongBy, now.plus(TIME_FOR_A_MESSAGE), frameBy)
                : this;
    }

    /** A message is complete. */
    Heartbeat messageComplete(Duration now) {
        return new Heartbeat(now.plus(SILENCE), pongBy, null, frameBy);
    }

    /** The first bytes of a frame came, or the last. */
    Heartbeat frame(boolean half, Duration now) {
        return new Heartbeat(now.plus(SILENCE), pongBy, messageBy, half ? now.plus(TIME_FOR_A_MESSAGE) : null);
    }

    /** The browser gets a ping; a second one before its answer gives it no more time. */
    Heartbeat asked(Duration now) {
        return new Heartbeat(now.plus(SILENCE), pongBy == null ? now.plus(PATIENCE) : pongBy, messageBy, frameBy);
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
