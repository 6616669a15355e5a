package org.portalvoip.call;

import java.time.Duration;

/**
 * The browser's side of a call, as data: its socket, its answers and its sound. A closed socket is not the end, because
 * the sound flows between browser and Janus; only a browser that is lost with its socket and its sound is gone. Times
 * are measured from the opening of the call.
 *
 * @param socket what has become of the socket
 * @param heard the last sign of life on the socket; its close is one
 * @param heartbeat what the browser has been asked
 * @param silentSince since when Janus has received no sound, null while it does
 */
record Link(Socket socket, Duration heard, Heartbeat heartbeat, Duration silentSince) {
    /** How long nothing must come from a browser whose socket is closed; Janus reports silence 2 s late. */
    private static final Duration GONE = Duration.ofSeconds(8);

    static final Link FIRST = new Link(Socket.OPEN, Duration.ZERO, Heartbeat.FIRST, Duration.ZERO);

    /** What has become of a socket. */
    enum Socket {
        OPEN,
        /** Closed without a hang-up: by a proxy, a network, or a browser that is gone. */
        CLOSED,
        /** It gave no answer, and was cut off: a network may come back. */
        SILENT,
        /** The browser is gone for good, or knows all that it has to. */
        OVER
    }

    boolean isOpen() {
        return socket == Socket.OPEN;
    }

    boolean isOver() {
        return socket == Socket.OVER;
    }

    /** The socket closed; one that was cut off before stays so. */
    Link closed(Duration now) {
        return isOpen() ? new Link(Socket.CLOSED, now, heartbeat, silentSince) : this;
    }

    /** The socket gave no answer. */
    Link silent() {
        return new Link(Socket.SILENT, heard, heartbeat, silentSince);
    }

    /** Nobody is expected any more. */
    Link over() {
        return new Link(Socket.OVER, heard, heartbeat, silentSince);
    }

    /** The browser has another socket. */
    Link back(Duration now) {
        return new Link(Socket.OPEN, now, Heartbeat.from(now), silentSince);
    }

    /** Sound has begun to arrive, or stopped. */
    Link sound(boolean receiving, Duration now) {
        return new Link(socket, heard, heartbeat, receiving ? null : now);
    }

    /** Whether sound arrives from the browser. */
    boolean isHeard() {
        return silentSince == null;
    }

    /** Whether the browser is gone: without socket, without sound, and for longer than it may take to come back. */
    boolean isGone(Duration now, Duration resumeTime) {
        if (isOpen() || silentSince == null) {
            return false;
        }
        Duration last = heard.compareTo(silentSince) > 0 ? heard : silentSince;
        Duration patience = socket == Socket.CLOSED && resumeTime.compareTo(GONE) > 0 ? GONE : resumeTime;
        return now.compareTo(last.plus(patience)) >= 0;
    }

    Link pong(Duration now) {
        return heard(now, heartbeat.pong(now));
    }

    Link messageBegun(Duration now) {
        return heard(now, heartbeat.messageBegun(now));
    }

    Link messageComplete(Duration now) {
        return heard(now, heartbeat.messageComplete(now));
    }

    Link frame(boolean half, Duration now) {
        return heard(now, heartbeat.frame(half, now));
    }

    private Link heard(Duration now, Heartbeat next) {
        return new Link(socket, now, next, silentSince);
    }

    Link asked(Duration now) {
        return new Link(socket, heard, heartbeat.asked(now), silentSince);
    }

    boolean isOverdue(Duration now) {
        return isOpen() && heartbeat.isOverdue(now);
    }

    boolean isPingDue(Duration now) {
        return isOpen() && heartbeat.isPingDue(now);
    }
}
