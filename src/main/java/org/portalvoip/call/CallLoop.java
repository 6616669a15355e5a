package org.portalvoip.call;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.portalvoip.janus.IceCandidate;
import org.portalvoip.janus.JanusException;
import org.portalvoip.janus.Jsep;
import org.portalvoip.janus.Line;
import org.portalvoip.janus.LineListener;
import org.portalvoip.janus.Probe;
import org.portalvoip.janus.ProbeListener;
import org.portalvoip.janus.SipEvent;
import org.portalvoip.janus.Waiting;
import org.portalvoip.sip.Codecs;
import org.portalvoip.sip.Extension;

/**
 * Runs one call: takes its events one at a time and carries out what {@link Call} makes of them. It has no thread and
 * no lock: a thread that brings an event to an idle call does the work, and any thread may bring one at any time,
 * even from inside an effect. Longer than 200 lines, because the effects of a call and the events of its line are here,
 * side by side.
 */
final class CallLoop implements LineListener {
    private static final Logger LOG = System.getLogger(CallLoop.class.getName());

    private final String id;
    private final Outbox outbox;
    private final Function<LineListener, CompletionStage<Line>> gateway;
    private final BiFunction<Jsep, ProbeListener, CompletionStage<Probe>> probes;
    private final Place place;
    private final Introduction introduction;
    private final OtherNodes others;
    private final LongSupplier nanoTime;
    private final long begun;
    private final Turns turns = new Turns();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final CompletableFuture<Void> lineOpened = new CompletableFuture<>();
    /** Only the thread that has the turn changes this; all others may only read it. */
    private volatile Call call;

    private volatile Line line;
    private volatile Probe probe;
    private volatile ResumeHashes hashes;
    private volatile List<String> tickets = List.of();
    private volatile String login = "";
    private Consumer<CallMoved> observer = moved -> {};
    private Consumer<CallOver> witness = over -> {};
    private String offered = "";
    private Function<Extension, String> transferTickets = goal -> "";
    /** When the phase began, as {@link #nanoTime} counts; only the thread that has the turn uses this. */
    private long phaseBegun;

    /** How many messages of the browser have arrived; only the thread that has the turn uses this. */
    private long received;

    /** How many of these the browser knows to have arrived. */
    private long acknowledged;

    /**
     * What was said before, when another node had this call.
     *
     * @param id of the call
     * @param told how many messages the browser was sent
     * @param heard how many it has sent
     */
    record Past(String id, long told, long heard) {
        /** What a browser says that comes back. */
        Past(String id, BrowserMessage.Resume back) {
            this(id, back.received(), back.sent());
        }

        /** Of a new call. */
        static Past none() {
            return new Past(UUID.randomUUID().toString(), 0, 0);
        }
    }

    /**
     * @param gateway opens the line
     * @param probes tries the way of the browser that makes this offer
     * @param place what the call takes of the limits
     * @param introduction what the log and the desk learn of the caller
     * @param others get to know the call, once its browser can come back
     * @param nanoTime a clock that never goes back, as {@link System#nanoTime}
     */
    CallLoop(
            Past past,
            Browser browser,
            Function<LineListener, CompletionStage<Line>> gateway,
            BiFunction<Jsep, ProbeListener, CompletionStage<Probe>> probes,
            Place place,
            Introduction introduction,
            OtherNodes others,
            LongSupplier nanoTime) {
        this.id = past.id();
        this.received = past.heard();
        this.acknowledged = past.heard();
        this.outbox = new Outbox(browser, past.told());
        this.others = others;
        this.gateway = gateway;
        this.probes = probes;
        this.place = place;
        this.introduction = introduction;
        this.nanoTime = nanoTime;
        this.begun = nanoTime.getAsLong();
        browser.whenLost(event -> post(browser, event));
    }

    String id() {
        return id;
    }

    /** The tokens by which the browser can come back from now on. */
    void isResumedWith(ResumeHashes next) {
        hashes = next;
        turns.take(this::writeDown);
    }

    /** Completes when the line has been opened, or refused. */
    CompletableFuture<Void> lineOpened() {
        return lineOpened;
    }

    /** This call ends with the login of this id. */
    void dependsOn(String id) {
        login = id;
    }

