package org.portalvoip.janus;

import jakarta.json.JsonObjectBuilder;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.portalvoip.janus.JanusException.Kind;
import org.portalvoip.janus.transport.Transports;

/**
 * Our way to one Janus, with all the sessions that we have there. It hands each message to its session, has one clock
 * for all, and lives until we close it, or Janus takes the sessions away; then all of them are lost.
 *
 * <p>A break alone ends nothing, if Janus keeps sessions without a connection for some time: over a WebSocket for its
 * {@code reclaim_session_timeout}, after which we must have claimed them on a new one; over HTTP for its {@code
 * session_timeout}. Longer than 200 lines, because the end of a connection, a break and the clock share its state.
 */
final class JanusConnection implements Link.User {

    /** A session, as its connection sees it. */
    interface Member {

        /** The id that Janus knows it by. */
        long id();

        /** A message that is about it. */
        void received(JanusMessage message);

        /** When a request was made that waits for its answer; {@link Long#MIN_VALUE} if none of this name does. */
        long asked(String transaction);

        /** A request of it is being sent. */
        void spoke();

        /** When it spoke last. */
        long spokeAt();

        /** Whether Janus is silent; see {@link Transactions#expire}. */
        boolean expire(long now, long heard);

        /** Speaks if it is time to. */
        void keepAlive(long now);

        /** Nobody knows which of its requests Janus has received. */
        void interrupted(JanusException reason);

        /**
         * Events of it were lost; from now on they have to come to this connection. The stage completes, never with a failure,
         * when Janus has said yes or no.
         */
        CompletionStage<Void> claim();

        /** We leave it to another node, and nobody in it hears of it any more. */
        void leave();

        /** Tells everybody in it that it is over, once; returns whether this was the time. */
        boolean end(JanusException reason);

        /**
         * Has Janus end it, which otherwise would keep it and its calls until its own time-out. The stage completes when
         * the request has been sent.
         */
        CompletionStage<Void> destroy();
    }

    /** Whoever wants to know how the connection is. */
    interface Watcher {

        /** Calls go on, but we hear nothing of them. Each break is told once. */
        void interrupted(JanusException reason);

        /** All is well again. */
        void restored();
    }

    private static final long LONGEST_TICK = 250;
    private static final int BITS_TO_DROP = Long.SIZE - 53;
    private static final String INFO = "info";
    private static final int SERVER_ERRORS = 500;

    private final JanusAddress server;
    private final Link link;
    private final GatewaySettings settings;
    private final SecureRandom random = new SecureRandom();
    private final Transactions own = new Transactions();
    private final Map<Long, Member> sessions = new ConcurrentHashMap<>();
    /** Of sessions that are over, as long as Janus has not been told. */
    private final Set<CompletionStage<Void>> farewells = ConcurrentHashMap.newKeySet();

    private final CompletableFuture<JanusException> closed = new CompletableFuture<>();
    private final Future<?> clock;
    private volatile long heard = System.nanoTime();
    private volatile ServerInfo info = ServerInfo.NOT_TOLD;
    private volatile JanusException interruption;
    private volatile Watcher watcher;
    private volatile boolean closesWhenUnused;

    private JanusConnection(
            JanusAddress server, Transports transports, GatewaySettings settings, ScheduledExecutorService scheduler) {
        this.server = server;
        this.settings = settings;
        link = new Link(server.uri(), transports, scheduler, this);
        long period = Math.min(LONGEST_TICK, settings.limits().answer().toMillis() / 4);
        clock = scheduler.scheduleWithFixedDelay(this::tick, period, period, TimeUnit.MILLISECONDS);
    }

    /** Connects. When this fails, nothing is left over. */
    static CompletionStage<JanusConnection> open(
            JanusAddress server, Transports transports, GatewaySettings settings, ScheduledExecutorService scheduler) {
        JanusConnection connection = new JanusConnection(server, transports, settings, scheduler);
        return connection
                .link
                .open()
                .thenCompose(open -> connection.askForInfo())
                .thenApply(told -> connection)
                .whenComplete((open, failure) -> {
                    if (failure != null) {
                        connection.close(JanusException.from(failure));
                    }
                });
    }

    /** A Janus that refuses to tell may still be of use. */
    private CompletionStage<Void> askForInfo() {
        CompletionStage<JanusMessage> answer =
                own.expect(INFO, System.nanoTime(), settings.limits().answer());
        String request =
                JanusRequest.addressed(JanusRequest.core(INFO).add("transaction", INFO), 0, 0, settings.apiSecret());
        link.send(transport -> transport.sendToRoot(0, request), () -> true).whenComplete((sent, failure) -> {
            if (failure != null && JanusException.from(failure).kind() != Kind.NO_ANSWER) {
                own.fail(INFO, JanusException.from(failure));
            }
        });
        return answer.thenAccept(told -> info = told instanceof JanusMessage.Info known ? known.server() : info);
    }

