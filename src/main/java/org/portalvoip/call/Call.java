package org.portalvoip.call;

import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.portalvoip.call.CallSummary.Ending;
import org.portalvoip.janus.IceCandidate;
import org.portalvoip.janus.JanusException;
import org.portalvoip.janus.Jsep;
import org.portalvoip.janus.LineState;
import org.portalvoip.janus.SipEvent;
import org.portalvoip.sip.Callee;
import org.portalvoip.sip.Extension;

/**
 * One call as a value: {@link #on} is a pure function of the call, an event and the time. It knows no clock, socket or
 * gateway; {@link CallLoop} carries out the effects. Times are measured from the opening of the call.
 *
 * <p>Whoever ends a call first determines the reason. Its place in the limits is released and the SIP leg hung up at
 * once, the line is given back as soon as the SIP leg is over, and only then does the browser learn of the end. Longer
 * than 200 lines, because it is one function: everything that an event can do to a call is here, and nowhere else.
 *
 * @param state the phase that the call is in
 * @param callee the only one who is ever called; null where nobody may be called
 * @param times how long the phases may take
 * @param deadline when the current phase ends at the latest
 * @param atDeadline why the call ends then, null once it is ending
 * @param answered when it was answered, or null
 * @param path the trial of the way that the sound will take
 * @param leg the SIP side
 * @param link the browser's side
 * @param summary what is known so far
 */
