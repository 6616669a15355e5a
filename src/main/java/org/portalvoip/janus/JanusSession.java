package org.portalvoip.janus;

import jakarta.json.JsonObjectBuilder;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.portalvoip.janus.JanusException.Kind;
import org.portalvoip.janus.Transactions.Reception;
import org.portalvoip.janus.transport.JanusTransport;
import org.portalvoip.janus.transport.TransportException;

/**
 * A session of Janus with its handles, over a transport of its own. It lives from {@code create} until we close it, or
 * Janus (time-out, restart) or the network takes it away; then all its handles are lost, and their listeners learn it.
 * Longer than 200 lines, because requests, messages and the end share its id and its clock.
 */
final class JanusSession implements JanusTransport.Receiver {

    /**
     * Where messages about one handle go.
     *
     * @param received gets each message, in the order in which Janus sent them
     * @param lost is called when the session is gone, and the handle with it
     */
    record Handle(Consumer<JanusMessage> received, Consumer<JanusException> lost) {}

    private static final Logger LOG = System.getLogger(JanusSession.class.getName());
    private static final int NO_SUCH_SESSION = 458;
    private static final long LONGEST_TICK = 250;

    private final JanusTransport transport;
    private final GatewaySettings settings;
    private final Transactions transactions = new Transactions();
    private final AtomicLong counter = new AtomicLong();
    private final Map<Long, Handle> handles = new ConcurrentHashMap<>();
    private final CompletableFuture<JanusException> closed = new CompletableFuture<>();
    private final Future<?> clock;
    private volatile long id;
    private volatile long heard = System.nanoTime();
    private volatile long spoke = System.nanoTime();

    private JanusSession(JanusTransport transport, GatewaySettings settings, ScheduledExecutorService scheduler) {
        this.transport = transport;
        this.settings = settings;
        long period = Math.min(LONGEST_TICK, settings.limits().answer().toMillis() / 4);
        clock = scheduler.scheduleWithFixedDelay(this::tick, period, period, TimeUnit.MILLISECONDS);
    }

    /** Connects and creates a session. When this fails, nothing is left over. */
    static CompletionStage<JanusSession> open(
            JanusTransport transport, GatewaySettings settings, ScheduledExecutorService scheduler) {
        JanusSession session = new JanusSession(transport, settings, scheduler);
        return transport
                .open(session)
                .thenCompose(open -> session.request(JanusRequest.core("create"), 0))
                .thenApply(answer -> {
                    session.id = answer.madeId();
                    return session;
                })
                .whenComplete((created, failure) -> {
                    if (failure != null) {
                        session.close(JanusException.from(failure));
                    }
                });
    }

    /** The id that Janus knows this session by: with it, another connection could claim the session. */
    long id() {
        return id;
    }

    GatewaySettings settings() {
        return settings;
    }

    /** The id of a new handle of the SIP plugin, not registered yet. */
    CompletionStage<Long> attach() {
        return request(JanusRequest.attach(), 0).thenApply(JanusMessage::madeId);
    }

    /** From now on messages about this handle are delivered. */
    void add(long handle, Handle to) {
        handles.put(handle, to);
        if (isClosed() && handles.remove(handle) != null) {
            to.lost().accept(closed.join());
        }
    }

    /** The handle is given back, or was taken away: nothing more is delivered to it. */
    void remove(long handle) {
        handles.remove(handle);
    }

    /** Asks Janus; fails if Janus refuses, does not answer in time, or the session ends. */
    CompletionStage<JanusMessage> request(JsonObjectBuilder request, long handle) {
        return request(nextTransaction(), request, handle);
    }

