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

/** The socket of a browser: one socket is one call. {@link CallGate} decides before the upgrade who may open one. */
@ServerEndpoint(value = "/call", subprotocols = CallGate.PROTOCOL)
public class CallEndpoint {
    private static final Logger LOG = System.getLogger(CallEndpoint.class.getName());
    private static final int LONGEST_MESSAGE = 16 * 1024;
    private static final int MOST_MESSAGES = 1000;
    /** WildFly splits a message into parts of 16 KB; a part may also be empty. */
    private static final int MOST_PARTS = 5 * MOST_MESSAGES;

    @Inject
    Calls calls;

    @Inject
    LoginCalls logins;

    private final StringBuilder message = new StringBuilder();
    private int messages;
    private int parts;
    private boolean deaf;
    private CallLoop call;

    @OnOpen
    public void open(Session session) {
        call = calls.open(CallGate.callerOf(session), new Browser(session));
        logins.bind(call, CallGate.loginOf(session));
    }

    /**
     * A part of a message. WildFly ignores maxMessageSize, and all servers go on delivering parts after a close, so
     * the length is counted here, and parts are dropped after a violation.
     */
    @OnMessage(maxMessageSize = LONGEST_MESSAGE)
    public void part(String part, boolean last) {
        if (deaf) {
            return;
        }
        parts++;
        if (message.length() + part.length() > LONGEST_MESSAGE || messages >= MOST_MESSAGES || parts > MOST_PARTS) {
            refuse();
            return;
        }
        if (!last && message.length() == 0) {
            call.post(new CallEvent.MessageBegun());
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
            call.post(new CallEvent.Said(BrowserMessage.parse(text)));
        } catch (IllegalArgumentException e) {
            LOG.log(Level.DEBUG, "Invalid message from a browser: {0}", e.getMessage());
            refuse();
        }
    }

    private void refuse() {
        deaf = true;
        message.setLength(0);
        message.trimToSize(); // the socket may stay for a while
        call.post(new CallEvent.End(EndReason.NOT_ALLOWED));
    }

    @OnMessage
    public void pong(PongMessage sign) {
        call.post(new CallEvent.Pong());
    }

    /** The user left the page, or the browser is gone. Payara calls this even for a socket that could not be opened. */
    @OnClose
    public void close() {
        if (call != null) {
            call.post(new CallEvent.BrowserLost(EndReason.HANG_UP));
        }
    }

    @OnError
    public void error(Throwable failure) {
        LOG.log(Level.DEBUG, "The socket of a call failed", failure);
        if (call != null) {
            call.post(new CallEvent.End(EndReason.NETWORK_LOST));
        }
    }
}
