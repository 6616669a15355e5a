package org.portalvoip.janus;

import jakarta.json.JsonObjectBuilder;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.portalvoip.janus.JanusException.Kind;
import org.portalvoip.janus.Transactions.Reception;

/**
 * A session of Janus with its handles, over a transport of its own. Lives from {@code create} until somebody ends it:
 * we ({@link #end}), Janus (time-out, restart) or the network; then all its handles are lost, and told so.
 */
final class JanusSession implements JanusTransport.Receiver {
    private static final System.Logger LOG = System.getLogger(JanusSession.class.getName());
    private static final int NO_SUCH_SESSION = 458;
    private static final long LONGEST_TICK = 250;

    private final JanusTransport transport;
    private final URI server;
    private final GatewaySettings settings;
    private final Transactions transactions = new Transactions();
    private final AtomicLong counter = new AtomicLong();
    private final Map<Long, Line> handles = new ConcurrentHashMap<>();
    private final CompletableFuture<JanusException> ended = new CompletableFuture<>();
    private final Future<?> clock;
    private volatile long id;
    private volatile long heard = System.nanoTime();
    private volatile long heardEvent = heard;
    private volatile long spoke = System.nanoTime();

    private JanusSession(
            JanusTransport transport, URI server, GatewaySettings settings, ScheduledExecutorService scheduler) {
        this.transport = transport;
        this.server = server;
        this.settings = settings;
        long period = Math.min(LONGEST_TICK, settings.limits().answer().toMillis() / 4);
        clock = scheduler.scheduleWithFixedDelay(this::tick, period, period, TimeUnit.MILLISECONDS);
    }

    /** Connects and creates a session. When this fails, nothing is left over. */
    static CompletionStage<JanusSession> open(
            JanusTransport transport, URI server, GatewaySettings settings, ScheduledExecutorService scheduler) {
        JanusSession session = new JanusSession(transport, server, settings, scheduler);
        return transport
                .open(session)
                .thenCompose(open -> session.request(JanusRequest.core("create"), 0))
                .thenApply(answer -> {
                    session.id = answer.madeId();
                    return session;
                })
                .whenComplete((created, failure) -> {
                    if (failure != null) {
                        session.end(JanusException.from(failure));
                    }
                });
    }

    /** The id that Janus knows this session by: with it, another connection could claim the session. */
    long id() {
        return id;
    }

    /** The address of Janus. */
    URI server() {
        return server;
    }

    GatewaySettings settings() {
        return settings;
    }

    /** A new handle of the SIP plugin, not registered yet. */
    CompletionStage<Line> attach(LineListener listener) {
        return request(JanusRequest.attach(), 0).thenApply(answer -> {
            Line handle = new Line(this, answer.madeId(), listener);
            handles.put(handle.id(), handle);
            return handle;
        });
    }

    /** Asks Janus; fails if Janus says no, does not answer in time, or the session ends. */
    CompletionStage<JanusMessage> request(JsonObjectBuilder request, long handle) {
        String transaction = nextTransaction();
        spoke = System.nanoTime();
        CompletionStage<JanusMessage> answer =
                transactions.expect(transaction, spoke, settings.limits().answer(), () -> heard);
        send(transaction, request, handle).whenComplete((sent, failure) -> {
            // What takes too long is left to the clock, which also finds out whether Janus is silent altogether.
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

    private String nextTransaction() {
        return "t" + counter.incrementAndGet();
    }

    /** Waits for an event that is expected under a name of our own; on long poll it takes another way than answers. */
    CompletionStage<JanusMessage> expectEvent(String name, Duration limit) {
        return transactions.expect(name, System.nanoTime(), limit, () -> heardEvent);
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
            end(garbage);
        }
    }

    @Override
    public void lost(JanusException reason) {
        end(reason);
    }

    private void dispatch(JanusMessage message) {
        if (message instanceof JanusMessage.Timeout timeout) {
            if (timeout.session() == id) {
                end(new JanusException(Kind.ENDED_BY_JANUS, "Janus let the session time out"));
            }
        } else if (message.sender() == 0) {
            answered(message);
        } else {
            heardEvent = heard;
            Line handle = handles.get(message.sender());
            if (handle != null) {
                handle.received(message);
            }
        }
    }

    private void answered(JanusMessage answer) {
        if (answer instanceof JanusMessage.Failure failure && failure.code() == NO_SUCH_SESSION) {
            end(new JanusException(Kind.ENDED_BY_JANUS, failure.code(), failure.reason()));
            return;
        }
        Reception reception = transactions.settle(answer.transaction(), answer);
        if (reception == Reception.TOO_LATE
                && answer instanceof JanusMessage.Success late
                && late.id() != 0
                && id != 0) {
            LOG.log(System.Logger.Level.WARNING, "Janus attached a handle too late; it is given back");
            request(JanusRequest.core("detach"), late.id());
        }
    }

    /** The handle is gone, or will be: nothing more is delivered to it. */
    void forget(Line handle) {
        handles.remove(handle.id());
    }

    private void tick() {
        long now = System.nanoTime();
        if (transactions.expire(now)) {
            end(new JanusException(Kind.NO_ANSWER, "Janus does not speak any more"));
        } else if (id != 0 && now - spoke >= settings.limits().keepalive().toNanos()) {
            request(JanusRequest.core("keepalive"), 0);
        }
    }

    /** Completes once, before the handles hear of it: who then asks for another line shall not get one here. */
    CompletionStage<JanusException> ended() {
        return ended;
    }

    /** Ends the session, its handles and their calls, once. The stage completes when Janus was told. */
    CompletionStage<Void> end(JanusException reason) {
        if (!ended.complete(reason)) {
            return CompletableFuture.completedFuture(null);
        }
        clock.cancel(false);
        transactions.close(reason);
        handles.values().forEach(handle -> handle.lost(reason));
        handles.clear();
        return goodbye(reason);
    }

    /** Without it Janus would keep session and calls until its own time-out. */
    private CompletionStage<Void> goodbye(JanusException reason) {
        CompletionStage<Void> told = id == 0
                ? CompletableFuture.completedFuture(null)
                : send(nextTransaction(), JanusRequest.core("destroy"), 0);
        if (reason.kind() == Kind.NO_ANSWER) {
            // Nobody reads at the other end, so it may never be sent.
            transport.close();
        }
        return told.handle((sent, failure) -> {
            transport.close();
            return null;
        });
    }
}
