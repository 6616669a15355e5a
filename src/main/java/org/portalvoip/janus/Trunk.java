package org.portalvoip.janus;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.portalvoip.janus.JanusException.Kind;

/**
 * The way to one SIP account under one edition of the settings: one connection, one session, one master handle, and
 * the lines of the calls. Its state is that of {@link #master}: not there yet, there, or failed.
 *
 * <pre>
 *   CONNECTING --master registered--> UP --master lost--> CONNECTING, or DOWN if it was not up for long
 *       |  ^
 *  failed  back-off over
 *       v  |
 *      DOWN                any --retired and no line left, or closed--> OFF, for good
 * </pre>
 */
final class Trunk {

    private static final System.Logger LOG = System.getLogger(Trunk.class.getName());

    private final GatewaySettings settings;
    private final ScheduledExecutorService scheduler;
    private final Connector connector;
    private final BackOff backOff = new BackOff();
    private final AtomicInteger lines = new AtomicInteger();
    private final CompletableFuture<Void> stale = new CompletableFuture<>();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private volatile CompletableFuture<Line> master = new CompletableFuture<>();
    private volatile JanusSession session;
    private volatile boolean retired;
    private volatile String said = "";
    private volatile long upSince;
    private volatile GatewayStatus status = GatewayStatus.connecting(null);
    private volatile Future<?> timer = CompletableFuture.completedFuture(null);

    Trunk(GatewaySettings settings, ScheduledExecutorService scheduler) {
        this.settings = settings;
        this.scheduler = scheduler;
        connector = new Connector(settings, scheduler, this::wornOut);
    }

    GatewaySettings settings() {
        return settings;
    }

    int lines() {
        return lines.get();
    }

    /** Completes when the master still carries its lines, but should be replaced. */
    CompletionStage<Void> stale() {
        return stale;
    }

    GatewayStatus status() {
        return status;
    }

    void connect() {
        CompletableFuture<Line> next = new CompletableFuture<>();
        if (!replaceMaster(next)) {
            return;
        }
        connector.connect(this::failed).whenComplete((handle, failure) -> {
            if (failure == null) {
                up(next, handle);
            } else if (next.completeExceptionally(failure)) {
                status = status.down();
                later(backOff.after(JanusException.from(failure)), this::connect);
            }
        });
    }

    private synchronized boolean replaceMaster(CompletableFuture<Line> next) {
        if (!isClosed()) {
            master = next;
            status = GatewayStatus.connecting(status.lastFailure());
        }
        return !isClosed();
    }

    private void up(CompletableFuture<Line> next, Line handle) {
        session = handle.session();
        upSince = System.nanoTime();
        handle.gone().thenAccept(session::end);
        session.ended().thenAccept(this::lost);
        if (next.complete(handle)) {
            said = "";
            status = status.up(handle.session().server());
            LOG.log(
                    System.Logger.Level.INFO,
                    "Janus is ready for calls at {0}",
                    handle.session().server());
        } else {
            session.end(switchedOff());
        }
    }

    private void lost(JanusException reason) {
        if (retired || isClosed()) {
            return;
        }
        failed(session.server(), reason);
        if (System.nanoTime() - upSince > BackOff.LONGEST.toNanos()) {
            backOff.reset();
            connect();
        } else if (replaceMaster(CompletableFuture.failedFuture(reason))) {
            status = status.down();
            later(backOff.after(reason), this::connect);
        }
    }

    private void later(Duration pause, Runnable what) {
        timer = scheduler.schedule(what, pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Once for each reason, not for each attempt. */
    private void failed(URI server, JanusException reason) {
        status = status.after(GatewayStatus.Failure.of(server, reason));
        String text = (server == null ? "" : " at " + server) + ", " + reason.summary();
        if (!text.equals(said)) {
            said = text;
            LOG.log(System.Logger.Level.WARNING, "No calls through Janus{0}", text);
        }
    }

    /** A line that is ready to call. */
    CompletionStage<Line> openLine(LineListener listener) {
        lines.incrementAndGet();
        return ready().thenCompose(owner -> connector.line(owner, listener)).whenComplete((line, failure) -> {
            if (failure == null) {
                line.gone().thenAccept(reason -> lineEnded());
            } else {
                lineEnded();
            }
        });
    }

    /** The master, for which a caller waits no longer than for an answer. */
    private CompletionStage<Line> ready() {
        CompletableFuture<Line> ready = master.copy();
        if (ready.isDone()) {
            return ready;
        }
        Future<?> alarm = scheduler.schedule(
                () -> ready.completeExceptionally(new JanusException(Kind.NO_ANSWER, "still connecting")),
                settings.limits().answer().toMillis(),
                TimeUnit.MILLISECONDS);
        return ready.whenComplete((handle, failure) -> alarm.cancel(false));
    }

    /** Asks for a successor, not at once: whatever wears masters out may do it again. */
    private void wornOut(String why) {
        LOG.log(System.Logger.Level.WARNING, "The master handle will be replaced: {0}", why);
        later(BackOff.LONGEST, () -> stale.complete(null));
    }

    private void lineEnded() {
        if (lines.decrementAndGet() == 0 && retired) {
            close();
        }
    }

    /** Takes no new lines, lets the running ones end, and closes then. */
    void retire() {
        retired = true;
        if (lines.get() == 0) {
            close();
        }
    }

    /** Ends everything at once. The stage completes when Janus was told. */
    CompletionStage<Void> close() {
        CompletableFuture<Line> last;
        synchronized (this) {
            closed.complete(null);
            last = master;
            master = CompletableFuture.failedFuture(switchedOff());
        }
        last.completeExceptionally(switchedOff());
        timer.cancel(false);
        JanusSession open = session;
        return open == null ? CompletableFuture.completedFuture(null) : open.end(switchedOff());
    }

    boolean isClosed() {
        return closed.isDone();
    }

    CompletionStage<Void> closed() {
        return closed;
    }

    private static JanusException switchedOff() {
        return new JanusException(Kind.OFF, "the gateway was switched off");
    }
}