    /** As {@link #request(JsonObjectBuilder, long)}, for whoever must recognize an event by the transaction. */
    CompletionStage<JanusMessage> request(String transaction, JsonObjectBuilder request, long handle) {
        spoke = System.nanoTime();
        CompletionStage<JanusMessage> answer =
                transactions.expect(transaction, spoke, settings.limits().answer());
        send(transaction, request, handle).whenComplete((sent, failure) -> {
            // A time-out is left to the clock, which also finds out whether Janus is entirely silent.
            if (failure != null && JanusException.from(failure).kind() != Kind.NO_ANSWER) {
                transactions.fail(transaction, JanusException.from(failure));
            }
        });
        return answer.thenApply(JanusMessage::orRefusal);
    }

    private CompletionStage<Void> send(String transaction, JsonObjectBuilder request, long handle) {
        request.add("transaction", transaction);
        return transport.send(id, handle, JanusRequest.addressed(request, id, handle, settings.apiSecret()));
    }

    String nextTransaction() {
        return "t" + counter.incrementAndGet();
    }

    /** Waits for an event under a name of our own, to be settled or failed in {@link #transactions()}. */
    CompletionStage<JanusMessage> expectEvent(String name, Duration limit) {
        return transactions.expect(name, System.nanoTime(), limit);
    }

    Transactions transactions() {
        return transactions;
    }

    @Override
    public void received(String text) {
        heard = System.nanoTime();
        try {
            JanusMessage.parse(text).forEach(this::dispatch);
        } catch (JanusException garbage) {
            close(garbage);
        }
    }

    @Override
    public void lost(TransportException reason) {
        close(JanusException.from(reason));
    }

    private void dispatch(JanusMessage message) {
        if (message instanceof JanusMessage.Timeout timeout) {
            if (timeout.session() == id) {
                close(new JanusException(Kind.ENDED_BY_JANUS, "Janus let the session time out"));
            }
        } else if (message.sender() == 0) {
            answered(message);
        } else {
            Handle handle = handles.get(message.sender());
            if (handle != null) {
                handle.received().accept(message);
            }
        }
    }

    private void answered(JanusMessage answer) {
        if (answer instanceof JanusMessage.Failure failure && failure.code() == NO_SUCH_SESSION) {
            close(new JanusException(Kind.ENDED_BY_JANUS, failure.code(), failure.reason()));
            return;
        }
        Reception reception = transactions.settle(answer.transaction(), answer);
        if (reception == Reception.TOO_LATE
                && answer instanceof JanusMessage.Success late
                && late.id() != 0
                && id != 0) {
            LOG.log(Level.WARNING, "Janus attached a handle too late; it is given back");
            request(JanusRequest.core("detach"), late.id());
        }
    }

    private void tick() {
        long now = System.nanoTime();
        if (transactions.expire(now, heard)) {
            close(new JanusException(Kind.NO_ANSWER, "Janus has fallen silent"));
        } else if (id != 0 && now - spoke >= settings.limits().keepalive().toNanos()) {
            request(JanusRequest.core("keepalive"), 0);
        }
    }

    /** Completes once, before the handles hear of it, so that a retry never gets a line of this session. */
    CompletionStage<JanusException> closed() {
        return closed;
    }

    boolean isClosed() {
        return closed.isDone();
    }

    /**
     * Ends the session, its handles and their calls, once. The stage completes when the request has been sent to Janus.
     */
    CompletionStage<Void> close(JanusException reason) {
        if (!closed.complete(reason)) {
            return CompletableFuture.completedFuture(null);
        }
        clock.cancel(false);
        transactions.close(reason);
        handles.values().forEach(handle -> handle.lost().accept(reason));
        handles.clear();
        return destroy(reason);
    }

    /** Otherwise Janus would keep the session and its calls until its own time-out. */
    private CompletionStage<Void> destroy(JanusException reason) {
        CompletionStage<Void> destroyed = id == 0
                ? CompletableFuture.completedFuture(null)
                : send(nextTransaction(), JanusRequest.core("destroy"), 0);
        if (reason.kind() == Kind.NO_ANSWER) {
            // If nobody reads at the other end, it is never sent.
            transport.close();
        }
        return destroyed.handle((sent, failure) -> {
            transport.close();
            return null;
        });
    }
}
