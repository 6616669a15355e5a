package org.portalvoip.janus;

import java.net.URI;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.portalvoip.janus.JanusException.Kind;
import org.portalvoip.janus.transport.JanusTransport;
import org.portalvoip.janus.transport.TransportException;
import org.portalvoip.janus.transport.Transports;
import org.portalvoip.server.ClassPath;

/**
 * The transport to one Janus, which is made anew when it breaks. What is sent meanwhile waits, as long as somebody still
 * wants it sent. Longer than 200 lines, because breaking, waiting and coming back are one state.
 */
final class Link {

    /** Whoever uses the link. */
    interface User {

        /** What came; see {@link JanusTransport.Receiver#received}. */
        void received(long session, String text);

        /** Events of this session may have been lost. */
        void missed(long session);

        /** Nothing more comes for this session. */
        void lost(long session, JanusException reason);

        /** The link broke; whoever wants it back calls {@link Link#reopen()}. */
        void broken(JanusException reason);

        /** The link is there again. What waits is sent after this. */
        void reopened();
    }

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);

    /** Whatever stood for so long was no failed attempt. */
    private static final Duration WELL = Duration.ofSeconds(5);

    private record Waiting(
            Function<JanusTransport, CompletionStage<Void>> sending,
            BooleanSupplier wanted,
            CompletableFuture<Void> sent) {}

    private final URI server;
    private final Transports transports;
    private final ScheduledExecutorService scheduler;
    private final User user;
    private final Queue<Waiting> waiting = new ConcurrentLinkedQueue<>();
    private volatile JanusTransport current;
    private volatile boolean closed;
    private volatile long opened;
    private volatile Duration pause = FIRST_PAUSE;

    Link(URI server, Transports transports, ScheduledExecutorService scheduler, User user) {
        this.server = server;
        this.transports = transports;
        this.scheduler = scheduler;
        this.user = user;
    }

    CompletionStage<Void> open() {
        JanusTransport next;
        try {
            next = transports.to(server);
        } catch (TransportException e) {
            return CompletableFuture.failedStage(e);
        }
        Incoming incoming = new Incoming(next);
        return next.open(incoming).thenAccept(open -> {
            opened = System.nanoTime();
            current = next;
            if (closed) {
                next.close();
            } else if (incoming.gone != null) {
                broken(next, incoming.gone);
            }
        });
    }

    /** Tries until it works or the link is closed; then {@link User#reopened()} is called. */
    void reopen() {
        if (System.nanoTime() - opened > WELL.toNanos()) {
            pause = FIRST_PAUSE;
        }
        later(this::reopenNow, pause);
        pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
    }

    private void reopenNow() {
        if (closed) {
            return;
        }
        open().whenComplete((open, failure) -> {
            if (failure != null) {
                reopen();
            } else if (isUp()) {
                user.reopened();
                flush();
            }
        });
    }

    void later(Runnable what, Duration after) {
        ClassPath.later(scheduler, after.toMillis(), what);
    }

    boolean isUp() {
        return current != null;
    }

    /** Whether sessions are bound to the one connection, so that another one has to claim them. */
    boolean bindsSessions() {
        JanusTransport open = current;
        return open != null && open.bindsSessions();
    }

    /** What is there no longer works. */
    void drop(JanusException reason) {
        JanusTransport open = current;
        if (open != null) {
            open.close();
            broken(open, reason);
        }
    }

    private void broken(JanusTransport which, JanusException reason) {
        synchronized (this) {
            if (current != which || closed) {
                return;
            }
            current = null;
        }
        user.broken(reason);
    }

    /** Sends now, or when the link is there again if it is still {@code wanted} then. */
    CompletionStage<Void> send(Function<JanusTransport, CompletionStage<Void>> sending, BooleanSupplier wanted) {
        JanusTransport open = current;
        if (open != null && !closed) {
            return sending.apply(open);
        }
        Waiting later = new Waiting(sending, wanted, new CompletableFuture<>());
        waiting.add(later);
        if (closed || isUp()) {
            flush();
        }
        return later.sent();
    }

    private void flush() {
        JanusTransport open = current;
        for (Waiting next = waiting.poll(); next != null; next = waiting.poll()) {
            if (open == null || closed) {
                next.sent().completeExceptionally(new JanusException(Kind.UNREACHABLE, "no connection to Janus"));
            } else if (next.wanted().getAsBoolean()) {
                pass(next, open);
            } else {
                next.sent().complete(null);
            }
        }
    }

    private static void pass(Waiting next, JanusTransport open) {
        next.sending().apply(open).whenComplete((sent, failure) -> {
            if (failure == null) {
                next.sent().complete(null);
            } else {
                next.sent().completeExceptionally(failure);
            }
        });
    }

    /** From now on the session's events are delivered. */
    void listen(long session) {
        JanusTransport open = current;
        if (open != null) {
            open.listen(session);
        }
    }

    /** As {@link #listen}, but not at once. */
    void listenLater(long session, Runnable afterwards) {
        later(
                () -> {
                    listen(session);
                    afterwards.run();
                },
                LONGEST_PAUSE);
    }

    void ignore(long session) {
        JanusTransport open = current;
        if (open != null) {
            open.ignore(session);
        }
    }

    void close() {
        JanusTransport open;
        synchronized (this) {
            closed = true;
            open = current;
        }
        if (open != null) {
            open.close();
        }
        flush();
    }

    /** Hears one transport, as long as it is in use. */
    private final class Incoming implements JanusTransport.Receiver {
        private final JanusTransport transport;
        private volatile JanusException gone;

        Incoming(JanusTransport transport) {
            this.transport = transport;
        }

        @Override
        public void received(long session, String text) {
            user.received(session, text);
        }

        @Override
        public void missed(long session) {
            user.missed(session);
        }

        @Override
        public void lost(long session, TransportException reason) {
            if (session == 0) {
                gone = JanusException.from(reason);
                broken(transport, gone);
            } else {
                user.lost(session, JanusException.from(reason));
            }
        }
    }
}
