package org.portalvoip.call;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.portalvoip.janus.JanusGateway;
import org.portalvoip.parameters.ActiveParameters;
import org.portalvoip.parameters.VoipParameters;
import org.portalvoip.start.Settings;

/** The calls of this node: opens them within the limits, drives all time-outs, and ends them when the server stops. */
@ApplicationScoped
public class Calls {
    private static final Logger LOG = System.getLogger(Calls.class.getName());
    private static final int MILLIS_BETWEEN_TICKS = 250;
    private static final Duration TIME_FOR_AN_OFFER = Duration.ofSeconds(20);

    @Inject
    ActiveParameters parameters;

    @Inject
    Settings settings;

    @Inject
    JanusGateway gateway;

    @Resource
    ManagedScheduledExecutorService scheduler;

    private final long begun = System.nanoTime();
    private final Set<CallLoop> running = ConcurrentHashMap.newKeySet();
    private CallLimits limits;
    private CallTimes times;
    private ScheduledFuture<?> ticks;

    @PostConstruct
    void start() {
        limits = new CallLimits(settings.maxCalls(), settings.maxCallsPerCaller(), settings.callsPerMinute());
        times = new CallTimes(TIME_FOR_AN_OFFER, settings.ringTimeout(), settings.maxDuration());
        ticks = scheduler.scheduleAtFixedRate(
                this::tick, MILLIS_BETWEEN_TICKS, MILLIS_BETWEEN_TICKS, TimeUnit.MILLISECONDS);
    }

    /**
     * Starts a call on a new socket and tells the browser to make its offer. If a limit is reached, or calls are
     * switched off, the browser learns the reason, and the call is over.
     *
     * @param caller the user, or the address of a visitor
     */
    CallLoop open(String caller, Browser browser) {
        VoipParameters current = parameters.current();
        Optional<EndReason> refusal = current.callable()
                ? limits.acquire(caller, Duration.ofNanos(System.nanoTime() - begun))
                : Optional.of(EndReason.DISABLED);
        return refusal.map(reason -> refused(browser, reason)).orElseGet(() -> admitted(caller, browser, current));
    }

    private CallLoop admitted(String caller, Browser browser, VoipParameters current) {
        CallLoop loop;
        Step first;
        try {
            loop = new CallLoop(browser, gateway::openLine, () -> limits.release(caller), System::nanoTime);
            first = Call.opened(current.extension(), times, settings.iceServers());
        } catch (RuntimeException e) {
            limits.release(caller);
            LOG.log(Level.ERROR, "A call could not be opened", e);
            return refused(browser, EndReason.FAILED);
        }
        return begin(loop, first);
    }

    private CallLoop refused(Browser browser, EndReason reason) {
        return begin(new CallLoop(browser, gateway::openLine, () -> {}, System::nanoTime), Call.refused(reason));
    }

    private CallLoop begin(CallLoop loop, Step first) {
        loop.begin(first);
        running.add(loop);
        return loop;
    }

    private void tick() {
        running.forEach(loop -> loop.post(new CallEvent.Tick()));
        running.removeIf(CallLoop::isSettled);
    }

    /**
     * Tells each caller that the server stops. Waits briefly until all browsers have received that, while the lines still
     * exist and can hang up.
     */
    @PreDestroy
    public void stop() {
        ticks.cancel(false);
        running.forEach(loop -> loop.post(new CallEvent.End(EndReason.SHUTDOWN)));
        CompletableFuture<?>[] ends = running.stream().map(CallLoop::ended).toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(ends).get(Call.FAREWELL.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.log(Level.WARNING, "Not every browser learnt that the server stops", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
