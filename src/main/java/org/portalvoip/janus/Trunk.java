package org.portalvoip.janus;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.portalvoip.janus.JanusException.Kind;

/**
 * The connection to one SIP account under one set of settings: a master, which is made anew whenever it is lost, and
 * the lines of the calls. Longer than 200 lines, because all of it moves the one state below.
 *
 * <pre>
 *   CONNECTING --master registered--> UP --master lost--> CONNECTING, or DOWN if it was not up for long
 *       |  ^
 *  failed  back-off ended
 *       v  |
 *      DOWN                any --closed, or retired and without a line--> closed, for good
 * </pre>
 */
final class Trunk {

    private static final Logger LOG = System.getLogger(Trunk.class.getName());

    private static final int NO_SUCH_PLUGIN = 460;

    private final GatewaySettings settings;
    private final ScheduledExecutorService scheduler;
    private final Connector connector;
    private final StatusKeeper status;
    private final BackOff backOff = new BackOff();
    private final AtomicInteger lines = new AtomicInteger();
    private final CompletableFuture<Void> stale = new CompletableFuture<>();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private volatile CompletableFuture<Master> master = new CompletableFuture<>();
    private volatile boolean retired;
    private volatile boolean noEchoTest;
    private final Set<String> advised = ConcurrentHashMap.newKeySet();
    private Future<?> timer = CompletableFuture.completedFuture(null);

    Trunk(GatewaySettings settings, ScheduledExecutorService scheduler, Connector connector, StatusKeeper status) {
        this.settings = settings;
        this.scheduler = scheduler;
        this.connector = connector;
        this.status = status;
    }

    GatewaySettings settings() {
        return settings;
    }

    int lines() {
        return lines.get();
    }

    /** As far as this trunk knows; the number of lines is left out. */
    GatewayStatus status() {
        return status.status();
    }

    /** Completes when the lines are well, but a new trunk should take over. */
    CompletionStage<Void> stale() {
        return stale;
    }

    void connect() {
        CompletableFuture<Master> next = new CompletableFuture<>();
        if (!replaceMaster(next)) {
            return;
        }
        status.connecting();
        connector.connect(status::failed).whenComplete((made, failure) -> {
            if (failure == null) {
                up(next, made);
            } else if (next.completeExceptionally(failure)) {
                down(JanusException.from(failure));
            }
        });
    }

    private synchronized boolean replaceMaster(CompletableFuture<Master> next) {
        if (!isClosed()) {
            master = next;
        }
        return !isClosed();
    }

    private void up(CompletableFuture<Master> next, Master made) {
        long since = System.nanoTime();
        if (!next.complete(made)) {
            made.close(switchedOff());
            return;
        }
        status.up(made.server(), made.sipServer());
        made.advice().stream().filter(advised::add).forEach(text -> LOG.log(Level.WARNING, text));
        made.watch(new Watching(made));
        later(settings.limits().lookup(), () -> look(made));
        made.stale().thenAccept(reason -> stale(made, reason));
        made.closed().thenAccept(reason -> lost(made, since, reason));
    }

    private final class Watching implements JanusConnection.Watcher {
        private final Master watched;

        Watching(Master watched) {
            this.watched = watched;
        }

        @Override
        public void interrupted(JanusException reason) {
            status.interrupted(watched.server(), reason);
        }

        @Override
        public void restored() {
            status.up(watched.server(), watched.sipServer());
        }
    }

    private void lost(Master former, long since, JanusException reason) {
        if (retired || isClosed()) {
            return;
        }
        status.failed(former.server(), reason);
        if (System.nanoTime() - since > BackOff.LONGEST.toNanos()) {
            backOff.reset();
            connect();
        } else if (replaceMaster(CompletableFuture.failedFuture(reason))) {
            down(reason);
        }
    }

    private void down(JanusException reason) {
        status.down();
        later(backOff.after(reason), this::connect);
    }