record Call(
        CallState state,
        Callee callee,
        CallTimes times,
        Duration deadline,
        EndReason atDeadline,
        Duration answered,
        Path path,
        Leg leg,
        Link link,
        CallSummary summary) {
    /**
     * The media connection closes shortly before or after the SIP call: wait for the SIP hangup, which carries the real
     * cause.
     */
    private static final Duration BETTER_REASON = Duration.ofSeconds(1);
    /**
     * The time for the SIP server to confirm our hangup, then for Janus to take the line back, then for the browser to
     * receive the end and close its socket.
     */
    static final Duration FAREWELL = Duration.ofSeconds(2);

    /** The time to find a call in the database, and its line at Janus. */
    private static final Duration TO_BE_FOUND = Duration.ofSeconds(12);

    /** A telephone system waits for 32 s, and may then end the call (RFC 3261 section 14.1). */
    private static final Duration TIME_FOR_A_REPLY = Duration.ofSeconds(2);

    /** The sentence of a caller whose network lets no sound through must be read within 8 s. */
    private static final Duration TIME_TO_FIND_A_WAY = Duration.ofSeconds(5);

    /**
     * What Janus says of an answer when nobody has made an offer, or has withdrawn it; and of the question by which
     * another node finds out how far the call is, if Janus still sends us its events.
     */
    private static final Set<Integer> HARMLESS = Set.of(448, 443);

    /** A call that greets the browser and waits for its offer. It has no place in the limits until that comes. */
    static Step opened(Extension extension, CallTimes times, JsonObject greeting) {
        Call call = new Call(
                CallState.NEW,
                callee(extension),
                times,
                times.offer(),
                EndReason.NETWORK_LOST,
                null,
                Path.UNTRIED,
                Leg.NONE,
                Link.FIRST,
                CallSummary.NOTHING_YET);
        return Step.of(call, new CallEffect.AwaitOffer(), new CallEffect.Greet(greeting));
    }

    private static Callee callee(Extension extension) {
        return extension == null ? null : new Callee(extension);
    }

    /** No call at all, but a socket whose browser has to say to which call it comes back. */
    static Step awaitingReturn(CallTimes times) {
        Call call = opened(null, times, JsonObject.EMPTY_JSON_OBJECT).call();
        return Step.of(call, new CallEffect.AwaitOffer());
    }

    /** A call of another node, with which this node goes on as soon as it has the line. */
    static Step takenOver(Extension extension, CallTimes times, CallRecord found) {
        boolean answered = found.spoken() != null;
        Duration left =
                answered ? times.talk().minus(found.spoken()) : times.ring().minus(found.age());
        Call call = new Call(
                found.phase(),
                callee(extension),
                times,
                left.compareTo(FAREWELL) > 0 ? left : FAREWELL,
                answered ? EndReason.MAX_DURATION : EndReason.RING_TIMEOUT,
                answered ? found.spoken().negated() : null,
                Path.UNTRIED,
                Leg.NONE.opening(),
                Link.FIRST.silent(),
                CallSummary.NOTHING_YET.withCallId(found.sipCallId()).withPast(found.age()));
        return Step.of(call, new CallEffect.OpenLine());
    }

    /** A call that was refused: it has no place in the limits, and only sends the reason. */
    static Step refused(EndReason reason) {
        CallTimes times = new CallTimes(FAREWELL, FAREWELL, FAREWELL, FAREWELL, FAREWELL);
        CallSummary summary = CallSummary.NOTHING_YET.endedBy(Ending.of(reason), Duration.ZERO, Duration.ZERO);
        Call call = opened(null, times, JsonObject.EMPTY_JSON_OBJECT)
                .call()
                .with(CallState.ENDED)
                .with(summary);
        return Step.of(call, new CallEffect.Tell(BrowserNews.ended(reason)));
    }

    /** Whether nothing is left to do and no browser can come back, so that the call needs no more ticks. */
    boolean isSettled() {
        return state == CallState.ENDED && link.isOver();
    }

    /** Whether it runs, and its browser is away, perhaps at another node. */
    boolean isAway() {
        return state.isLive() && !link.isOpen();
    }

    /** Whether it is not over. */
    boolean isLive() {
        return state.isLive();
    }

    /** Whether it got as far as a line: whoever was refused before, or only opened a socket, has not called. */
    boolean wasPlaced() {
        return !leg.is(Leg.Line.NONE);
    }

    /** Whether it runs, and another node could go on with its line. */
    boolean isOnLine() {
        return state.isLive() && leg.is(Leg.Line.OPEN);
    }

    /** The step that {@code event} causes at {@code now}. */
    Step on(CallEvent event, Duration now) {
        if (event instanceof CallEvent.Tick) {
            return tick(now);
        } else if (event instanceof CallEvent.Said said) {
            return with(link.messageComplete(now)).said(said.message(), now);
        } else if (event instanceof CallEvent.End end) {
            return end(Ending.of(end.reason()), now);
        } else if (event instanceof CallEvent.Broken) {
            return end(Ending.of(EndReason.FAILED), now);
        }
        return onLink(event, now);
    }

    private Step onLink(CallEvent event, Duration now) {
        if (event instanceof CallEvent.MessageBegun) {
            return Step.of(with(link.messageBegun(now)));
        } else if (event instanceof CallEvent.Frame frame) {
            return Step.of(with(link.frame(frame.half(), now)));
        } else if (event instanceof CallEvent.Pong) {
            return Step.of(with(link.pong(now)));
        } else if (event instanceof CallEvent.BrowserClosed) {
            return browserClosed(now);
        } else if (event instanceof CallEvent.BrowserLost) {
            return browserLost(now);
        } else if (event instanceof CallEvent.BrowserSilent) {
            return browserSilent(now);
        } else if (event instanceof CallEvent.GoElsewhere) {
            return state == CallState.ESTABLISHED ? browserSilent(now) : Step.of(this);
        } else if (event instanceof CallEvent.BrowserMoved moved) {
            return browserMoved(moved.found());
        } else if (event instanceof CallEvent.BrowserBack back) {
            return browserBack(back, now);
        } else if (event instanceof CallEvent.BrowserAsks) {
            return Step.of(until(now.plus(TO_BE_FOUND), EndReason.NETWORK_LOST));
        } else if (event instanceof CallEvent.TakenAway
                || (event instanceof CallEvent.ComeAgain && state == CallState.NEW)) {
            return takenAway();
        }
        return onPlace(event, now);
    }

    private Step onPlace(CallEvent event, Duration now) {
        if (event instanceof CallEvent.PlaceTaken) {
            return placeTaken(now);
        } else if (event instanceof CallEvent.PlaceRefused refused) {
            return end(Ending.of(refused.reason()), now);
        } else if (event instanceof CallEvent.GiveWay) {
            return isUndecided() ? end(Ending.of(EndReason.RUSH), now) : Step.of(this);
        } else if (event instanceof CallEvent.Dials dials) {
            return Step.of(isUndecided() && callee != null ? dialling(dials.goal()) : this);
        }
        return onPath(event, now);
    }

    private boolean awaitsOffer() {
        return isUndecided() && callee != null;
    }

    /** Whether the browser has not said yet what it wants. */
    private boolean isUndecided() {
        return state == CallState.NEW && leg.said() == null;
    }

    /**
     * A socket that closes without a hang-up ends no call that has been placed: the browser may come back. After the end
     * this is what browsers do, unless it could not be told to them; WildFly reports it at once and may keep the connection.
     */
    private Step browserClosed(Duration now) {
        if (state == CallState.NEW) {
            return with(link.over()).end(Ending.of(EndReason.HANG_UP), now);
        }
        boolean mayComeBack = !link.isOpen()
                || state.isLive()
                || (state == CallState.ENDING && summary.reason() != EndReason.HANG_UP);
        return Step.of(with(mayComeBack ? link.closed(now) : link.over()));
    }

    /** Also after the end, of which the browser may not have heard: it learns of it when it comes back. */
    private Step browserLost(Duration now) {
        if (state == CallState.NEW) {
            return end(Ending.of(EndReason.NETWORK_LOST), now);
        } else if (!link.isOpen()) {
            return Step.of(this);
        }
        Call away = with(link.closed(now));
        return Step.of(
                state == CallState.ENDED ? away.until(now.plus(times.resume()), null) : away,
                new CallEffect.CutBrowser());
    }

    private Step browserSilent(Duration now) {
        if (state == CallState.NEW) {
            return end(Ending.of(EndReason.NETWORK_LOST), now);
        }
        return state.isLive() && link.isOpen()
                ? Step.of(with(link.silent()), new CallEffect.CutBrowser())
                : Step.of(this);
    }

    /** This call was only opened because nobody knew yet that its browser wants to come back to another one. */
    private Step browserMoved(boolean found) {
        Step answer = found ? Step.of(with(link.over())) : Step.of(this, new CallEffect.Greet(BrowserNews.gone()));
        return state == CallState.NEW
                ? answer.then(call -> Step.of(call.with(CallState.ENDED), new CallEffect.ReleasePlace()))
                : answer;
    }

    /**
     * Everything that this node could still say, to Janus or to the browser, would be wrong; only what it has begun to end,
     * it ends.
     */
    private Step takenAway() {
        return state.isLive() ? leavePath().then(Call::leaveAll) : Step.of(this);
    }

    private Step leaveAll() {
        Call away = with(CallState.ENDED).with(link.over()).with(leg.to(Leg.Line.GONE));
        List<CallEffect> effects = new ArrayList<>();
        if (leg.is(Leg.Line.OPEN)) {
            effects.add(new CallEffect.LeaveLine());
        }
        effects.add(new CallEffect.ReleasePlace());
        if (link.isOpen()) {
            effects.add(new CallEffect.CutBrowser());
        }
        return new Step(away, List.copyOf(effects));
    }

    /** Also after the end, so that the browser learns of it. */
    private Step browserBack(CallEvent.BrowserBack back, Duration now) {
        if (isSettled()) {
            return Step.of(this, new CallEffect.CutBrowser());
        }
        Call found = with(link.back(now));
        return Step.of(
                state == CallState.ENDED ? found.until(now.plus(FAREWELL), null) : found,
                new CallEffect.WelcomeBack(back.token(), back.received()));
    }

    private Step said(BrowserMessage message, Duration now) {
        if (message instanceof BrowserMessage.HangUp hangUp) {
            return with(summary.heard(hangUp.quality())).end(Ending.of(hangUp.reason()), now);
        } else if (message instanceof BrowserMessage.Offer offer && awaitsOffer()) {
            return Step.of(with(leg.said(offer.jsep())), new CallEffect.TakePlace());
        } else if (message instanceof BrowserMessage.Offer offer) {
            return reply(offer.jsep());
        } else if (message instanceof BrowserMessage.Answer answer) {
            return reply(answer.jsep());
        } else if (message instanceof BrowserMessage.Restart restart) {
            return restart(restart.offer());
        } else if (message instanceof BrowserMessage.Candidate candidate && state.isLive()) {
            return trickle(candidate.candidate());
        } else if (message instanceof BrowserMessage.Dtmf dtmf
                && state == CallState.ESTABLISHED
                && leg.is(Leg.Line.OPEN)) {
            return Step.of(this, new CallEffect.SendDigit(dtmf.digit()));
        }
        return message instanceof BrowserMessage.Ping ping
                ? Step.of(with(summary.heard(ping.quality())), new CallEffect.Pong())
                : saidOfPath(message, now);
    }

    private Step saidOfPath(BrowserMessage message, Duration now) {
        if (message instanceof BrowserMessage.Probe probe && awaitsOffer() && path.is(Path.Trial.NONE)) {
            return Step.of(with(path.wanted(probe.offer())));
        } else if (message instanceof BrowserMessage.ProbeCandidate candidate && path.isAwaited()) {
            return tricklePath(candidate.candidate());
        } else if (message instanceof BrowserMessage.Reached && path.isAwaited()) {
            return leavePath().then(call -> call.pathIsOver(now));
        }
        return Step.of(this);
    }

    /** Its outcome needs no state: the browser gets the answer, or tries again. */
    private Step restart(Jsep offer) {
        return state == CallState.ESTABLISHED && leg.is(Leg.Line.OPEN)
                ? Step.of(with(leg.restarting(offer)), new CallEffect.Restart(offer))
                : Step.of(this);
    }

    private Step reply(Jsep description) {
        return leg.update() != null && leg.update().wants(description)
                ? Step.of(with(leg.said(description)), new CallEffect.Reply(description))
                : Step.of(this);
    }

    /** The call may have ended while the place was being taken; then that end released it. */
    private Step placeTaken(Duration now) {
        if (!state.leadsTo(CallState.CALLING) || awaitsOffer()) {
            return Step.of(this);
        }
        Call calling = with(leg.opening()).until(now.plus(times.ring()), EndReason.RING_TIMEOUT);
        Step step = calling.move(CallState.CALLING).then(call -> Step.of(call, new CallEffect.OpenLine()));
        return path.is(Path.Trial.WANTED) ? step.then(call -> call.tryPath(now)) : step;
    }

    private Step tryPath(Duration now) {
        return Step.of(
                with(path.opening()).until(now.plus(TIME_TO_FIND_A_WAY), EndReason.NO_SOUND),
                new CallEffect.OpenProbe(path.offer()));
    }

    private Step onPath(CallEvent event, Duration now) {
        if (event instanceof CallEvent.ProbeOpened) {
            return probeOpened();
        } else if (event instanceof CallEvent.ProbeRefused) {
            return path.isAwaited() ? with(path.to(Path.Trial.OVER)).pathIsOver(now) : Step.of(this);
        } else if (event instanceof CallEvent.ProbeAnswered answered) {
            return tellOfPath(BrowserNews.probe(answered.answer()));
        } else if (event instanceof CallEvent.ProbeCandidate found) {
            return tellOfPath(BrowserNews.probeCandidate(found.candidate()));
        }
        return onLine(event, now);
    }

    private Step tellOfPath(JsonObject news) {
        return path.isAwaited() ? Step.of(this, new CallEffect.Tell(news)) : Step.of(this);
    }

    private Step probeOpened() {
        if (!path.is(Path.Trial.OPENING)) {
            return path.is(Path.Trial.OVER) ? Step.of(this, new CallEffect.CloseProbe()) : Step.of(this);
        }
        List<CallEffect> effects = path.early().stream()
                .<CallEffect>map(CallEffect.TrickleProbe::new)
                .toList();
        return new Step(with(path.to(Path.Trial.OPEN)), effects);
    }

    private Step tricklePath(IceCandidate candidate) {
        return path.is(Path.Trial.OPEN)
                ? Step.of(this, new CallEffect.TrickleProbe(candidate))
                : Step.of(with(path.keeping(candidate)));
    }

    /** From now on the desk may ring. */
    private Step pathIsOver(Duration now) {
        if (state != CallState.CALLING) {
            return Step.of(this);
        }
        Call ringing = until(now.plus(times.ring()), EndReason.RING_TIMEOUT);
        return leg.is(Leg.Line.READY) ? ringing.place() : Step.of(ringing);
    }

    private Step leavePath() {
        Call left = path.isAwaited() ? with(path.to(Path.Trial.OVER)) : this;
        return path.is(Path.Trial.OPEN) ? Step.of(left, new CallEffect.CloseProbe()) : Step.of(left);
    }

    private Step trickle(IceCandidate candidate) {
        boolean open = leg.is(Leg.Line.OPEN);
        Call call = open && state != CallState.CALLING ? this : with(leg.keeping(candidate));
        return open ? Step.of(call, new CallEffect.Trickle(candidate)) : Step.of(call);
    }

    private Step onLine(CallEvent event, Duration now) {
        if (event instanceof CallEvent.LineOpened opened) {
            return lineOpened(opened.found(), now);
        } else if (event instanceof CallEvent.LineRefused refused) {
            return lineGone(refused.reason(), now);
        } else if (event instanceof CallEvent.LineLost lost) {
            return lineGone(lost.reason(), now);
        } else if (event instanceof CallEvent.LineReturned) {
            return lineReturned(now);
        } else if (event instanceof CallEvent.CallRefused refused) {
            return legOver(endingBy(refused.reason()), now);
        } else if (event instanceof CallEvent.Unreached unreached) {
            return unreached(unreached, now);
        } else if (event instanceof CallEvent.Sip sip) {
            return sip(sip, now);
        }
        return state.isLive() ? onMedia(event, now) : Step.of(this);
    }

    private Step lineOpened(LineState found, Duration now) {
        if (!leg.is(Leg.Line.OPENING)) {
            return Step.of(this);
        }
        if (!state.isLive()) {
            return giveBack(now);
        }
        if (leg.said() == null) {
            return lineTaken(found, now);
        }
        return path.isAwaited() ? Step.of(with(leg.ready())) : place();
    }

    private Step place() {
        List<CallEffect> effects = new ArrayList<>();
        effects.add(new CallEffect.PlaceCall(callee, leg.said(), leg.inClear()));
        leg.early().forEach(candidate -> effects.add(new CallEffect.Trickle(candidate)));
        effects.add(new CallEffect.WriteDown());
        return new Step(with(leg.placed()), List.copyOf(effects));
    }

    /** The line of another node; what happened to its call while nobody listened has to be guessed from what is left. */
    private Step lineTaken(LineState found, Duration now) {
        Call taken = with(leg.to(Leg.Line.OPEN));
        if (found == LineState.IDLE) {
            EndReason reason = state == CallState.ESTABLISHED ? EndReason.FAR_END : EndReason.FAILED;
            return taken.with(taken.leg.to(Leg.Line.HANGING_UP))
                    .end(Ending.of(reason), now)
                    .then(call -> call.giveBack(now));
        }
        // The answer got lost, or its browser claims one that never came.
        boolean contradicts = (found == LineState.ESTABLISHED) != (state == CallState.ESTABLISHED);
        return contradicts ? taken.end(Ending.of(EndReason.NETWORK_LOST), now) : Step.of(taken);
    }

    private Step lineGone(JanusException reason, Duration now) {
        Call gone = with(leg.to(Leg.Line.GONE));
        return state == CallState.ENDING ? gone.finish(now) : gone.end(endingBy(reason), now);
    }

    private Step lineReturned(Duration now) {
        return state == CallState.ENDING && leg.is(Leg.Line.RETURNING)
                ? with(leg.to(Leg.Line.GONE)).finish(now)
                : Step.of(this);
    }

    /**
     * Calls anew, with all that the browser has said, unless the caller has waited for long: whoever is told to try again does
     * better then. Janus closes the media connection of the first line before or after this, which means nothing.
     */
    private Step unreached(CallEvent.Unreached event, Duration now) {
        Leg next = leg.opening();
        boolean again = state == CallState.CALLING && leg.is(Leg.Line.OPEN) && now.compareTo(times.ring()) < 0;
        return again
                ? Step.of(
                        with(event.encrypted() ? next.withoutEncryption() : next)
                                .until(now.plus(times.ring()), EndReason.RING_TIMEOUT),
                        new CallEffect.ChangeLine())
                : sipLegEnded(event.end(), now);
    }

    private Step sip(CallEvent.Sip sip, Duration now) {
        SipEvent event = sip.event();
        if (event instanceof SipEvent.HangUp hangUp) {
            return sipLegEnded(hangUp, now);
        } else if (event instanceof SipEvent.PluginError error) {
            return isHarmless(error)
                    ? Step.of(this)
                    : legOver(new Ending(EndReason.FAILED, error.code(), error.reason()), now);
        } else if (event instanceof SipEvent.Calling calling) {
            return Step.of(with(summary.withCallId(calling.callId())));
        } else if (!state.isLive()) {
            return Step.of(this);
        } else if (event instanceof SipEvent.Updating) {
            return updating(sip.jsep(), now);
        }
        Step step =
                sip.jsep() == null ? Step.of(this) : Step.of(this, new CallEffect.Tell(BrowserNews.answer(sip.jsep())));
        return step.then(call -> call.progress(event, now));
    }

    /** The far end no longer waits for our reply, or another node asks; the call goes on as it was. */
    private boolean isHarmless(SipEvent.PluginError error) {
        return state == CallState.ESTABLISHED && HARMLESS.contains(error.code());
    }

    private Step updating(Jsep offer, Duration now) {
        if (state != CallState.ESTABLISHED || !leg.is(Leg.Line.OPEN)) {
            return Step.of(this);
        }
        Update update = new Update(offer, now.plus(TIME_FOR_A_REPLY));
        return Step.of(with(leg.asked(update)), new CallEffect.Tell(BrowserNews.update(offer)));
    }

    private Step progress(SipEvent event, Duration now) {
        if (event instanceof SipEvent.Accepted && state.leadsTo(CallState.ESTABLISHED)) {
            Call established = with(leg.reached()).answeredAt(now);
            return (atDeadline == EndReason.MEDIA_FAILED ? established : established.awaitingSound())
                    .move(CallState.ESTABLISHED);
        }
        boolean rings = event instanceof SipEvent.Ringing || event instanceof SipEvent.Progress;
        return rings && state.leadsTo(CallState.RINGING) ? with(leg.reached()).move(CallState.RINGING) : Step.of(this);
    }

    /** Whoever is not heard after the answer never will be: then the desk must not wait. */
    private Call awaitingSound() {
        return link.isHeard()
                ? until(answered.plus(times.talk()), EndReason.MAX_DURATION)
                : until(answered.plus(times.sound()), EndReason.NO_SOUND);
    }

    private Step sipLegEnded(SipEvent.HangUp hangUp, Duration now) {
        return with(summary.withCallId(hangUp.callId())).sipLegEnded(hangUp, reasonOf(hangUp), now);
    }

    private Step sipLegEnded(SipEvent.HangUp hangUp, EndReason reason, Duration now) {
        if (!leg.is(Leg.Line.OPEN)) {
            return legOver(new Ending(reason, hangUp.code(), hangUp.reason()), now);
        }
        return with(leg.to(Leg.Line.HANGING_UP))
                .end(new Ending(reason, hangUp.code(), hangUp.reason()), now)
                .then(call -> call.giveBack(now));
    }

    private EndReason reasonOf(SipEvent.HangUp hangUp) {
        if (state != CallState.ESTABLISHED) {
            return EndReason.ofSipStatus(hangUp.code());
        } else if (hangUp.wasOurs()) {
            return atDeadline == EndReason.MEDIA_FAILED ? EndReason.MEDIA_FAILED : EndReason.HANG_UP;
        }
        return EndReason.ofSipStatusInCall(hangUp.code());
    }

    /** Ends a running call; while the call waits for the SIP leg to end, this ends the wait. */
    private Step legOver(Ending ending, Duration now) {
        return state == CallState.ENDING && leg.is(Leg.Line.HANGING_UP) ? giveBack(now) : end(ending, now);
    }

    private Step onMedia(CallEvent event, Duration now) {
        if (event instanceof CallEvent.LineCandidate candidate) {
            return Step.of(this, new CallEffect.Tell(BrowserNews.candidate(candidate.candidate())));
        } else if (event instanceof CallEvent.SlowLink) {
            return Step.of(this, new CallEffect.Tell(BrowserNews.slowLink()));
        } else if (event instanceof CallEvent.Transfer transfer) {
            return transfer(transfer, now);
        } else if (event instanceof CallEvent.Waits waits) {
            return answered == null
                    ? Step.of(this, new CallEffect.Tell(BrowserNews.waiting(waits.waiting())))
                    : Step.of(this);
        } else if (event instanceof CallEvent.Media media) {
            return media(media.receiving(), now);
        }
        boolean ofAnotherLine = state == CallState.CALLING && !leg.is(Leg.Line.OPEN);
        return ofAnotherLine ? Step.of(this) : mediaOver(event, now);
    }

    private Step mediaOver(CallEvent event, Duration now) {
        boolean byBrowser = event instanceof CallEvent.MediaClosed closed && closed.byBrowser();
        Duration limit = now.plus(BETTER_REASON);
        return Step.of(
                deadline.compareTo(limit) > 0
                        ? until(limit, byBrowser ? EndReason.HANG_UP : EndReason.MEDIA_FAILED)
                        : this);
    }

    /** The browser makes the next call, like any other; without it, the caller stays with this telephone. */
    private Step transfer(CallEvent.Transfer transfer, Duration now) {
        if (!leg.is(Leg.Line.OPEN)) {
            return Step.of(this);
        }
        return state == CallState.ESTABLISHED && link.isOpen()
                ? Step.of(this, new CallEffect.HandOver(transfer.goal()))
                        .then(call -> call.end(Ending.of(EndReason.TRANSFERRED), now))
                : Step.of(this, new CallEffect.DeclineTransfer(transfer.id()));
    }

    /** Silence may mean that the browser is gone; Janus does nothing about that. */
    private Step media(boolean receiving, Duration now) {
        Call call = with(link.sound(receiving, now));
        Step step = Step.of(
                answered != null && atDeadline == EndReason.NO_SOUND ? call.awaitingSound() : call,
                new CallEffect.Tell(BrowserNews.media(receiving)));
        return receiving || state != CallState.ESTABLISHED || !link.isOpen()
                ? step
                : step.then(heard -> Step.of(heard.with(heard.link.asked(now)), new CallEffect.Ping()));
    }

    private Step tick(Duration now) {
        boolean due = now.compareTo(deadline) >= 0;
        if (!state.isLive()) {
            return due ? farewellOver(now) : Step.of(this);
        } else if (due) {
            return end(Ending.of(atDeadline), now);
        } else if (link.isGone(now, times.resume())) {
            return with(link.over()).end(Ending.of(EndReason.NETWORK_LOST), now);
        } else if (link.isOverdue(now)) {
            return browserSilent(now);
        }
        if (leg.said() != null
                && leg.update() != null
                && now.compareTo(leg.update().until()) >= 0) {
            return reply(leg.update().standIn(leg.said()));
        }
        return link.isPingDue(now) ? Step.of(with(link.asked(now)), new CallEffect.Ping()) : Step.of(this);
    }

    private Step farewellOver(Duration now) {
        if (state == CallState.ENDING) {
            return leg.is(Leg.Line.HANGING_UP) ? giveBack(now) : finish(now);
        }
        Call over = with(link.over());
        return link.isOpen() ? Step.of(over, new CallEffect.CutBrowser()) : Step.of(over);
    }

    private Step end(Ending ending, Duration now) {
        if (!state.isLive()) {
            return Step.of(this);
        }
        boolean silent = answered == null || ending.reason() == EndReason.NO_SOUND;
        Duration spoken = silent ? Duration.ZERO : now.minus(answered);
        Call call = with(summary.endedBy(ending, spoken, now))
                .with(CallState.ENDING)
                .until(now.plus(FAREWELL), null);
        return Step.of(call, new CallEffect.ReleasePlace())
                .then(Call::leavePath)
                .then(ended -> ended.freeLine(now));
    }

    private Step freeLine(Duration now) {
        return switch (leg.line()) {
            case OPEN -> Step.of(with(leg.to(Leg.Line.HANGING_UP)), new CallEffect.HangUp());
            case READY -> giveBack(now);
            case NONE, GONE -> finish(now);
            case OPENING, HANGING_UP, RETURNING -> Step.of(this);
        };
    }

    private Step giveBack(Duration now) {
        return Step.of(with(leg.to(Leg.Line.RETURNING)).until(now.plus(FAREWELL), null), new CallEffect.GiveBack());
    }

    /** A browser that is away learns of the end if it comes back in time. */
    private Step finish(Duration now) {
        Duration toHear = link.isOpen() ? FAREWELL : times.resume();
        Call ended = with(CallState.ENDED).until(now.plus(toHear), null);
        CallEffect report = new CallEffect.Report(summary);
        return link.isOver()
                ? Step.of(ended, report)
                : Step.of(ended, report, new CallEffect.Tell(BrowserNews.ended(summary.reason())));
    }

    private Ending endingBy(JanusException failure) {
        return new Ending(EndReason.of(failure, summary.sipCallId() != null), failure.code(), failure.getMessage());
    }

    private Step move(CallState next) {
        CallEffect told = new CallEffect.Tell(BrowserNews.state(next));
        return leg.is(Leg.Line.OPEN)
                ? Step.of(with(next), told, new CallEffect.WriteDown())
                : Step.of(with(next), told);
    }

    private Call with(CallState next) {
        return new Call(next, callee, times, deadline, atDeadline, answered, path, leg, link, summary);
    }

    private Call with(Path next) {
        return new Call(state, callee, times, deadline, atDeadline, answered, next, leg, link, summary);
    }

    private Call with(Leg next) {
        return new Call(state, callee, times, deadline, atDeadline, answered, path, next, link, summary);
    }

    private Call with(Link next) {
        return new Call(state, callee, times, deadline, atDeadline, answered, path, leg, next, summary);
    }

    private Call with(CallSummary next) {
        return new Call(state, callee, times, deadline, atDeadline, answered, path, leg, link, next);
    }

    private Call dialling(Callee goal) {
        return new Call(state, goal, times, deadline, atDeadline, answered, path, leg, link, summary);
    }

    private Call until(Duration limit, EndReason reason) {
        return new Call(state, callee, times, limit, reason, answered, path, leg, link, summary);
    }

    private Call answeredAt(Duration now) {
        return new Call(state, callee, times, deadline, atDeadline, now, path, leg, link, summary);
    }
}
