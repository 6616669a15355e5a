package org.portalvoip.call;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.portalvoip.janus.JanusGateway;
import org.portalvoip.parameters.ActiveParameters;
import org.portalvoip.parameters.VoipParameters;
import org.portalvoip.start.Settings;

/** The calls of this node: opens them within the limits, tells them the time, ends them when the server stops. */
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

    @Inject
    Event<CallEnded> ends;

    @Resource
    ManagedScheduledExecutorService scheduler;

    private final InstantSource clock = InstantSource.system();
    private final Set<Call> running = ConcurrentHashMap.newKeySet();
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
     * Begins a call on a fresh socket and tells the browser that it may make its offer. When a limit is reached, or the
     * telephone is switched off, the browser is told so, and there is no call.
     *
     * @param caller the user, or the address of a visitor
     */
    Optional<Call> open(String caller, CallSocket socket) {
        VoipParameters current = parameters.current();
        Optional<EndReason> refusal =
                current.callable() ? limits.acquire(caller, clock.instant()) : Optional.of(EndReason.DISABLED);
        if (refusal.isPresent()) {
            socket.send(CallNews.ended(refusal.get()));
            socket.close();
            return Optional.empty();
        }
        Call call = new Call(caller, current.extension().number(), socket, gateway, times, clock, this::ended);
        running.add(call);
        socket.send(CallNews.ready(settings.iceServers()));
        return Optional.of(call);
    }

    /** How many calls are running on this node. */
    public int total() {
        return limits.total();
    }

    private void ended(CallEnded end) {
        limits.release(end.caller());
        ends.fireAsync(end);
    }

    private void tick() {
        Instant now = clock.instant();
        running.removeIf(call -> !tick(call, now));
    }

    /** A call that fails here must not stop the time of all others. */
    private static boolean tick(Call call, Instant now) {
        try {
            return call.tick(now);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "A call failed to end", e);
            return false;
        }
    }

    @PreDestroy
    void stop() {
        ticks.cancel(false);
        running.forEach(call -> call.end(EndReason.SHUTDOWN));
    }
}
