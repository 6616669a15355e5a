package org.portalvoip.janus;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.portalvoip.janus.JanusException.Kind;

/**
 * A connection between a browser and the echo test of Janus, which shows whether the sound of a call would find a way,
 * before anybody is called. Whether it does, only the browser learns ({@code iceConnectionState}).
 */
public final class Probe {
    private final JanusSession session;
    private final long id;
    private final ProbeListener listener;
    private final AtomicBoolean over = new AtomicBoolean();

    private Probe(JanusSession session, long id, ProbeListener listener) {
        this.session = session;
        this.id = id;
        this.listener = listener;
    }

    /** Answers the browser's offer. When this fails, nothing is left over. */
    static CompletionStage<Probe> open(JanusConnection connection, Jsep offer, ProbeListener listener) {
        JanusSession session = JanusSession.create(connection);
        return session.request(JanusRequest.attachEchoTest(), 0)
                .thenApply(attached -> new Probe(session, attached.madeId(), listener))
                .thenCompose(probe -> probe.begin(offer))
                .whenComplete((taken, failure) -> {
                    if (failure != null) {
                        session.close(JanusException.from(failure));
                    }
                });
    }

    private CompletionStage<Probe> begin(Jsep offer) {
        session.add(id, new JanusSession.Handle(this::received, () -> {}, this::lost));
        return session.request(JanusRequest.echo(offer), id)
                .thenApply(taken -> this)
                .whenComplete((taken, failure) -> {
                    if (failure != null) {
                        over.set(true);
                    }
                });
    }

    /** Passes on a candidate of the browser. */
    public CompletionStage<Void> trickle(IceCandidate candidate) {
        return session.request(JanusRequest.trickle(candidate), id).thenAccept(taken -> {});
    }

    /** Ends the connection, once. The listener receives nothing more. */
    public void close() {
        if (over.compareAndSet(false, true)) {
            var unused = session.giveBack();
        }
    }

    private void received(JanusMessage message) {
        if (over.get()) {
            return;
        }
        if (message instanceof JanusMessage.Event event && event.event() instanceof SipEvent.PluginError error) {
            lost(new JanusException(Kind.REFUSED, error.code(), error.reason()));
        } else if (message instanceof JanusMessage.Event event && event.jsep() != null) {
            listener.answer(event.jsep());
        } else if (message instanceof JanusMessage.Trickle trickle) {
            listener.candidate(trickle.candidate());
        } else if (message instanceof JanusMessage.Detached) {
            lost(new JanusException(Kind.ENDED_BY_JANUS, "Janus detached the handle"));
        }
    }

    private void lost(JanusException reason) {
        if (!over.get()) {
            close();
            listener.lost(reason);
        }
    }
}
