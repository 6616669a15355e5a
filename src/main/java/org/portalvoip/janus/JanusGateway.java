package org.portalvoip.janus;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.portalvoip.janus.JanusException.Kind;

/**
 * Connects this node to Janus and hands out lines. Off until {@link #use}; from then on it stays connected by itself
 * until {@link #stop} or the end of the application. Longer than 200 lines, because it is the only door to Janus.
 */
@ApplicationScoped
public class JanusGateway {

    private static final Logger LOG = System.getLogger(JanusGateway.class.getName());
    private static final long FAREWELL_SECONDS = 2;

    private final Set<Trunk> trunks = ConcurrentHashMap.newKeySet();
    private final AtomicInteger pending = new AtomicInteger();
    private final SipDirectory directory;
    private final boolean test;
    private final FailedTargets failures = new FailedTargets();
    private ScheduledExecutorService scheduler;
    private volatile Trunk current;
    private volatile Takeovers takeovers;
    /** Of all trunks before the current one. */
    private volatile Map<Kind, Integer> earlierFailures = Map.of();

    /** For the container, which then sets the scheduler. */
    protected JanusGateway() {
        this(null);
    }

    /** @param scheduler needs two threads: one may be busy looking up a name */
    public JanusGateway(ScheduledExecutorService scheduler) {
        this(scheduler, InetAddress::getAllByName);
    }

    JanusGateway(ScheduledExecutorService scheduler, NameLookup names) {
        this(scheduler, new SipDirectory(names), false);
    }

    private JanusGateway(ScheduledExecutorService scheduler, SipDirectory directory, boolean test) {
        this.directory = directory;
        this.test = test;
        setScheduler(scheduler);
    }

    @Resource
    void setManagedScheduler(ManagedScheduledExecutorService managed) {
        setScheduler(managed);
    }

    private void setScheduler(ScheduledExecutorService threads) {
        scheduler = threads;
        takeovers = new Takeovers(threads);
    }

    /** Connects to the first address of {@code settings}, to try them there. What the gateway itself uses does not change. */
    public CompletionStage<JanusTrial> tryOut(GatewaySettings settings) {
        return JanusTrial.connect(settings, scheduler);
    }

    /**
     * A gateway beside this one, off, for calls that try settings which are not in use. It has no effect on this one, and does
     * not say in the log that nobody can call. Whoever asked for it must {@link #stop} it after the last call.
     */
    public JanusGateway forTest() {
        return new JanusGateway(scheduler, directory, true);
    }

    /**
     * From now on new lines use these settings; running calls end on those they began with. Settings equal to those in
     * use change nothing. Returns at once; {@link #status()} says how it went.
     */
    public synchronized void use(GatewaySettings settings) {
        if (current == null || !current.settings().equals(settings)) {
            replace(current, settings, null);
        }
    }

    /** Opens no new lines from now on; running calls continue to their own end. */
    public synchronized void stop() {
        if (current != null) {
            remember(current);
            current.retire();
            current = null;
        }
    }

    private synchronized void replace(Trunk old, GatewaySettings settings, GatewayStatus.Failure lastFailure) {
        if (old != current) {
            return;
        }
        Trunk next = new Trunk(
                settings,
                scheduler,
                new Connector(settings, scheduler, directory, failures),
                new StatusKeeper(lastFailure, test));
        trunks.add(next);
        next.closed().thenRun(() -> trunks.remove(next));
        current = next;
        next.stale().thenRun(() -> replace(next, settings, next.status().lastFailure()));
        next.connect();
        if (old != null) {
            remember(old);
            old.retire();
        }
    }

    private void remember(Trunk former) {
        earlierFailures = former.status().withFailures(earlierFailures).failures();
    }