    JanusAddress server() {
        return server;
    }

    GatewaySettings settings() {
        return settings;
    }

    /** What Janus has told of itself. */
    ServerInfo info() {
        return info;
    }

    void watch(Watcher by) {
        watcher = by;
    }

    /** As Janus itself makes them: a JavaScript client could not tell longer ones apart. */
    long newId() {
        return Math.max(1, random.nextLong() >>> BITS_TO_DROP);
    }

    /** From now on messages about this session are delivered. */
    void add(Member session) {
        sessions.put(session.id(), session);
        if (isClosed()) {
            close(session, closed.join());
        }
    }

    /** The session is over: nothing more is delivered to it. */
    void remove(Member session) {
        remove(session, CompletableFuture.completedStage(null));
    }

    /** The session is over; the last one keeps the connection open until its {@code farewell} has been sent. */
    void remove(Member session, CompletionStage<Void> farewell) {
        sessions.remove(session.id());
        ignore(session);
        farewells.add(farewell);
        farewell.thenRun(() -> {
            farewells.remove(farewell);
            if (closesWhenUnused && sessions.isEmpty()) {
                close(new JanusException(Kind.OFF, "nothing is left on this connection"));
            }
        });
    }

    /** From now on it closes with its last session. */
    void closeWhenUnused() {
        closesWhenUnused = true;
    }

    /** The session still has answers to come, but cares for no more events. */
    void ignore(Member session) {
        link.ignore(session.id());
    }

    void later(Duration pause, Runnable what) {
        link.later(what, pause);
    }

    /** Whether Janus sends a session's events only to the connection that has created or claimed it. */
    boolean bindsSessions() {
        return link.bindsSessions();
    }

    /** Janus knows the session from now on, and has events for it. */
    void listen(Member session) {
        link.listen(session.id());
    }

    /** Creates a session, which must have been added. */
    CompletionStage<Void> create(Member session, String transaction, BooleanSupplier wanted) {
        JsonObjectBuilder request = JanusRequest.create(session.id()).add("transaction", transaction);
        String json = JanusRequest.addressed(request, 0, 0, settings.apiSecret());
        return link.send(
                transport -> {
                    session.spoke();
                    return transport.sendToRoot(session.id(), json);
                },
                wanted);
    }

    /** Sends a request of a session; after a break, if it is still {@code wanted} then. */
    CompletionStage<Void> send(
            Member session, long handle, String transaction, JsonObjectBuilder request, BooleanSupplier wanted) {
        request.add("transaction", transaction);
        String json = JanusRequest.addressed(request, session.id(), handle, settings.apiSecret());
        return link.send(
                transport -> {
                    session.spoke();
                    return transport.send(session.id(), handle, json);
                },
                wanted);
    }

    @Override
    public void received(long session, String text) {
        try {
            JanusMessage.read(text).forEach(message -> dispatch(session, message));
        } catch (JanusException garbage) {
            if (session == 0) {
                link.drop(garbage);
            } else {
                lost(session, garbage);
            }
        }
    }

    private void dispatch(long session, JanusMessage.Addressed message) {
        if (INFO.equals(message.message().transaction())) {
            heard = System.nanoTime();
            own.settle(INFO, message.message());
            return;
        }
        Member to = sessions.get(
                message.session() != 0 ? message.session() : session != 0 ? session : sessionIn(message.message()));
        if (to != null) {
            heard(to, message.message());
            to.received(message.message());
        }
    }

    /** An answer shows that Janus has read as far as the request, not that it still reads. */
    private void heard(Member session, JanusMessage message) {
        boolean answer = message.transaction() != null && message.sender() == 0;
        long read = answer ? session.asked(message.transaction()) : System.nanoTime();
        if (read != Long.MIN_VALUE && read - heard > 0) {
            heard = read;
            if (interruption != null && !link.bindsSessions() && !(message instanceof JanusMessage.Failure)) {
                restored();
            }
        }
    }

    /** The answer to {@code create} has no other name of the session than that which we put into the transaction. */
    private static long sessionIn(JanusMessage message) {
        return Transactions.ownerIn(message.transaction());
    }

    /** Over HTTP one session's events may be out of reach for a while. */
    @Override
    public void lost(long session, JanusException reason) {
        Member gone = sessions.get(session);
        if (gone == null) {
            return;
        }
        if (mayPass(reason) && System.nanoTime() - heard < patience().toNanos()) {
            interrupted(reason);
            link.listenLater(session, gone::claim);
        } else {
            close(gone, reason);
        }
    }

