package org.portalvoip.call;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
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
    /** The page has the microphone before it opens the socket, so its offer is a matter of milliseconds. */
    private static final Duration TIME_FOR_AN_OFFER = Duration.ofSeconds(3);

    /** Sockets without an offer; each may keep 16 KB of an unfinished frame. */
    private static final int WAITING_SOCKETS = 100;

    private static final int CALLS_PER_WAITING_SOCKET = 2;

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
    private final ResumeTokens tokens = new ResumeTokens();
    private CallLimits limits;
    private WaitingRoom room;
    private CallTimes times;
    private IceServers iceServers;
    private ScheduledFuture<?> ticks;

    @PostConstruct
    void start() {
        limits = new CallLimits(new CallLimits.Most(
                settings.maxCalls(),
                settings.maxCallsPerCaller(),
                settings.maxCallsPerAddress(),
                settings.callsPerMinute(),
                settings.ringsPerMinute()));
        room = new WaitingRoom(Math.max(WAITING_SOCKETS, settings.maxCalls() / CALLS_PER_WAITING_SOCKET));
        times = new CallTimes(
                TIME_FOR_AN_OFFER,
                settings.ringTimeout(),
                settings.maxDuration(),
                settings.soundTimeout(),
                settings.resumeTime());
        iceServers = new IceServers(settings, InstantSource.system());
        ticks = scheduler.scheduleAtFixedRate(
                this::tick, MILLIS_BETWEEN_TICKS, MILLIS_BETWEEN_TICKS, TimeUnit.MILLISECONDS);
    }

    /**
     * Starts a call on a new socket and tells the browser to make its offer. If calls are switched off, the browser
     * learns that, and the call is over.
     */
    CallLoop open(Caller caller, Browser browser) {
        VoipParameters current = parameters.current();
        CallLoop loop = new CallLoop(
                browser,
                gateway::openLine,
                gateway::openProbe,
                new Place(caller, room, limits, this::sinceTheBeginning),
                current.callable() ? introduction(caller, current) : Introduction.NONE,
                System::nanoTime);
        return begin(loop, firstStep(loop, current));
    }

    /** The call of this node to which {@code token} lets this caller come back. */
    Optional<CallLoop> find(Caller caller, String token) {
        return tokens.find(token).filter(call -> call.caller().mayBe(caller));
    }

    /** The browser comes back to a call that was found by its token, over a new socket. */
    void resume(CallLoop call, Browser browser, BrowserMessage.Resume resume) {
        String next = tokens.replace(call, resume.token());
        call.resume(browser, new CallEvent.BrowserBack(next, resume.received()));
    }

    /** The browser of {@code call} has the last token, so that the one before is no longer good. */
    void tokenKept(CallLoop call) {
        tokens.kept(call);
    }

    private Introduction introduction(Caller caller, VoipParameters current) {
        return caller.portalUser()
                .map(user -> new Introduction(" of " + user, user.headers(settings.identityHeader(), current.domain())))
                .orElse(Introduction.NONE);
    }

    private Step firstStep(CallLoop loop, VoipParameters current) {
        if (!current.callable()) {
            return Call.refused(EndReason.DISABLED);
        }
        try {
            JsonObject greeting = BrowserNews.ready(iceServers.forCall(), tokens.first(loop), times.resume());
            return Call.opened(current.extension(), times, greeting);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "A call could not be opened", e);
            return Call.refused(EndReason.FAILED);
        }
    }

    private Duration sinceTheBeginning() {
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    private CallLoop begin(CallLoop loop, Step first) {
        loop.begin(first);
        running.add(loop);
        return loop;
    }

    private void tick() {
        running.forEach(loop -> loop.post(new CallEvent.Tick()));
        running.stream().filter(CallLoop::isSettled).forEach(this::forget);
    }

    private void forget(CallLoop loop) {
        running.remove(loop);
        tokens.forget(loop);
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
