package org.portalvoip.call;

import jakarta.enterprise.inject.spi.CDI;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import jakarta.websocket.server.ServerEndpointConfig;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.portalvoip.server.ClassPath;
import org.portalvoip.start.Settings;
import org.portalvoip.web.Refusals;

/**
 * The socket of a browser: one socket is one call, and a call that has lost its socket goes on over another one. {@link
 * CallGate} decides before the upgrade who may open one. Longer than 200 lines, because everything that a container tells of a
 * socket ends here.
 */
@ServerEndpoint(value = "/call", subprotocols = CallGate.PROTOCOL, configurator = CallEndpoint.Maker.class)
public class CallEndpoint {
    private static final Logger LOG = System.getLogger(CallEndpoint.class.getName());
    private static final int LONGEST_MESSAGE = 16 * 1024;
    private static final int MOST_MESSAGES = 1000;
    /** WildFly splits a message into parts of 16 KB; a part may also be empty. */
    private static final int MOST_PARTS = 5 * MOST_MESSAGES;
    /** A long call has more pings than messages, so they are counted only if they come faster than this. */
    private static final long NANOS_BETWEEN_PINGS = 400_000_000L;

    /**
     * By this the container makes the endpoint of each socket. By itself, Payara would inspect the class anew for each, and
     * keep a kilobyte of what it has found for as long as the socket is open.
     */
    public static final class Maker extends ServerEndpointConfig.Configurator {
        private final AtomicReference<Supplier<CallEndpoint>> next = new AtomicReference<>();

        @Override
        public <T> T getEndpointInstance(Class<T> type) {
            if (next.get() == null) {
                ClassPath.ofTheApplication(() -> next.set(withBeans()));
            }
            return type.cast(next.get().get());
        }

        /** They are looked up once, and not before the first call, because the container makes this early. */
        private static Supplier<CallEndpoint> withBeans() {
            CDI<Object> beans = CDI.current();
            Calls calls = beans.select(Calls.class).get();
            CallReturns returns = beans.select(CallReturns.class).get();
            Settings settings = beans.select(Settings.class).get();
            LoginCalls logins = beans.select(LoginCalls.class).get();
            Refusals refusals = beans.select(Refusals.class).get();
            return () -> new CallEndpoint(calls, returns, settings, logins, refusals, System::nanoTime);
        }
    }

    private final Calls calls;
    private final CallReturns returns;
    private final Settings settings;
    private final LoginCalls logins;
    private final Refusals refusals;
    private final LongSupplier nanoTime;
    private final StringBuilder message = new StringBuilder(0);
    private int messages;
    private int parts;
    private long pinged;
    private boolean deaf;
    private Session session;
    private Browser browser;
    private volatile CallLoop call;

    CallEndpoint(
            Calls calls,
            CallReturns returns,
            Settings settings,
            LoginCalls logins,
            Refusals refusals,
            LongSupplier nanoTime) {
        this.calls = calls;
        this.returns = returns;
        this.settings = settings;
        this.logins = logins;
        this.refusals = refusals;
        this.nanoTime = nanoTime;
    }

    @OnOpen
    public void open(Session opened) {
        ClassPath.ofTheApplication(() -> openCall(opened));
    }

    private void openCall(Session opened) {
        session = opened;
        pinged = nanoTime.getAsLong() - NANOS_BETWEEN_PINGS;
        browser = new Browser(session);
        Caller caller = CallGate.callerOf(session);
        CallLoop begun =
                switch (CallGate.purposeOf(session)) {
                    case CALL -> calls.open(caller, browser);
                    case RETURN -> calls.awaitReturn(caller, browser);
                    case TRIAL -> calls.tryOut(caller, browser);
                };
        call = begun;
        begun.uses(CallGate.ticketOf(session));
        logins.bind(begun, CallGate.loginOf(session));
        FrameWatch.ofThisSocket().ifPresent(watch -> watch.tell(half -> tell(new CallEvent.Frame(half))));
    }

    private void tell(CallEvent event) {
        withCall(told -> told.post(browser, event));
    }

    /** Does nothing once the socket is closed, which may happen on another thread meanwhile. */
    private void withCall(Consumer<CallLoop> action) {
        CallLoop present = call;
        if (present != null) {
            ClassPath.ofTheApplication(() -> action.accept(present));
        }
    }

    /**
     * A part of a message. WildFly ignores maxMessageSize, and all servers go on delivering parts after a close, so
     * the length is counted here, and parts are dropped after a violation.
     */
    @OnMessage(maxMessageSize = LONGEST_MESSAGE)
    public void part(String part, boolean last) {
        ClassPath.ofTheApplication(() -> hear(part, last));
    }

    private void hear(String part, boolean last) {
        if (deaf) {
            return;
        }
        parts++;
        if (message.length() + part.length() > LONGEST_MESSAGE || messages >= MOST_MESSAGES || parts > MOST_PARTS) {
            refuse();
            return;
        }
        if (!last) {
            begin(part);
        } else {
            messages++;
            whole(message.isEmpty() ? part : end(part));
        }
    }

    private void begin(String part) {
        if (message.isEmpty()) {
            tell(new CallEvent.MessageBegun());
        }
        message.append(part);
    }

    private String end(String part) {
        String text = message.append(part).toString();
        forget();
        return text;
    }

    /** The memory, too: the socket may stay for long. */
    private void forget() {
        message.setLength(0);
        message.trimToSize();
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
            withCall(returns::tokenKept);
        } else {
            forgive(said);
            tell(new CallEvent.Said(said));
        }
    }

    private void transferred(BrowserMessage.Offer offer) {
        Optional<CallTickets.Transfer> transfer = calls.transfer(CallGate.callerOf(session), offer.transferTicket());
        if (transfer.isEmpty()) {
            refuse();
            return;
        }
        withCall(dialling -> dialling.uses(transfer.get().ticket()));
        tell(new CallEvent.Dials(transfer.get().goal()));
        tell(new CallEvent.Said(offer));
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
        Optional<CallLoop> running = returns.find(CallGate.callerOf(session), resume.tokens());
        if (running.isPresent()) {
            moveTo(running);
            returns.resume(running.get(), browser, resume);
        } else {
            tell(new CallEvent.BrowserAsks());
            returns.takeOver(CallGate.callerOf(session), browser, resume, this::moveTo, this::comeAgain);
        }
    }

    private void moveTo(Optional<CallLoop> running) {
        tell(new CallEvent.BrowserMoved(running.isPresent()));
        running.ifPresent(found -> {
            call = found;
            logins.rebind(found, CallGate.loginOf(session));
        });
    }

    private void comeAgain() {
        tell(new CallEvent.ComeAgain());
    }

    private void refuse() {
        deaf = true;
        refusals.count(Refusals.Reason.MESSAGE);
        forget();
        tell(new CallEvent.End(EndReason.NOT_ALLOWED));
    }

    @OnMessage
    public void pong(PongMessage sign) {
        tell(new CallEvent.Pong());
    }

    /**
     * Not always the browser's will: proxies and networks close sockets too. Payara calls this even for a socket that could
     * not be opened. The call is forgotten, because an idle thread of WildFly keeps the socket that it served last.
     */
    @OnClose
    public void close() {
        if (call != null) {
            browser.closed();
            tell(new CallEvent.BrowserClosed());
            deaf = true;
            call = null;
        }
    }

    @OnError
    public void error(Throwable failure) {
        LOG.log(Level.DEBUG, "The socket of a call failed", failure);
        if (call != null) {
            tell(new CallEvent.BrowserClosed());
            browser.cut();
        }
    }
}
