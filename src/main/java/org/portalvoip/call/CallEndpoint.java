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
import java.util.Optional;
import java.util.function.LongSupplier;
import org.portalvoip.sip.Extension;
import org.portalvoip.start.Settings;
import org.portalvoip.web.Refusals;

/**
 * The socket of a browser: one socket is one call, and a call that has lost its socket goes on over another one. {@link
 * CallGate} decides before the upgrade who may open one.
 */
@ServerEndpoint(value = "/call", subprotocols = CallGate.PROTOCOL)
public class CallEndpoint {
    private static final Logger LOG = System.getLogger(CallEndpoint.class.getName());
    private static final int LONGEST_MESSAGE = 16 * 1024;
    private static final int MOST_MESSAGES = 1000;
    /** WildFly splits a message into parts of 16 KB; a part may also be empty. */
    private static final int MOST_PARTS = 5 * MOST_MESSAGES;
    /** A long call has more pings than messages, so they are counted only if they come faster than this. */
    private static final long NANOS_BETWEEN_PINGS = 900_000_000L;

    @Inject
    Calls calls;

    @Inject
    Settings settings;

    @Inject
    LoginCalls logins;

    @Inject
    Refusals refusals;

    LongSupplier nanoTime = System::nanoTime;

    private final StringBuilder message = new StringBuilder();
    private int messages;
    private int parts;
    private long pinged;
    private boolean deaf;
    private Session session;
    private Browser browser;
    private volatile CallLoop call;

    @OnOpen
    public void open(Session opened) {
        session = opened;
        pinged = nanoTime.getAsLong() - NANOS_BETWEEN_PINGS;
        browser = new Browser(session);
        Caller caller = CallGate.callerOf(session);
        call = switch (CallGate.purposeOf(session)) {
            case CALL -> calls.open(caller, browser);
            case RETURN -> calls.awaitReturn(caller, browser);
            case TRIAL -> calls.tryOut(caller, browser);
        };
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
            call.post(browser, new CallEvent.MessageBegun());
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
            take(BrowserMessage.parse(text).with(settings.codecs()));
        } catch (IllegalArgumentException e) {
            LOG.log(Level.DEBUG, "Invalid message from a browser: {0}", e.getMessage());
            refuse();
        }
    }

    private void take(BrowserMessage said) {
        if (said instanceof BrowserMessage.Resume resume && messages == 1) {
            resume(resume);
        } else if (said instanceof BrowserMessage.Resume) {
            refuse();
        } else if (said instanceof BrowserMessage.Offer offer && offer.transferTicket() != null) {
            transferred(offer);
        } else if (said instanceof BrowserMessage.Kept) {
            calls.tokenKept(call);
        } else {
            forgive(said);
            call.post(browser, new CallEvent.Said(said));
        }
    }

    private void transferred(BrowserMessage.Offer offer) {
        Optional<Extension> goal = calls.goalOf(CallGate.callerOf(session), offer.transferTicket());
        if (goal.isEmpty()) {
            refuse();
            return;
        }
        call.post(browser, new CallEvent.Dials(goal.get()));
        call.post(browser, new CallEvent.Said(offer));
    }

    private void forgive(BrowserMessage said) {
        long now = nanoTime.getAsLong();
        if (said instanceof BrowserMessage.Ping && now - pinged >= NANOS_BETWEEN_PINGS) {
            pinged = now;
            messages--;
            parts--;
        }
    }

    /** The call that was opened with this socket makes way for the one that the browser comes back to. */
    private void resume(BrowserMessage.Resume resume) {
        Optional<CallLoop> running = calls.find(CallGate.callerOf(session), resume.token());
        if (running.isPresent()) {
            moveTo(running);
            calls.resume(running.get(), browser, resume);
        } else {
            call.post(browser, new CallEvent.BrowserAsks());
            calls.takeOver(CallGate.callerOf(session), browser, resume, this::moveTo, this::comeAgain);
        }
    }

    private void moveTo(Optional<CallLoop> running) {
        call.post(browser, new CallEvent.BrowserMoved(running.isPresent()));
        if (running.isPresent()) {
            call = running.get();
            logins.bind(call, CallGate.loginOf(session));
        }
    }

    private void comeAgain() {
        call.post(browser, new CallEvent.ComeAgain());
    }

    private void refuse() {
        deaf = true;
        refusals.count(Refusals.Reason.MESSAGE);
        message.setLength(0);
        message.trimToSize(); // the socket may stay for a while
        call.post(browser, new CallEvent.End(EndReason.NOT_ALLOWED));
    }

    @OnMessage
    public void pong(PongMessage sign) {
        call.post(browser, new CallEvent.Pong());
    }

    /**
     * Not always the browser's will: proxies and networks close sockets too. Payara calls this even for a socket that could
     * not be opened.
     */
    @OnClose
    public void close() {
        if (call != null) {
            browser.closed();
            call.post(browser, new CallEvent.BrowserClosed());
        }
    }

    @OnError
    public void error(Throwable failure) {
        LOG.log(Level.DEBUG, "The socket of a call failed", failure);
        if (call != null) {
            call.post(browser, new CallEvent.BrowserClosed());
            browser.cut();
        }
    }
}
