package org.portalvoip.call;

import jakarta.json.JsonObject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.Consumer;
import org.portalvoip.janus.JanusException;
import org.portalvoip.janus.JanusGateway;
import org.portalvoip.janus.Jsep;

/**
 * One call, from the opening of its socket to its end. Browser, line and clock may all speak at once: each word is
 * handled alone. No timer belongs to a call: {@link Calls} tells it the time.
 */
final class Call {
    private static final Logger LOG = System.getLogger(Call.class.getName());
    /** A media connection closes shortly before or after the SIP call whose end tells the better reason. */
    private static final Duration BETTER_REASON = Duration.ofSeconds(1);
    /** Until the SIP server has confirmed that we hung up. */
    private static final Duration FAREWELL = Duration.ofSeconds(2);

    private final String id = UUID.randomUUID().toString();
    private final String caller;
    private final CallSocket socket;
    private final CallLine line;
    private final CallTimes times;
    private final InstantSource clock;
    private final Consumer<CallEnded> onEnd;
    private final Instant begun;
    private final Heartbeat heartbeat;

    private CallState state = CallState.NEW;
    private Instant deadline;
    private EndReason atDeadline;
    private Instant answered;

    /**
     * @param caller who calls, see {@link CallEnded#caller}
     * @param extension who is called
     * @param onEnd is told once
     */
    Call(
            String caller,
            String extension,
            CallSocket socket,
            JanusGateway gateway,
            CallTimes times,
            InstantSource clock,
            Consumer<CallEnded> onEnd) {
        this.caller = caller;
        this.socket = socket;
        this.line = new CallLine(this, gateway, extension);
        this.times = times;
        this.clock = clock;
        this.onEnd = onEnd;
        this.begun = clock.instant();
        this.heartbeat = new Heartbeat(socket, begun);
        endIn(times.offer(), EndReason.NETWORK_LOST);
    }

    /** What the browser says. */
    synchronized void received(CallMessage message) {
        if (message instanceof CallMessage.Offer offer) {
            offer(offer.jsep());
        } else if (message instanceof CallMessage.Candidate candidate) {
            line.trickle(candidate.candidate());
        } else if (message instanceof CallMessage.Dtmf dtmf && state == CallState.ESTABLISHED) {
            line.dtmf(dtmf.digit());
        } else if (message instanceof CallMessage.HangUp) {
            end(EndReason.HANG_UP);
        }
    }

    /** The browser answered a ping. */
    synchronized void pong() {
        heartbeat.pong();
    }

    private void offer(Jsep offer) {
        if (move(CallState.CALLING)) {
            LOG.log(Level.DEBUG, "Call {0}: offer from {1}", id, caller);
            endIn(times.ring(), EndReason.RING_TIMEOUT);
            line.open(offer);
        }
    }

    /** Tells the browser something that moves no state. */
    void tell(JsonObject news) {
        socket.send(news);
    }

    synchronized void ringing() {
        move(CallState.RINGING);
    }

    synchronized void established() {
        if (move(CallState.ESTABLISHED)) {
            answered = clock.instant();
            endIn(times.talk(), EndReason.MAX_DURATION);
        }
    }

    /** The SIP call is over; {@code sipStatus} and {@code words} are the far side's own. */
    synchronized void hungUp(int sipStatus, String words) {
        LOG.log(Level.DEBUG, "Call {0}: the SIP server says {1} {2}", id, sipStatus, words);
        boolean spoken = state == CallState.ESTABLISHED && sipStatus == 200;
        end(spoken ? EndReason.FAR_END : EndReason.ofSipStatus(sipStatus), sipStatus);
    }

    /** Nothing comes from the browser any more. Janus tells it when a browser is gone, and does nothing about it. */
    synchronized void silent() {
        if (state == CallState.ESTABLISHED) {
            heartbeat.doubt(clock.instant());
        }
    }

    synchronized void mediaClosed(String reason) {
        if (state != CallState.ENDED) {
            LOG.log(Level.DEBUG, "Call {0}: media closed: {1}", id, reason);
            endIn(BETTER_REASON, EndReason.MEDIA_FAILED);
        }
    }

    synchronized void refused(int code, String words) {
        if (state != CallState.ENDED) {
            LOG.log(Level.WARNING, "Call {0}: Janus refused with {1} {2}", id, code, words);
            end(EndReason.FAILED);
        }
    }

    synchronized void failed(JanusException failure) {
        if (state != CallState.ENDED) {
            LOG.log(Level.WARNING, "Call {0}: {1}: {2}", id, failure.kind(), failure.getMessage());
            end(EndReason.of(failure));
        }
    }

    /**
     * Looks whether a limit is over.
     *
     * @return false when the call is over and its line given back: nothing is left to be done
     */
    synchronized boolean tick(Instant now) {
        boolean due = !now.isBefore(deadline);
        if (state == CallState.ENDED) {
            if (due) {
                line.giveBack();
            }
            return !due;
        }
        if (due) {
            end(atDeadline);
        } else if (!heartbeat.tick(now)) {
            end(EndReason.NETWORK_LOST);
        }
        return true;
    }

    /** Ends the call for {@code reason}, whoever asks; the first to ask is right, later ones change nothing. */
    synchronized void end(EndReason reason) {
        if (end(reason, 0)) {
            line.hangUp();
        }
    }

    private boolean end(EndReason reason, int sipStatus) {
        if (!state.leadsTo(CallState.ENDED)) {
            return false;
        }
        state = CallState.ENDED;
        endIn(FAREWELL, reason);
        Duration spoken = answered == null ? Duration.ZERO : Duration.between(answered, clock.instant());
        LOG.log(Level.INFO, "Call {0} ended: {1}, {2} s spoken", id, reason, spoken.toSeconds());
        onEnd.accept(new CallEnded(id, line.callId(), caller, begun, spoken, reason, sipStatus));
        socket.send(CallNews.ended(reason));
        socket.close();
        return true;
    }

    private boolean move(CallState next) {
        if (!state.leadsTo(next)) {
            LOG.log(Level.DEBUG, "Call {0}: from {1} nothing leads to {2}", id, state, next);
            return false;
        }
        state = next;
        socket.send(CallNews.state(next));
        return true;
    }

    private void endIn(Duration time, EndReason reason) {
        deadline = clock.instant().plus(time);
        atDeadline = reason;
    }
}
