package org.portalvoip.call;

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
import java.util.function.Consumer;
import org.portalvoip.server.ClassPath;

/**
 * The browser's end of a call. Messages go out one after the other, without a waiting thread. No lock is held over a
 * call into the container, because the container may call back from inside that call, on this thread or on another one
 * that holds a lock of the container.
 *
 * <p>A browser that has heard the end closes the socket itself; only one that does not is cut off. Payara, where both
 * sides close at the same moment, may hand the objects of that request to two visitors at once: one of them hears
 * nothing, or the farewell of the other.
 */
final class Browser {
    private static final Logger LOG = System.getLogger(Browser.class.getName());
    private static final int MOST_WAITING = 128;
    /** Payara ignores this; there the missing pong reveals a browser that reads nothing. */
    private static final int SEND_TIMEOUT_MILLIS = 5000;

    private static final int NO_IDLE_TIMEOUT = 0;
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final Session session;
    private final Turns turns = new Turns();
    /** Only the thread that has the turn uses this field and those below. */
    private final Queue<String> waiting = new ArrayDeque<>(1);

    private boolean sending;
    private boolean over;
    private boolean reported;
    private volatile Consumer<CallEvent> lost = event -> {};

    /**
     * The container's own idle timer is switched off where it is not: the call's heartbeat guards the socket, and costs
     * less. On Payara each change of the timer begins a search of the class path.
     */
    Browser(Session session) {
        this.session = session;
        if (session.getMaxIdleTimeout() != NO_IDLE_TIMEOUT) {
            session.setMaxIdleTimeout(NO_IDLE_TIMEOUT);
        }
        session.getAsyncRemote().setSendTimeout(SEND_TIMEOUT_MILLIS);
    }

    /**
     * Gives {@code action}, on any thread, a {@link CallEvent.BrowserLost} when something cannot be sent, because not
     * every server reports a connection that was reset while it was writing, or a {@link CallEvent.BrowserSilent} when too
     * many messages wait because the browser does not read them. Nothing more is sent then; the socket stays until the
     * browser or {@link #cut} closes it.
     */
    void whenLost(Consumer<CallEvent> action) {
        lost = action;
    }

    /** Sends {@code text} when its turn comes; does nothing once the browser is lost or cut off. */
    void send(String text) {
        turns.take(() -> {
            if (over) {
                return;
            }
            if (waiting.size() >= MOST_WAITING) {
                giveUp(new CallEvent.BrowserSilent());
            } else {
                waiting.add(text);
                sendNext();
            }
        });
    }

    /** Sends a ping; {@link CallEndpoint} passes the answer on. */
    void ping() {
        turns.take(() -> {
            try {
                ClassPath.withoutJars(() -> session.getAsyncRemote().sendPing(NOTHING.duplicate()));
            } catch (IOException | RuntimeException e) {
                gone(e);
                giveUp(new CallEvent.BrowserLost());
            }
        });
    }

    /**
     * The socket is closed, as the container reports. Nothing more is sent, because Tyrus would send it behind its own close,
     * and the call is forgotten, because a container may keep the socket.
     */
    void closed() {
        turns.take(() -> {
            over = true;
            reported = true;
            waiting.clear();
            lost = event -> {};
        });
    }

    /** Closes the socket, and drops the connection if it is still there; what has not been sent is lost. */
    void cut() {
        turns.take(() -> {
            closeWith(sending ? CloseCodes.TRY_AGAIN_LATER : CloseCodes.NORMAL_CLOSURE);
            over = true;
            waiting.clear();
            if (session.isOpen()) {
                dropConnection();
            }
        });
    }

    private void sendNext() {
        if (sending) {
            return;
        }
        String next = waiting.poll();
        if (next != null) {
            sending = true;
            sendText(next);
        }
    }

    private void sendText(String text) {
        try {
            ClassPath.withoutJars(
                    () -> session.getAsyncRemote().sendText(text, result -> turns.take(() -> sent(result))));
        } catch (RuntimeException e) {
            gone(e);
            giveUp(new CallEvent.BrowserLost());
        }
    }

    private void sent(SendResult result) {
        sending = false;
        if (result.isOK()) {
            sendNext();
        } else {
            gone(result.getException());
            giveUp(new CallEvent.BrowserLost());
        }
    }

    private void giveUp(CallEvent why) {
        if (!over) {
            over = true;
            waiting.clear();
            lost.accept(why);
        }
    }

    /**
     * WildFly keeps the connection until the browser has taken everything and answered the close, if it ever does; only
     * a method of its own session ends that. Payara counts a closed session as not open and offers nothing of the kind:
     * if more is queued for the browser than the system buffers, such as answers to its own pings, the connection may
     * stay until the browser reads or vanishes. The call has ended and its place is free in any case.
     */
    private void dropConnection() {
        try {
            session.getClass().getMethod("forceClose").invoke(session);
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.log(Level.WARNING, "This server cannot drop the connection of a browser that does not close it", e);
        }
    }

    /** WildFly keeps a session that broke while it was written to, and reports no end of it, until somebody closes it. */
    private void closeWith(CloseReason.CloseCode code) {
        try {
            if (session.isOpen() || !reported) {
                session.close(new CloseReason(code, ""));
            }
        } catch (IOException | RuntimeException e) {
            gone(e);
        }
    }

    /** Servers report this in many ways, Payara even with a plain RuntimeException. */
    private static void gone(Throwable how) {
        LOG.log(Level.DEBUG, "A browser is gone", how);
    }
}
