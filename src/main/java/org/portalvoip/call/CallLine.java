package org.portalvoip.call;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.portalvoip.janus.IceCandidate;
import org.portalvoip.janus.JanusException;
import org.portalvoip.janus.JanusGateway;
import org.portalvoip.janus.Jsep;
import org.portalvoip.janus.Line;
import org.portalvoip.janus.LineListener;
import org.portalvoip.janus.SipEvent;

/**
 * The line of one call: taken of the gateway with the browser's offer, given back once. It keeps the candidates that
 * come before it is there, and tells the call what the telephone's side does.
 */
final class CallLine implements LineListener {
    private static final int MOST_EARLY_CANDIDATES = 64;

    private final Call call;
    private final JanusGateway gateway;
    private final String extension;
    private final List<IceCandidate> early = new ArrayList<>();
    private Line handle;
    private boolean over;

    CallLine(Call call, JanusGateway gateway, String extension) {
        this.call = call;
        this.gateway = gateway;
        this.extension = extension;
    }

    /** Calls the extension as soon as the gateway has given a line. */
    void open(Jsep offer) {
        gateway.openLine(this).thenCompose(opened -> place(opened, offer)).exceptionally(failure -> {
            call.failed(JanusException.from(failure));
            return null;
        });
    }

    private synchronized CompletionStage<Void> place(Line opened, Jsep offer) {
        if (over) {
            return opened.close();
        }
        handle = opened;
        CompletionStage<Void> taken = handle.call(extension, offer);
        early.forEach(handle::trickle);
        early.clear();
        return taken;
    }

    synchronized void trickle(IceCandidate candidate) {
        if (handle != null) {
            handle.trickle(candidate);
        } else if (early.size() < MOST_EARLY_CANDIDATES) {
            early.add(candidate);
        }
    }

    synchronized void dtmf(char digit) {
        if (handle != null) {
            handle.dtmf(digit);
        }
    }

    /** Ends the SIP call, or sees to it that there will be none. */
    synchronized void hangUp() {
        over = true;
        if (handle != null) {
            handle.hangup();
        }
    }

    /** Gives the line back to the gateway; also ends what {@link #hangUp} did not get to end. */
    synchronized void giveBack() {
        over = true;
        if (handle != null) {
            handle.close();
        }
    }

    /** The SIP Call-ID, null when no INVITE was sent. */
    synchronized String callId() {
        return handle == null ? null : handle.callId();
    }

    @Override
    public void sip(SipEvent event, Jsep jsep) {
        if (jsep != null) {
            call.tell(CallNews.answer(jsep));
        }
        if (event instanceof SipEvent.Ringing || event instanceof SipEvent.Progress) {
            call.ringing();
        } else if (event instanceof SipEvent.Accepted) {
            call.established();
        } else if (event instanceof SipEvent.HangUp hangUp) {
            call.hungUp(hangUp.code(), hangUp.reason());
            giveBack();
        } else if (event instanceof SipEvent.PluginError error) {
            call.refused(error.code(), error.reason());
        }
    }

    @Override
    public void candidate(IceCandidate candidate) {
        call.tell(CallNews.candidate(candidate));
    }

    @Override
    public void media(String type, boolean receiving) {
        call.tell(CallNews.media(receiving));
        if (!receiving) {
            call.silent();
        }
    }

    @Override
    public void slowLink(boolean uplink, long lost) {
        call.tell(CallNews.slowLink());
    }

    @Override
    public void mediaClosed(String reason) {
        call.mediaClosed(reason);
    }

    @Override
    public void lost(JanusException reason) {
        call.failed(reason);
    }
}
