package org.portalvoip.call;

import jakarta.inject.Inject;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** The browser's way in: one socket is one call. Who may come here is decided before the upgrade, by {@link CallGate}. */
@ServerEndpoint("/call")
public class CallEndpoint {
    private static final Logger LOG = System.getLogger(CallEndpoint.class.getName());
    private static final int LONGEST_MESSAGE = 64 * 1024;
    private static final int MOST_MESSAGES = 1000;

    @Inject
    Calls calls;

    private final StringBuilder message = new StringBuilder();
    private int messages;
    private Call call;

    @OnOpen
    public void open(Session session) {
        call = calls.open(CallGate.callerOf(session), new CallSocket(session)).orElse(null);
    }

    /**
     * A part of a message. WildFly minds no maxMessageSize, and all servers go on delivering parts after a close: so the
     * length is counted here, and nothing is listened to once the call is over.
     */
    @OnMessage(maxMessageSize = LONGEST_MESSAGE)
    public void part(String part, boolean last) {
        if (call == null) {
            return;
        }
        if (message.length() + part.length() > LONGEST_MESSAGE || messages >= MOST_MESSAGES) {
            refuse();
            return;
        }
        message.append(part);
        if (last) {
            messages++;
            String text = message.toString();
            message.setLength(0);
            whole(text);
        }
    }

    private void whole(String text) {
        try {
            call.received(CallMessage.parse(text));
        } catch (IllegalArgumentException e) {
            LOG.log(Level.DEBUG, "A browser said what it may not: {0}", e.getMessage());
            refuse();
        }
    }

    private void refuse() {
        end(EndReason.NOT_ALLOWED);
        message.setLength(0);
        call = null;
    }

    @OnMessage
    public void pong(PongMessage sign) {
        if (call != null) {
            call.pong();
        }
    }

    /** The page was left, or the browser is gone. */
    @OnClose
    public void close() {
        end(EndReason.HANG_UP);
    }

    @OnError
    public void error(Throwable failure) {
        LOG.log(Level.DEBUG, "The socket of a call failed", failure);
        end(EndReason.NETWORK_LOST);
    }

    private void end(EndReason reason) {
        if (call != null) {
            call.end(reason);
        }
    }
}
