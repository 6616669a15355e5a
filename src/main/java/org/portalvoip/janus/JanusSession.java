package org.portalvoip.janus;

import jakarta.json.JsonObjectBuilder;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.portalvoip.janus.JanusException.Kind;

/**
 * A session of Janus with its handles. It lives until we close it, or Janus (time-out, restart) or the network takes it
 * away; then all its handles are lost, and their listeners learn it. Longer than 200 lines, because each request of a session
 * needs its handles and its state.
 */
final class JanusSession implements JanusConnection.Member {

    /**
     * Where messages about one handle go.
     *
     * @param received gets each message, in the order in which Janus sent them
     * @param claimed is called when messages were lost, and come again from now on
     * @param lost is called when the session is gone, and the handle with it
     */
    record Handle(Consumer<JanusMessage> received, Runnable claimed, Consumer<JanusException> lost) {}

    private static final int NO_SUCH_SESSION = 458;

    private final JanusConnection connection;
    private final long id;
    private final Transactions transactions = new Transactions();
    private final AtomicLong counter = new AtomicLong();
    private final Map<Long, Handle> handles = new ConcurrentHashMap<>(1);
    private final CompletableFuture<JanusException> closed = new CompletableFuture<>();
    private final AtomicBoolean destroying = new AtomicBoolean();
    private final CompletableFuture<Void> destroyed = new CompletableFuture<>();
    private volatile boolean created;
    private volatile long spoke = System.nanoTime();

    private JanusSession(JanusConnection connection, long id) {
        this.connection = connection;
        this.id = id;
    }

    /**
     * A new session. Since we choose its id, requests can follow at once, without waiting for Janus to have created it;
     * if it does not, they fail for the same reason.
     */
    static JanusSession create(JanusConnection connection) {
        JanusSession session = new JanusSession(connection, connection.newId());
        connection.add(session);
        String transaction = session.nextTransaction();
        CompletionStage<JanusMessage> answer =
                session.expectEvent(transaction, session.settings().limits().answer());
        session.answerTo(transaction, answer, connection.create(session, transaction, session.awaits(transaction)))
                .whenComplete((created, failure) -> {
                    if (failure == null) {
                        session.created = true;
                        connection.listen(session);
                    } else {
                        session.close(JanusException.from(failure));
                    }
                });
        return session;
    }

    /**
     * Goes on with a session of another connection, which may still be there. When this fails, the session is left as it is.
     */
    static CompletionStage<JanusSession> takeOver(JanusConnection connection, long id) {
        JanusSession session = new JanusSession(connection, id);
        session.created = true;
        connection.add(session);
        connection.listen(session);
        return session.takeOver().thenApply(taken -> session).whenComplete((taken, failure) -> {
            if (failure != null) {
                session.leave();
            }
        });
    }

    @Override
    public long id() {
        return id;
    }

    GatewaySettings settings() {
        return connection.settings();
    }