    /**
     * A new line, registered and ready to call. Whoever asked for it must {@link Line#close} it.
     *
     * @return fails with a {@link JanusException}; see {@link JanusException#from}
     */
    public CompletionStage<Line> openLine(LineListener listener) {
        Trunk trunk = current;
        if (trunk == null) {
            return off();
        }
        if (pending.incrementAndGet() > mostPending(trunk)) {
            pending.decrementAndGet();
            return CompletableFuture.failedStage(new JanusException(Kind.TOO_MANY, "too many lines are being opened"));
        }
        return trunk.openLine(listener)
                .whenComplete((line, failure) -> pending.decrementAndGet())
                .exceptionallyCompose(failure -> trunk.isClosed() && trunk != current
                        ? openLine(listener)
                        : CompletableFuture.failedStage(failure));
    }

    /** Whether so many lines are being opened that another one would be refused at this moment. */
    public boolean isCrowded() {
        Trunk trunk = current;
        return trunk != null && pending.get() >= mostPending(trunk);
    }

    private static int mostPending(Trunk trunk) {
        return trunk.settings().limits().pendingLines();
    }

    /**
     * Tries whether the sound of a browser finds a way to Janus. Whoever asked for it must {@link Probe#close} it.
     *
     * @param offer of a connection that is made only for this
     * @return fails with a {@link JanusException}, for example because Janus has no echo test; see {@link
     *     JanusException#from}
     */
    public CompletionStage<Probe> openProbe(Jsep offer, ProbeListener listener) {
        Trunk trunk = current;
        return trunk == null ? off() : trunk.openProbe(offer, listener);
    }

    /**
     * Goes on with a line of another node that is gone, with the call on it: {@link Line#state()} says how far that is, and
     * {@link LineState#IDLE} that it ended meanwhile. Only one node may do so: whoever still listens elsewhere on the same
     * line takes away its events. The listener may receive events before the stage completes.
     *
     * <p>The line ends with its master, so some node has to {@link #adopt} that, too.
     *
     * @return fails with a {@link JanusException}: {@link JanusException.Kind#ENDED_BY_JANUS} if Janus no longer knows the
     *     line; otherwise a few attempts have failed, and the line is left as it is
     */
    public CompletionStage<Line> resume(JanusPlace place, LineListener listener) {
        Trunk trunk = current;
        return trunk == null ? off() : takeovers.resume(trunk.settings(), place, listener);
    }

    /**
     * Keeps the master of another node alive, of which {@link Line#masterPlace()} told, until {@link Adoption#close()} or
     * {@link Adoption#letGo()}. Only one node may do so.
     *
     * @return fails as {@link #resume} does
     */
    public CompletionStage<Adoption> adopt(JanusPlace master) {
        Trunk trunk = current;
        return trunk == null ? off() : takeovers.adopt(trunk.settings(), master);
    }

    /**
     * Leaves all calls to other nodes, as a node must that stops on purpose or has been given up by the others: closes all
     * connections without a word to Janus. Nobody hears of the lines any more, and requests on them fail. The gateway is
     * off then.
     */
    public synchronized void leave() {
        current = null;
        trunks.forEach(Trunk::leave);
        takeovers.leave();
    }

    private static <T> CompletionStage<T> off() {
        return CompletableFuture.failedStage(new JanusException(Kind.OFF, "the gateway is switched off"));
    }

    /** The current status; costs almost nothing. */
    public GatewayStatus status() {
        Trunk trunk = current;
        int lines = trunks.stream().mapToInt(Trunk::lines).sum() + takeovers.lines();
        GatewayStatus status =
                trunk == null ? GatewayStatus.off(lines) : trunk.status().withLines(lines);
        return status.withFailures(earlierFailures);
    }

    /** Ends all calls and notifies Janus, waiting at most two seconds. */
    @PreDestroy
    public void close() {
        current = null;
        CompletableFuture<?>[] farewells = Stream.concat(
                        trunks.stream().map(trunk -> trunk.close().toCompletableFuture()), Stream.of(takeovers.close()))
                .toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(farewells).get(FAREWELL_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.log(
                    Level.WARNING,
                    "Janus could not be notified that its session ended; it will notice when the session times out",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
