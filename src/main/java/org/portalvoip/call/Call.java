package org.portalvoip.call;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.portalvoip.janus.IceCandidate;
import org.portalvoip.janus.JanusException;
import org.portalvoip.janus.JanusGateway;
import org.portalvoip.janus.Jsep;
import org.portalvoip.janus.SipEvent;
import org.portalvoip.janus.SipHandle;
import org.portalvoip.sip.SipUri;

/**
 * One call, from the opening of its socket to its end. It begins with the browser's offer, for which it takes a line of
 * the gateway; candidates that come before the line are kept for it. Browser, line and clock may all speak at once: each
 * word is handled alone. No timer belongs to a call: {@link Calls} tells it the time.
 */
final class Call implements SipHandle.Listener {
    private static final Logger LOG = System.getLogger(Call.class.getName());
    private static final int MOST_EARLY_CANDIDATES = 64;
    /** A media connection closes shortly before or after the SIP call whose end tells the better reason. */
    private static final Duration BETTER_REASON = Duration.ofSeconds(1);
    /** Until the SIP server has confirmed that we hung up. */
    private static final Duration FAREWELL = Duration.ofSeconds(2);

    /**
     * How long a call may take.
     *
     * @param offer from the open socket to the offer
     * @param ring from the offer to the answer
     * @param talk from the answer to the end
     */
    record Limits(Duration offer, Duration ring, Duration talk) {}

    private final String id = UUID.randomUUID().toString();
    private final String caller;
    private final SipUri callee;
    private final CallSocket socket;
    private final JanusGateway gateway;
    private final Limits limits;
    private final InstantSource clock;
    private final Consumer<CallEnded> onEnd;
    private final Instant begun;
    private final Heartbeat heartbeat;
    private final List<IceCandidate> early = new ArrayList<>();

    private CallState state = CallState.NEW;
    private Instant deadline;
    private EndReason atDeadline;
    private Instant answered;
    private SipHandle line;

    /**
     * @param caller who calls, see {@link CallEnded#caller}
     * @param callee the extension
     * @param onEnd is told once
     */
    Call(
            String caller,
            SipUri callee,
            CallSocket socket,
            JanusGateway gateway,
            Limits limits,
            InstantSource clock,
            Consumer<CallEnded> onEnd) {
        this.caller = caller;
        this.callee = callee;
        this.socket = socket;
        this.gateway = gateway;
        this.limits = limits;
        this.clock = clock;
        this.onEnd = onEnd;
        this.begun = clock.instant();
        this.heartbeat = new Heartbeat(socket, begun);
        endIn(limits.offer(), EndReason.NETWORK_LOST);
    }

    String caller() {
        return caller;
    }

    /** What the browser says. */
    synchronized void received(CallMessage message) {
        if (message instanceof CallMessage.Offer offer) {
            offer(offer.jsep());
        } else if (message instanceof CallMessage.Candidate candidate) {
            trickle(candidate.candidate());
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
            endIn(limits.ring(), EndReason.RING_TIMEOUT);
            gateway.openLine(this).whenComplete((opened, failure) -> {
                if (failure == null) {
                    opened(opened, offer);
                } else {
                    failed(JanusException.from(failure));
                }
            });
        }
    }

    private synchronized void opened(SipHandle opened, Jsep offer) {
        if (state == CallState.ENDED) {
            opened.detach();
            return;
        }
        line = opened;
        line.call(callee, offer).exceptionally(failure -> {
            failed(JanusException.from(failure));
            return null;
        });
        early.forEach(line::trickle);
        early.clear();
    }

    private void trickle(IceCandidate candidate) {
        if (line != null) {
            line.trickle(candidate);
        } else if (early.size() < MOST_EARLY_CANDIDATES) {
            early.add(candidate);
        }
    }