    JanusConnection connection() {
        return connection;
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

    /** The handle was taken away: nothing more is delivered to it. */
    void remove(long handle) {
        handles.remove(handle);
    }

    /** Asks Janus; fails if Janus refuses, does not answer in time, or the session ends. */
    CompletionStage<JanusMessage> request(JsonObjectBuilder request, long handle) {
        return request(nextTransaction(), request, handle);
    }

    /** As {@link #request(JsonObjectBuilder, long)}, for whoever must recognize an event by the transaction. */
    CompletionStage<JanusMessage> request(String transaction, JsonObjectBuilder request, long handle) {
        CompletionStage<JanusMessage> answer =
                expectEvent(transaction, settings().limits().answer());
        return answerTo(transaction, answer, connection.send(this, handle, transaction, request, awaits(transaction)));
    }

    private BooleanSupplier awaits(String transaction) {
        return () -> asked(transaction) != Long.MIN_VALUE;
    }

    private CompletionStage<JanusMessage> answerTo(
            String transaction, CompletionStage<JanusMessage> answer, CompletionStage<Void> sending) {
        sending.whenComplete((sent, failure) -> {
            // A time-out is left to the clock, which also finds out whether Janus is entirely silent.
            if (failure != null && JanusException.from(failure).kind() != Kind.NO_ANSWER) {
                transactions.fail(transaction, JanusException.from(failure));
            }
        });
        return answer.thenApply(JanusMessage::orRefusal);
    }

    String nextTransaction() {
        return Transactions.name(id, counter.incrementAndGet());
    }

    /** Waits for an event under a name of our own, to be settled or failed in {@link #transactions()}. */
    CompletionStage<JanusMessage> expectEvent(String name, Duration limit) {
        return transactions.expect(name, System.nanoTime(), limit);
    }

    Transactions transactions() {
        return transactions;
    }

    @Override
    public long asked(String transaction) {
        return transactions.asked(transaction);
    }

    @Override
    public void received(JanusMessage message) {
        if (message instanceof JanusMessage.Timeout) {
            close(new JanusException(Kind.ENDED_BY_JANUS, "Janus let the session time out"));
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
        } else {
            transactions.settle(answer.transaction(), answer);
        }
    }

    @Override
    public void spoke() {
        spoke = System.nanoTime();
    }

    @Override
    public long spokeAt() {
        return spoke;
    }

    @Override
    public void interrupted(JanusException reason) {
        transactions.failAll(reason);
    }

    @Override
    public CompletionStage<Void> claim() {
        if (!created) {
            return CompletableFuture.completedFuture(null);
        }
        return takeOver().handle((taken, failure) -> {
            if (failure == null) {
                handles.values().forEach(handle -> handle.claimed().run());
            } else if (!JanusConnection.mayPass(JanusException.from(failure))) {
                close(JanusException.from(failure));
            }
            return null;
        });
    }

    /**
     * Makes the events of the session come to this connection. It must be claimed where Janus binds sessions to connections,
     * and must not be over HTTP, where Janus would lose its way in a poll that is pending.
     */
    private CompletionStage<JanusMessage> takeOver() {
        return request(JanusRequest.core(connection.bindsSessions() ? "claim" : "keepalive"), 0);
    }

    @Override
    public boolean expire(long now, long heard) {
        return transactions.expire(now, heard);
    }

    @Override
    public void keepAlive(long now) {
        if (now - spoke >= settings().limits().keepalive().toNanos()) {
            request(JanusRequest.core("keepalive"), 0);
        }
    }

    /** Completes when the session is over, with the reason; never if we leave it. */
    CompletionStage<JanusException> closed() {
        return closed;
    }

    boolean isClosed() {
        return closed.isDone();
    }

    /** Ends the session, its handles and their calls, once, and tells them why. */
    void close(JanusException reason) {
        if (end(reason)) {
            destroy();
        }
    }

    @Override
    public boolean end(JanusException reason) {
        if (!closed.complete(reason)) {
            return false;
        }
        // First, because with the master's session the connection ends, and must not be taken for restored by its last
        // answer.
        handles.values().forEach(handle -> handle.lost().accept(reason));
        handles.clear();
        transactions.close(reason);
        return true;
    }

    @Override
    public CompletionStage<Void> destroy() {
        if (destroying.compareAndSet(false, true)) {
            connection
                    .send(this, 0, nextTransaction(), JanusRequest.core("destroy"), () -> true)
                    .whenComplete((sent, failure) -> destroyed.complete(null));
            connection.remove(this, destroyed);
        }
        return destroyed;
    }

    @Override
    public void leave() {
        handles.clear();
        connection.remove(this);
        transactions.close(new JanusException(Kind.OFF, "the session was left to another node"));
    }

    /**
     * Ends the session without telling its handles. The stage completes when Janus has ended it, too; if it cannot be
     * reached, it learns it as soon as it can.
     */
    CompletionStage<Void> giveBack() {
        handles.clear();
        // A poll that finds no session any more would look like a session that Janus has ended.
        connection.ignore(this);
        return request(JanusRequest.core("destroy"), 0)
                .<Void>thenApply(gone -> null)
                .whenComplete((gone, failure) -> {
                    if (!closed.complete(new JanusException(Kind.OFF, "the session was given back"))) {
                        return;
                    }
                    if (failure == null) {
                        connection.remove(this);
                    } else {
                        destroy();
                    }
                });
    }
}
