package org.portalvoip.call;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.portalvoip.call.CallLoop.Past;
import org.portalvoip.janus.JanusGateway;
import org.portalvoip.janus.Jsep;
import org.portalvoip.janus.Line;
import org.portalvoip.janus.LineListener;
import org.portalvoip.janus.Probe;
import org.portalvoip.janus.ProbeListener;
import org.portalvoip.parameters.ActiveParameters;
import org.portalvoip.parameters.VoipParameters;
import org.portalvoip.sip.Extension;
import org.portalvoip.start.Settings;
import org.portalvoip.web.RefusalLog;

/**
 * The calls of this node: opens them within the limits, drives all time-outs, and ends them when the server stops.
 * Longer than 200 lines, because a call is put together here from everything that the container provides.
 */
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

    @Inject
    OtherNodes others;

    @Inject
    RatingTokens ratings;

    @Inject
    CallTickets tickets;

    @Inject
    TrialCalls trials;

    @Inject
    ResumeTokens tokens;

    @Resource
    ManagedScheduledExecutorService scheduler;

    private final long begun = System.nanoTime();
    private final Set<CallLoop> running = ConcurrentHashMap.newKeySet();
    private final RefusalLog refusals = new RefusalLog(System::nanoTime);

    private Consumer<CallMoved> observers = moved -> {};
    private Consumer<CallOver> witnesses = over -> {};

    private CallLimits limits;
    private WaitingRoom room;
    private CallTimes times;
    private IceServers iceServers;
    private LostCalls lost;
    private ScheduledFuture<?> ticks;

    /** Whom to tell of the phases of each call, and of its end. */
    @Inject
    void tell(Event<CallMoved> moves, Event<CallOver> ends) {
        observers = moves::fire;
        witnesses = ends::fire;
    }

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
        lost = new LostCalls(others::findLost, scheduler, System::nanoTime);
        ticks = scheduler.scheduleAtFixedRate(
                this::tick, MILLIS_BETWEEN_TICKS, MILLIS_BETWEEN_TICKS, TimeUnit.MILLISECONDS);
    }

    /**
     * Starts a call on a new socket and tells the browser to make its offer. If calls are switched off, the browser
     * learns that, and the call is over.
     */
    CallLoop open(Caller caller, Browser browser) {
        VoipParameters current = parameters.current();
        CallLoop loop = newCall(caller, browser);
        return begin(
                loop, current.callable() ? firstStep(loop, current.extension()) : Call.refused(EndReason.DISABLED));
    }

    /** For a socket over which a browser can only come back to a call. */
    CallLoop awaitReturn(Caller caller, Browser browser) {
        return begin(newCall(caller, browser), Call.awaitingReturn(times));
    }

    /** As {@link #open}, with the values that this administrator has prepared; without any, the call is over. */
    CallLoop tryOut(Caller caller, Browser browser) {
        Optional<TrialCalls.Trial> trial = trials.claim(caller);
        if (trial.isEmpty()) {
            return begin(newCall(caller, browser), Call.refused(EndReason.NOT_ALLOWED));
        }
        JanusGateway own = gateway.forTest();
        own.use(trial.get().settings());
        Introduction test = new Introduction(", a test call of " + caller.shown() + ",", Map.of());
        CallLoop loop = loop(Past.none(), browser, new Way(own::openLine, own::openProbe), place(caller), test);
        CompletionStage<Void> over = loop.ended();
        over.thenRun(own::stop);
        return begin(loop, firstStep(loop, trial.get().extension()));
    }

    private CallLoop newCall(Caller caller, Browser browser) {
        return loop(Past.none(), browser, gateway::openLine, place(caller));
    }

    private Place place(Caller caller) {
        return new Place(caller, room, limits, this::sinceTheBeginning);
    }

    private CallLoop loop(Past past, Browser browser, Function<LineListener, CompletionStage<Line>> line, Place place) {
        VoipParameters current = parameters.current();
        Introduction introduction = current.callable() ? introduction(place.caller(), current) : Introduction.NONE;
        return loop(past, browser, new Way(line, gateway::openProbe), place, introduction);
    }

    /** How a call gets its line, and how the way of its sound is tried before. */
    private record Way(
            Function<LineListener, CompletionStage<Line>> line,
            BiFunction<Jsep, ProbeListener, CompletionStage<Probe>> probe) {}

    private CallLoop loop(Past past, Browser browser, Way way, Place place, Introduction introduction) {
        CallLoop loop =
                new CallLoop(past, browser, way.line(), way.probe(), place, introduction, others, System::nanoTime);
        loop.whenMoved(moved -> tellSafely(observers, moved));
        loop.whenOver(over -> tellSafely(witnesses, over));
        loop.whenTransferred(goal -> tickets.issueForTransfer(place.caller().who(), goal));
        return loop;
    }

    /** Whatever an observer does wrong, the call goes on. */
    private <T> void tellSafely(Consumer<T> told, T event) {
        try {
            told.accept(event);
        } catch (RuntimeException | Error e) {
            refusals.note("Whoever observes the calls has failed: " + e);
            LOG.log(Level.DEBUG, "An observer of calls has failed", e);
        }
    }

    /** From now on other nodes can go on with the calls of this one, and this one with theirs. */
    public void share() {
        others.start(this::takenAway, this::endReplayed, this::end, over -> tellSafely(witnesses, over));
        others.share(limits, this::sinceTheBeginning);
    }

    private void takenAway(String id) {
        running.stream().filter(call -> call.id().equals(id)).forEach(call -> {
            LOG.log(Level.INFO, "Call {0} goes on at another node", id);
            call.post(new CallEvent.TakenAway());
        });
    }

    /** Where a telephone has transferred this caller, if {@code ticket} says so and was not used before. */
    Optional<CallTickets.Transfer> transfer(Caller caller, String ticket) {
        return tickets.useForTransfer(ticket, caller.who());
    }

    private void endReplayed(String id) {
        LOG.log(Level.WARNING, "The ticket of call {0} was used before, on another node", id);
        end(id, EndReason.NOT_ALLOWED);
    }

    private void end(String id, EndReason reason) {
        running.stream().filter(call -> call.id().equals(id)).forEach(call -> call.post(new CallEvent.End(reason)));
    }

    /** A call of another node, as {@code found} tells it; it does nothing yet. */
    CallLoop ofAnotherNode(CallRecord found, Browser browser, BrowserMessage.Resume resume) {
        // This node may have had the call before, and not have noticed yet that another one took it.
        takenAway(found.id());
        Place place = place(found.caller());
        place.adopt();
        Past past = new Past(found.id(), resume);
        CallLoop call = loop(past, browser, listener -> gateway.resume(found.line(), listener), place);
        call.dependsOn(found.login());
        return call;
    }

    /** The call of another node goes on here, as it was left there. */
    void goOn(CallLoop call, CallRecord left) {
        begin(call, Call.takenOver(parameters.current().extension(), times, left));
    }

    private Introduction introduction(Caller caller, VoipParameters current) {
        return caller.portalUser()
                .map(user -> new Introduction(" of " + user, user.headers(settings.identityHeader(), current.domain())))
                .orElse(Introduction.NONE);
    }

    private Step firstStep(CallLoop loop, Extension extension) {
        try {
            JsonObject greeting = BrowserNews.ready(
                    iceServers.forCall(), tokens.first(loop), times.resume(), settings.dtmf(), rating(loop));
            return Call.opened(extension, times, greeting);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "A call could not be opened", e);
            return Call.refused(EndReason.FAILED);
        }
    }

    private Optional<String> rating(CallLoop loop) {
        return settings.callLogTime().isZero() ? Optional.empty() : Optional.of(ratings.issue(loop.id()));
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
        lost.tick(() -> running.stream().anyMatch(CallLoop::isAway));
        trials.forgetOld();
        running.forEach(loop -> loop.post(new CallEvent.Tick()));
        running.stream().filter(CallLoop::isSettled).forEach(this::forget);
    }

    private void forget(CallLoop loop) {
        running.remove(loop);
        tokens.forget(loop);
    }

    /** The calls of this node that are not over. */
    int count() {
        return (int) running.stream().filter(CallLoop::isLive).count();
    }

    /** How many calls of this node are in each phase from the offer until the end. */
    public Map<CallState, Integer> inProgress() {
        Map<CallState, Integer> calls = new EnumMap<>(CallState.class);
        List.of(CallState.CALLING, CallState.RINGING, CallState.ESTABLISHED).forEach(phase -> calls.put(phase, 0));
        running.forEach(loop -> calls.computeIfPresent(loop.state(), (phase, count) -> count + 1));
        return calls;
    }

    /** Lets the browsers of all talks come back to another node, which goes on with them. */
    void sendAway() {
        running.stream().filter(this::canGoOn).forEach(call -> call.post(new CallEvent.GoElsewhere()));
    }

    /**
     * Leaves each talk to the node that its browser comes back to, which may be this one after a restart. Tells all other
     * callers that the server stops, and waits briefly until their browsers have received that, while the lines still
     * exist and can hang up.
     */
    @PreDestroy
    public void stop() {
        ticks.cancel(false);
        others.leave();
        running.forEach(
                call -> call.post(canGoOn(call) ? new CallEvent.TakenAway() : new CallEvent.End(EndReason.SHUTDOWN)));
        CompletableFuture<?>[] ends = running.stream().map(CallLoop::ended).toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(ends).get(Call.FAREWELL.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.log(Level.WARNING, "Not every browser learnt that the server stops", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (running.stream().anyMatch(this::canGoOn) || others.needUs()) {
            gateway.leave();
        }
    }

    private boolean canGoOn(CallLoop call) {
        return call.wasAnswered() && others.isWrittenDown(call.id());
    }
}