    @Override
    public synchronized void sip(SipEvent event, Jsep jsep) {
        if (state == CallState.ENDED) {
            if (event instanceof SipEvent.HangUp) {
                line.detach();
            }
            return;
        }
        if (jsep != null) {
            socket.send(CallNews.answer(jsep));
        }
        if (event instanceof SipEvent.Ringing || event instanceof SipEvent.Progress) {
            move(CallState.RINGING);
        } else if (event instanceof SipEvent.Accepted && move(CallState.ESTABLISHED)) {
            answered = clock.instant();
            endIn(limits.talk(), EndReason.MAX_DURATION);
        } else if (event instanceof SipEvent.HangUp hangUp) {
            farEnd(hangUp);
        } else if (event instanceof SipEvent.PluginError error) {
            LOG.log(Level.WARNING, "Call {0}: Janus refused with {1} {2}", id, error.code(), error.reason());
            end(EndReason.FAILED);
        }
    }

    private void farEnd(SipEvent.HangUp hangUp) {
        boolean spoken = state == CallState.ESTABLISHED && hangUp.code() == 200;
        EndReason reason = spoken ? EndReason.FAR_END : EndReason.ofSipStatus(hangUp.code());
        LOG.log(Level.DEBUG, "Call {0}: the SIP server says {1} {2}", id, hangUp.code(), hangUp.reason());
        end(reason, hangUp.code());
        line.detach();
    }

    @Override
    public synchronized void candidate(IceCandidate candidate) {
        socket.send(CallNews.candidate(candidate));
    }

    @Override
    public void webRtcUp() {
        LOG.log(Level.DEBUG, "Call {0}: media connected", id);
    }

    /** Janus tells silence when a browser is gone, and does nothing about it. */
    @Override
    public synchronized void media(String type, boolean receiving) {
        socket.send(CallNews.media(receiving));
        if (!receiving && state == CallState.ESTABLISHED) {
            heartbeat.doubt(clock.instant());
        }
    }

    @Override
    public synchronized void slowLink(boolean uplink, long lost) {
        socket.send(CallNews.slowLink());
    }

    @Override
    public synchronized void mediaClosed(String reason) {
        if (state != CallState.ENDED) {
            LOG.log(Level.DEBUG, "Call {0}: media closed: {1}", id, reason);
            endIn(BETTER_REASON, EndReason.MEDIA_FAILED);
        }
    }

    @Override
    public void lost(JanusException reason) {
        failed(reason);
    }

    private synchronized void failed(JanusException failure) {
        if (state != CallState.ENDED) {
            LOG.log(Level.WARNING, "Call {0}: {1}: {2}", id, failure.kind(), failure.getMessage());
            end(reasonOf(failure));
        }
    }

    private static EndReason reasonOf(JanusException failure) {
        return switch (failure.kind()) {
            case TOO_MANY -> EndReason.ALL_LINES_BUSY;
            case REGISTRATION_FAILED -> EndReason.ofSipStatus(failure.code());
            default -> EndReason.GATEWAY_LOST;
        };
    }

    /**
     * Looks whether a limit is over.
     *
     * @return false when the call is over and its line given back: nothing is left to be done
     */
    synchronized boolean tick(Instant now) {
        boolean due = !now.isBefore(deadline);
        if (state == CallState.ENDED) {
            if (due && line != null) {
                line.detach();
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
        if (end(reason, 0) && line != null) {
            line.hangup();
        }
    }

    private boolean end(EndReason reason, int sipStatus) {
        if (!state.leadsTo(CallState.ENDED)) {
            return false;
        }
        state = CallState.ENDED;
        endIn(FAREWELL, reason);
        socket.send(CallNews.ended(reason));
        socket.close();
        Duration spoken = answered == null ? Duration.ZERO : Duration.between(answered, clock.instant());
        LOG.log(Level.INFO, "Call {0} ended: {1}, {2} s spoken", id, reason, spoken.toSeconds());
        onEnd.accept(new CallEnded(id, line == null ? null : line.callId(), caller, begun, spoken, reason, sipStatus));
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