    /** The id of the login that it ends with; empty when there is none. */
    String login() {
        return login;
    }

    /** Takes the name of a ticket, which no other call can use then on any node; to be told before the offer. */
    void uses(String ticket) {
        turns.take(() ->
                tickets = Stream.concat(tickets.stream(), Stream.of(ticket)).toList());
    }

    Caller caller() {
        return place.caller();
    }

    /** Lets {@code observer}, which must not throw, know of each phase; to be called before the beginning. */
    void whenMoved(Consumer<CallMoved> told) {
        observer = told;
    }

    /** Lets {@code told}, which must not throw, know of the end of a call that was placed; to be called before the beginning. */
    void whenOver(Consumer<CallOver> told) {
        witness = told;
    }

    /** Takes what issues the ticket with which the browser may call another extension; to be called before the beginning. */
    void whenTransferred(Function<Extension, String> tickets) {
        transferTickets = tickets;
    }

    /** Starts with {@code first}; events may arrive only after this. */
    void begin(Step first) {
        turns.take(() -> {
            phaseBegun = begun;
            carryOut(first);
            if (call.state() == CallState.ENDED) {
                tell(CallState.NEW);
            }
        });
    }

    /** Accepts an event. It is handled before this returns, unless another thread is handling one at the moment. */
    void post(CallEvent event) {
        turns.take(() -> handle(event));
    }

    /** As {@link #post}, from a socket; ignored when the browser has left it for another one. */
    void post(Browser from, CallEvent event) {
        turns.take(() -> {
            if (outbox.browser() == from) {
                received += counts(event) ? 1 : 0;
                handle(event);
            }
        });
    }

    private static boolean counts(CallEvent event) {
        return event instanceof CallEvent.Said said
                && !(said.message() instanceof BrowserMessage.Restart)
                && !(said.message() instanceof BrowserMessage.Ping);
    }

    /** The browser has come back over the socket {@code next}; see {@link CallEvent.BrowserBack}. */
    void resume(Browser next, CallEvent.BrowserBack back) {
        next.whenLost(event -> post(next, event));
        turns.take(() -> {
            Browser before = outbox.moveTo(next);
            handle(back);
            if (before != next) {
                before.cut();
            }
        });
    }

    /** Whether its browser may have gone to another node. */
    boolean isAway() {
        return call.isAway();
    }

    /** The phase of the call. */
    CallState state() {
        return call.state();
    }

    /** Whether the call is not over. */
    boolean isLive() {
        return call.isLive();
    }

    /** Whether both sides speak, or spoke until another node went on with the call. */
    boolean wasAnswered() {
        return call.answered() != null && call.summary().reason() == null;
    }

    /** Whether the call is over and the browser gone, so that it needs no more ticks. */
    boolean isSettled() {
        return call.isSettled();
    }

    /** Completes when the call is over and the browser has received the end, or is gone. */
    CompletableFuture<Void> ended() {
        return ended;
    }

    private void handle(CallEvent event) {
        Step step;
        try {
            step = call.on(event, Duration.ofNanos(nanoTime.getAsLong() - begun));
        } catch (RuntimeException e) {
            failed(event, e);
            return;
        }
        carryOut(step);
    }

    private void carryOut(Step step) {
        Call before = call;
        call = step.call();
        step.effects().forEach(effect -> {
            try {
                carryOut(effect);
            } catch (RuntimeException | Error e) {
                failed(effect, e);
            }
        });
        if (call.state() == CallState.ENDED) {
            ended.complete(null);
        }
        if (before != null && before.state() != call.state()) {
            tell(before.state());
        }
        acknowledge();
    }

    private void tell(CallState before) {
        long now = nanoTime.getAsLong();
        Duration spent = Duration.ofNanos(now - phaseBegun);
        phaseBegun = now;
        observer.accept(
                new CallMoved(id, before, call.state(), spent, call.summary().reason()));
    }

    /** Whatever is not acknowledged the browser says again, should this node vanish; until the answer, the call would, too. */
    private void acknowledge() {
        if (call.state() == CallState.ESTABLISHED && acknowledged != received) {
            acknowledged = received;
            outbox.sendOnce(BrowserNews.received(received));
        }
    }

