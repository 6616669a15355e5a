package org.portalvoip.janus;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.portalvoip.janus.JanusException.Kind;

/**
 * Connects this node to Janus and hands out lines. Off until {@link #use}; from then on it stays connected by itself
 * until {@link #stop} or the end of the application.
 */
@ApplicationScoped
public class JanusGateway {

    private static final Logger LOG = System.getLogger(JanusGateway.class.getName());
    private static final long FAREWELL_SECONDS = 2;

    private final Set<Trunk> trunks = ConcurrentHashMap.newKeySet();
    private final AtomicInteger pending = new AtomicInteger();
    private final NameLookup names;
    private ScheduledExecutorService scheduler;
    private volatile Trunk current;

    /** For the container, which then sets the scheduler. */
    protected JanusGateway() {
        this(null);
    }

    /** @param scheduler needs two threads: one may be busy looking up a name */
    public JanusGateway(ScheduledExecutorService scheduler) {
        this(scheduler, InetAddress::getAllByName);
    }

    JanusGateway(ScheduledExecutorService scheduler, NameLookup names) {
        this.scheduler = scheduler;
        this.names = names;
    }

    @Resource
    void setScheduler(ManagedScheduledExecutorService scheduler) {
        this.scheduler = scheduler;
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
            current.retire();
            current = null;
        }
    }

    private synchronized void replace(Trunk old, GatewaySettings settings, GatewayStatus.Failure lastFailure) {
        if (old != current) {
            return;
        }
        Trunk next = new Trunk(settings, scheduler, names, lastFailure);
        trunks.add(next);
        next.closed().thenRun(() -> trunks.remove(next));
        current = next;
        next.stale().thenRun(() -> replace(next, settings, next.status().lastFailure()));
        next.connect();
        if (old != null) {
            old.retire();
        }
    }

    /**
     * A new line, registered and ready to call. Whoever asked for it must {@link Line#close} it.
     *
     * @return fails with a {@link JanusException}; see {@link JanusException#from}
     */
    public CompletionStage<Line> openLine(LineListener listener) {
        Trunk trunk = current;
        if (trunk == null) {
            return CompletableFuture.failedStage(new JanusException(Kind.OFF, "the gateway is switched off"));
        }
        if (pending.incrementAndGet() > trunk.settings().limits().pendingLines()) {
            pending.decrementAndGet();
            return CompletableFuture.failedStage(new JanusException(Kind.TOO_MANY, "too many lines are being opened"));
        }
        return trunk.openLine(listener)
                .whenComplete((line, failure) -> pending.decrementAndGet())
                .exceptionallyCompose(failure -> trunk.isClosed() && trunk != current
                        ? openLine(listener)
                        : CompletableFuture.failedStage(failure));
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
        return trunk == null
                ? CompletableFuture.failedStage(new JanusException(Kind.OFF, "the gateway is switched off"))
                : trunk.openProbe(offer, listener);
    }

    /** The current status; costs almost nothing. */
    public GatewayStatus status() {
        Trunk trunk = current;
        int lines = trunks.stream().mapToInt(Trunk::lines).sum();
        return trunk == null ? GatewayStatus.off(lines) : trunk.status().withLines(lines);
    }

    /** Ends all calls and notifies Janus, waiting at most two seconds. */
    @PreDestroy
    public void close() {
        current = null;
        CompletableFuture<?>[] farewells = trunks.stream()
                .map(trunk -> trunk.close().toCompletableFuture())
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
