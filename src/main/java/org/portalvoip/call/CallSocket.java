package org.portalvoip.call;

import jakarta.json.JsonObject;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * The browser's end of a call. News go out one after the other, without a thread that waits; a browser that does not
 * take them is cut off instead of being remembered for ever.
 */
final class CallSocket {
    private static final Logger LOG = System.getLogger(CallSocket.class.getName());
    private static final int MOST_WAITING = 128;
    private static final int SEND_TIMEOUT_MILLIS = 5000;
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final Session session;
    private final Queue<String> waiting = new ArrayDeque<>();
    private boolean sending;
    private boolean closing;

    CallSocket(Session session) {
        this.session = session;
        session.getAsyncRemote().setSendTimeout(SEND_TIMEOUT_MILLIS);
    }

    /** Sends {@code news} when it is its turn; nothing once {@link #close} was called. */
    synchronized void send(JsonObject news) {
        if (closing) {
            return;
        }
        if (waiting.size() >= MOST_WAITING) {
            cut();
            return;
        }
        waiting.add(news.toString());
        sendNext();
    }

    /** Asks for a sign of life, which {@link CallEndpoint} hands to {@link Call#pong}. */
    void ping() {
        try {
            session.getAsyncRemote().sendPing(NOTHING.duplicate());
        } catch (IOException | IllegalStateException e) {
            LOG.log(Level.DEBUG, "No ping for a browser that is gone");
        }
    }

    /** Closes after what is waiting has gone out. */
    synchronized void close() {
        closing = true;
        sendNext();
    }

    private void sendNext() {
        if (sending) {
            return;
        }
        String next = waiting.poll();
        if (next != null) {
            sending = true;
            sendText(next);
        } else if (closing) {
            closeWith(CloseCodes.NORMAL_CLOSURE);
        }
    }

    private void sendText(String news) {
        try {
            session.getAsyncRemote().sendText(news, this::sent);
        } catch (IllegalStateException e) {
            LOG.log(Level.DEBUG, "No news for a browser that is gone");
            closing = true;
            waiting.clear();
        }
    }

    private synchronized void sent(SendResult result) {
        sending = false;
        if (result.isOK()) {
            sendNext();
        } else {
            LOG.log(Level.DEBUG, "The browser does not take its news", result.getException());
            cut();
        }
    }

    private void cut() {
        closing = true;
        waiting.clear();
        closeWith(CloseCodes.TRY_AGAIN_LATER);
    }

    private void closeWith(CloseReason.CloseCode code) {
        try {
            if (session.isOpen()) {
                session.close(new CloseReason(code, ""));
            }
        } catch (IOException | IllegalStateException e) {
            LOG.log(Level.DEBUG, "The socket was closed already");
        }
    }
}