    /** By name only: an event or effect may contain what must not be logged. */
    private void failed(Object what, Throwable how) {
        LOG.log(Level.ERROR, "Call " + id + ": " + what.getClass().getSimpleName() + " failed", how);
        if (!(what instanceof CallEvent.Broken)) {
            post(new CallEvent.Broken());
        }
    }

    private void carryOut(CallEffect effect) {
        if (effect instanceof CallEffect.AwaitOffer) {
            place.await(() -> post(new CallEvent.GiveWay()));
        } else if (effect instanceof CallEffect.TakePlace) {
            post(place.take().<CallEvent>map(CallEvent.PlaceRefused::new).orElseGet(CallEvent.PlaceTaken::new));
        } else if (effect instanceof CallEffect.ReleasePlace) {
            place.release();
            forget();
        } else if (effect instanceof CallEffect.WriteDown) {
            writeDown();
        } else if (effect instanceof CallEffect.Report report) {
            report(report.summary());
        } else {
            carryOutOnBrowser(effect);
        }
    }

    private void report(CallSummary summary) {
        boolean refused = summary.reason() == EndReason.NOT_ACCEPTABLE && !offered.isEmpty();
        String codecs = refused ? ", offered " + offered : "";
        LOG.log(
                Level.INFO,
                "Call {0}{1} ended: {2}{3}, node {4}",
                id,
                introduction.words(),
                summary,
                codecs,
                others.name());
        if (call.wasPlaced()) {
            Duration age = summary.before().plusNanos(nanoTime.getAsLong() - begun);
            witness.accept(CallOver.of(id, age, call, caller().shown(), others.name()));
        }
    }

    private void carryOutOnBrowser(CallEffect effect) {
        if (effect instanceof CallEffect.Greet greet) {
            outbox.sendOnce(greet.message());
        } else if (effect instanceof CallEffect.WelcomeBack welcome) {
            outbox.sendOnce(BrowserNews.resumed(welcome.token(), received));
            outbox.sendAgain(welcome.received());
        } else if (effect instanceof CallEffect.HandOver transfer) {
            outbox.send(BrowserNews.transfer(transferTickets.apply(transfer.goal())));
        } else if (effect instanceof CallEffect.Tell tell) {
            outbox.send(tell.message());
        } else if (effect instanceof CallEffect.Ping) {
            outbox.browser().ping();
        } else if (effect instanceof CallEffect.Pong) {
            outbox.sendOnce(BrowserNews.received(received));
        } else if (effect instanceof CallEffect.CutBrowser) {
            outbox.browser().cut();
        } else {
            carryOutOnLine(effect);
        }
    }

    private void carryOutOnLine(CallEffect effect) {
        if (effect instanceof CallEffect.OpenLine) {
            openLine();
        } else if (effect instanceof CallEffect.ChangeLine) {
            note("end of the line", line.close());
            openLine();
        } else if (effect instanceof CallEffect.OpenProbe trial) {
            openProbe(trial.offer());
        } else if (effect instanceof CallEffect.TrickleProbe trickle) {
            note("candidate of the trial", probe.trickle(trickle.candidate()));
        } else if (effect instanceof CallEffect.CloseProbe) {
            probe.close();
        } else if (effect instanceof CallEffect.PlaceCall place) {
            offered = Codecs.named(place.offer().sdp()).intern(); // the same few for all calls
            line.call(place.extension(), place.offer(), introduction.headers(), place.inClear())
                    .whenComplete((taken, failure) -> {
                        if (failure != null) {
                            post(new CallEvent.CallRefused(JanusException.from(failure)));
                        }
                    });
        } else if (effect instanceof CallEffect.Trickle trickle) {
            note("candidate", line.trickle(trickle.candidate()));
        } else if (effect instanceof CallEffect.Reply reply) {
            note("reply", line.update(reply.description()));
        } else if (effect instanceof CallEffect.Restart restart) {
            note("restart", line.restart(restart.offer()));
        } else if (effect instanceof CallEffect.SendDigit digit) {
            note("digit", line.dtmf(digit.digit()));
        } else if (effect instanceof CallEffect.DeclineTransfer declined) {
            note("refusal of a transfer", line.declineTransfer(declined.id()));
        } else if (effect instanceof CallEffect.HangUp) {
            note("hang-up", line.hangup());
        } else if (effect instanceof CallEffect.LeaveLine) {
            hashes = null; // the row is another node's from now on
            line.leave();
        } else if (effect instanceof CallEffect.GiveBack) {
            line.close().whenComplete((taken, failure) -> post(new CallEvent.LineReturned()));
        }
    }