    /** Replaces what was to be done later, if anything. */
    private synchronized void later(Duration pause, Runnable what) {
        timer.cancel(false);
        if (!isClosed()) {
            timer = scheduler.schedule(what, pause.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** A line that is ready to call. */
    CompletionStage<Line> openLine(LineListener listener) {
        lines.incrementAndGet();
        return ready().thenCompose(owner -> openLine(owner, listener)).whenComplete((line, failure) -> {
            if (failure == null) {
                line.closed().thenRun(this::lineClosed);
                line.stuck().thenRun(this::stuck);
            } else {
                lineClosed();
            }
        });
    }

    private CompletionStage<Line> openLine(Master owner, LineListener listener) {
        return owner.openLine(listener).thenApply(line -> {
            line.whenUnreached(() -> goesElsewhere(owner));
            return line;
        });
    }

    /** See {@link JanusGateway#openProbe}. */
    CompletionStage<Probe> openProbe(Jsep offer, ProbeListener listener) {
        if (noEchoTest) {
            return CompletableFuture.failedStage(new JanusException(Kind.REFUSED, NO_SUCH_PLUGIN, "no echo test"));
        }
        return ready().thenCompose(owner -> owner.openProbe(offer, listener)).whenComplete((probe, failure) -> {
            if (failure != null && JanusException.from(failure).code() == NO_SUCH_PLUGIN && !noEchoTest) {
                noEchoTest = true;
                LOG.log(
                        Level.WARNING,
                        "Janus has no echo test (janus.plugin.echotest): the help desk also rings for callers whose network"
                                + " lets no sound through");
            }
        });
    }

    /** The master, for which a caller waits no longer than for an answer. */
    private CompletionStage<Master> ready() {
        CompletableFuture<Master> ready = master.copy();
        if (ready.isDone()) {
            return ready;
        }
        Future<?> alarm = scheduler.schedule(
                () -> ready.completeExceptionally(new JanusException(Kind.NO_ANSWER, "still connecting")),
                settings.limits().answer().toMillis(),
                TimeUnit.MILLISECONDS);
        return ready.whenComplete((owner, failure) -> alarm.cancel(false));
    }

    /** The desk is freed when this trunk closes, which is after its last line. */
    private void stuck() {
        LOG.log(
                Level.WARNING,
                "A hang-up crossed the answer, and Janus does not end that call; its SIP stack is replaced, and ended as soon as"
                        + " no other call needs it");
        stale.complete(null);
    }

    /** A SIP server may move while Janus keeps sending to its old address. */
    private void look(Master current) {
        boolean moved = connector.hasMovedFrom(current.sipServer());
        if (current.isClosed()) {
            return;
        }
        if (moved) {
            LOG.log(Level.INFO, "The SIP server has another address now; new calls will use it");
            stale.complete(null);
        } else {
            later(settings.limits().lookup(), () -> look(current));
        }
    }

    /**
     * Asks for a successor: at once if lines cannot be opened, but after a pause if they still can, because whatever
     * happened to this master may happen to the next.
     */
    private void stale(Master current, JanusException reason) {
        status.stale(current.server(), reason);
        if (reason.kind() == Kind.NO_ANSWER) {
            stale.complete(null);
            return;
        }
        boolean other = reason.isUnreached() && goesElsewhere(current);
        if (!other) {
            later(BackOff.LONGEST, () -> stale.complete(null));
        }
    }

    /** Asks for a successor at another SIP server, if there is one. */
    private boolean goesElsewhere(Master current) {
        boolean other = connector.hasOtherThan(current.sipServer());
        if (other && stale.complete(null)) {
            LOG.log(
                    Level.WARNING,
                    "The SIP server at {0} is not reached, or out of service; new calls go to the next one",
                    current.sipServer());
        }
        return other;
    }

    private void lineClosed() {
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

    /** Ends everything at once. The stage completes when the request has been sent to Janus. */
    CompletionStage<Void> close() {
        CompletableFuture<Master> last = lastMaster();
        return last.thenCompose(open -> open.close(switchedOff())).exceptionally(neverConnected -> null);
    }

    /** Leaves Janus's sessions to other nodes: nobody hears of the lines any more, and Janus hears nothing. */
    void leave() {
        var unused = lastMaster().thenAccept(Master::leave);
    }

    /** The end: there will be no other. */
    private CompletableFuture<Master> lastMaster() {
        CompletableFuture<Master> last;
        synchronized (this) {
            closed.complete(null);
            last = master;
            master = CompletableFuture.failedFuture(switchedOff());
            timer.cancel(false);
        }
        last.completeExceptionally(switchedOff());
        return last;
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
