package org.portalvoip.call;

import java.time.Duration;

/**
 * Whether the browser is still there, as data. A closed laptop or a lost network closes no socket, so the browser
 * gets a ping regularly, and at once when its sound stops. Nobody can answer a ping in the middle of a frame (RFC 6455
 * section 5.4), so a frame that stays half sent is noticed as well. Times are measured from the opening of the call.
 *
 * @param nextPing when to send the next ping
 * @param pongBy until when the answer must have come, null when none is expected
 * @param messageBy until when the rest of a message must have come, null when none has begun
 */
record Heartbeat(Duration nextPing, Duration pongBy, Duration messageBy) {
    private static final Duration BETWEEN = Duration.ofSeconds(15);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    /** For a browser of which Janus hears nothing. */
    private static final Duration PATIENCE_IN_DOUBT = Duration.ofSeconds(2);

    private static final Duration TIME_FOR_A_MESSAGE = Duration.ofSeconds(5);

    static final Heartbeat FIRST = from(Duration.ZERO);

    /** That of a socket that opens now. */
    static Heartbeat from(Duration now) {
        return new Heartbeat(now.plus(BETWEEN), null, null);
    }

    /** The browser answered. */
    Heartbeat pong() {
        return new Heartbeat(nextPing, null, messageBy);
    }

    /** The first part of a message came. */
    Heartbeat messageBegun(Duration now) {
        return messageBy == null ? new Heartbeat(nextPing, pongBy, now.plus(TIME_FOR_A_MESSAGE)) : this;
    }

    /** A message is complete. */
    Heartbeat messageComplete() {
        return messageBy == null ? this : new Heartbeat(nextPing, pongBy, null);
    }

    /** The browser gets a ping. */
    Heartbeat asked(Duration now) {
        return new Heartbeat(now.plus(BETWEEN), now.plus(PATIENCE), messageBy);
    }

    /** The browser gets a ping and must answer sooner; a second doubt gives it no more time. */
    Heartbeat askedInDoubt(Duration now) {
        Duration limit = now.plus(PATIENCE_IN_DOUBT);
        Duration sooner = pongBy != null && pongBy.compareTo(limit) < 0 ? pongBy : limit;
        return new Heartbeat(now.plus(BETWEEN), sooner, messageBy);
    }

    boolean isOverdue(Duration now) {
        return isPast(pongBy, now) || isPast(messageBy, now);
    }

    private static boolean isPast(Duration limit, Duration now) {
        return limit != null && now.compareTo(limit) >= 0;
    }

    boolean isPingDue(Duration now) {
        return pongBy == null && now.compareTo(nextPing) >= 0;
    }
}