    @Override
    public void missed(long session) {
        Member member = sessions.get(session);
        if (member != null) {
            member.claim();
        }
    }

    /**
     * Whether this may be a proxy that restarts or a network that comes back: what worked was trusted, so a failure of TLS is
     * one of the connection.
     */
    static boolean mayPass(JanusException reason) {
        return switch (reason.kind()) {
            case UNREACHABLE, UNTRUSTED, NO_ANSWER -> true;
            case REFUSED -> reason.code() >= SERVER_ERRORS;
            default -> false;
        };
    }

    private static void close(Member session, JanusException reason) {
        if (session.end(reason)) {
            session.destroy();
        }
    }

    /** For how long Janus keeps a session of which it hears nothing. */
    private Duration patience() {
        return link.bindsSessions() ? info.reclaimTimeout() : info.sessionTimeout();
    }

    @Override
    public void broken(JanusException reason) {
        if (info.reclaimTimeout().isZero() || sessions.isEmpty() || isClosed()) {
            close(reason);
            return;
        }
        sessions.values().forEach(session -> session.interrupted(reason));
        interrupted(reason);
        link.reopen();
    }

    private void interrupted(JanusException reason) {
        boolean first = interruption == null;
        interruption = reason;
        Watcher by = watcher;
        if (first && by != null) {
            by.interrupted(reason);
        }
    }

    @Override
    public void reopened() {
        JanusException broke = interruption;
        CompletableFuture<?>[] claims = sessions.values().stream()
                .map(session -> session.claim().toCompletableFuture())
                .toArray(CompletableFuture<?>[]::new);
        var unused = CompletableFuture.allOf(claims).thenRun(() -> {
            if (interruption == broke && link.isUp() && !isClosed()) {
                restored();
            }
        });
    }

    private void restored() {
        interruption = null;
        Watcher by = watcher;
        if (by != null) {
            by.restored();
        }
    }

    private void tick() {
        long now = System.nanoTime();
        boolean up = link.isUp();
        boolean silent = own.expire(now, heard);
        for (Member session : sessions.values()) {
            if (up) {
                silent |= session.expire(now, heard);
                session.keepAlive(now);
            } else {
                session.expire(now, now);
                giveUp(session, now);
            }
        }
        if (silent) {
            fallenSilent(now);
        }
    }

    /** By now Janus has ended the session. */
    private void giveUp(Member session, long now) {
        JanusException reason = interruption;
        if (reason != null && now - session.spokeAt() > info.reclaimTimeout().toNanos()) {
            close(session, reason);
        }
    }

    private void fallenSilent(long now) {
        JanusException reason = new JanusException(Kind.NO_ANSWER, "Janus has fallen silent");
        if (now - heard >= patience().toNanos()) {
            close(reason);
        } else if (link.bindsSessions()) {
            link.drop(reason);
        } else {
            sessions.values().forEach(session -> session.expire(now, now));
            interrupted(reason);
        }
    }

    /** Whether it stands at this moment. */
    boolean isUp() {
        return link.isUp();
    }

    /** Completes once, before the sessions hear of it, so that a retry never gets a line of this connection. */
    CompletionStage<JanusException> closed() {
        return closed;
    }

    boolean isClosed() {
        return closed.isDone();
    }

    /** Closes the connection without a word to Janus: another node may go on with the sessions. */
    void leave() {
        if (closed.complete(new JanusException(Kind.OFF, "this node has left its calls to others"))) {
            clock.cancel(false);
            link.close();
            own.close(closed.join());
            sessions.values().forEach(Member::leave);
        }
    }

    /**
     * Ends all sessions and their calls, once. The stage completes when the requests have been sent to Janus, also those of
     * sessions that were over before.
     */
    CompletionStage<Void> close(JanusException reason) {
        if (!closed.complete(reason)) {
            return CompletableFuture.completedFuture(null);
        }
        clock.cancel(false);
        own.close(reason);
        // All learn the reason before Janus learns anything: it takes a master's helpers away for a reason of its own.
        List<Member> all = List.copyOf(sessions.values());
        all.forEach(session -> session.end(reason));
        CompletableFuture<?>[] told = Stream.concat(all.stream().map(Member::destroy), farewells.stream())
                .map(CompletionStage::toCompletableFuture)
                .toArray(CompletableFuture<?>[]::new);
        if (reason.kind() == Kind.NO_ANSWER || !link.isUp()) {
            // If nobody reads at the other end, they are never sent.
            link.close();
        }
        return CompletableFuture.allOf(told).handle((sent, failure) -> {
            link.close();
            return null;
        });
    }
}