    private void openLine() {
        gateway.apply(this).whenComplete((opened, failure) -> {
            if (failure == null) {
                line = opened;
                post(new CallEvent.LineOpened(opened.state()));
            } else {
                post(new CallEvent.LineRefused(JanusException.from(failure)));
            }
            lineOpened.complete(null);
        });
    }

    private void openProbe(Jsep offer) {
        probes.apply(offer, new ProbeEvents()).whenComplete((opened, failure) -> {
            if (failure == null) {
                probe = opened;
                post(new CallEvent.ProbeOpened());
            } else {
                LOG.log(Level.DEBUG, "Call " + id + ": the way of the sound is not tried", failure);
                post(new CallEvent.ProbeRefused());
            }
        });
    }

    private final class ProbeEvents implements ProbeListener {
        @Override
        public void answer(Jsep answer) {
            post(new CallEvent.ProbeAnswered(answer));
        }

        @Override
        public void candidate(IceCandidate candidate) {
            post(new CallEvent.ProbeCandidate(candidate));
        }

        @Override
        public void lost(JanusException reason) {
            LOG.log(Level.DEBUG, "Call " + id + ": the way of the sound is not tried any more", reason);
            post(new CallEvent.ProbeRefused());
        }
    }

    /** Only a call that has a line and a browser that can come back is of use to another node. */
    private void writeDown() {
        if (call != null && call.isOnLine() && hashes != null) {
            Duration now = Duration.ofNanos(nanoTime.getAsLong() - begun);
            others.keep(new CallRecord(
                    id,
                    hashes,
                    caller(),
                    call.state(),
                    now,
                    call.answered() == null ? null : now.minus(call.answered()),
                    call.summary().sipCallId(),
                    line.place(),
                    line.masterPlace(),
                    tickets,
                    login));
        }
    }

    private void forget() {
        if (line != null && hashes != null) {
            others.forget(id);
        }
    }

    /** A request whose failure changes nothing: if it matters, the line is lost or a deadline passes. */
    private void note(String what, CompletionStage<Void> request) {
        request.whenComplete((taken, failure) -> {
            if (failure != null) {
                LOG.log(Level.DEBUG, "Call " + id + ": Janus did not take the " + what, failure);
            }
        });
    }

    @Override
    public void sip(SipEvent event, Jsep jsep) {
        post(new CallEvent.Sip(event, jsep));
    }

    @Override
    public void unreached(SipEvent.HangUp end) {
        post(new CallEvent.Unreached(end, false));
    }

    @Override
    public void unencrypted(SipEvent.HangUp end) {
        LOG.log(
                Level.INFO,
                "Call {0}: the telephone takes no encrypted sound ({1}), and is called without",
                id,
                end.code());
        post(new CallEvent.Unreached(end, true));
    }

    @Override
    public void candidate(IceCandidate candidate) {
        post(new CallEvent.LineCandidate(candidate));
    }

    @Override
    public void transfer(Extension goal, long transfer) {
        post(new CallEvent.Transfer(goal, transfer));
    }

    @Override
    public void waiting(Waiting waiting) {
        post(new CallEvent.Waits(waiting));
    }

    @Override
    public void media(String type, boolean receiving) {
        post(new CallEvent.Media(receiving));
    }

    @Override
    public void slowLink(boolean uplink, long lost) {
        post(new CallEvent.SlowLink());
    }

    @Override
    public void mediaClosed(boolean byBrowser, String reason) {
        LOG.log(Level.DEBUG, "Call {0}: media closed: {1}", id, reason);
        post(new CallEvent.MediaClosed(byBrowser));
    }

    @Override
    public void lost(JanusException reason) {
        post(new CallEvent.LineLost(reason));
    }
}
