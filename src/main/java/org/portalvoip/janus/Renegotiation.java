package org.portalvoip.janus;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.portalvoip.janus.JanusException.Kind;
import org.portalvoip.janus.Transactions.Reception;

/**
 * The changes of a running call's media, ours and those of the far end, of which there is one at a time. Janus reports
 * the outcome of ours as one more {@link SipEvent.Accepted}, and says nothing at all when the far end refuses it.
 */
final class Renegotiation {

    /** Another change is under way (RFC 3261 section 14.1). */
    static final int REQUEST_PENDING = 491;

    private static final int TIMED_OUT = 408;

    private final JanusSession session;
    private final long handle;
    private final BiConsumer<SipEvent, Jsep> listener;
    private volatile boolean answered;
    private volatile boolean farEndWaits;
    private volatile boolean farEndOwesAnAnswer;
    private volatile String transaction;

    Renegotiation(JanusSession session, long handle, BiConsumer<SipEvent, Jsep> listener) {
        this.session = session;
        this.handle = handle;
        this.listener = listener;
    }

    /** While the far end waits for a reply, Janus would pass our offer off as that reply. */
    synchronized CompletionStage<Void> restart(Jsep offer) {
        if (farEndWaits || transaction != null) {
            return CompletableFuture.failedStage(
                    new JanusException(Kind.REFUSED, REQUEST_PENDING, "another change of the call is under way"));
        }
        String asked = session.nextTransaction();
        transaction = asked;
        session.expectEvent(restart(), session.settings().limits().answer()).whenComplete(this::over);
        return session.request(asked, JanusRequest.update(offer), handle)
                .<Void>thenApply(taken -> null)
                .whenComplete((taken, failure) -> {
                    if (failure != null) {
                        forget();
                    }
                });
    }

    /** The name under which the outcome of one is awaited. */
    private String restart() {
        return "restart of " + handle;
    }

    /** The call was answered before anybody listened. */
    void answered() {
        answered = true;
    }

    CompletionStage<Void> reply(Jsep description) {
        farEndWaits = false;
        farEndOwesAnAnswer = description.type().equals("offer");
        return session.request(JanusRequest.update(description), handle).thenAccept(taken -> {});
    }

    /** Whether this event is the outcome of a restart, so that the listener must not take it for something else. */
    boolean takes(JanusMessage.Event message) {
        SipEvent event = message.event();
        if (event instanceof SipEvent.Accepted) {
            return accepted(message);
        } else if (event instanceof SipEvent.PluginError error) {
            return isAboutRestart(message) && settle(new SipEvent.RestartFailed(error.code(), error.reason()), null);
        } else if (event instanceof SipEvent.Updating) {
            farEndWaits = true;
            settle(new SipEvent.RestartFailed(REQUEST_PENDING, "the far end changes the call, too"), null);
        } else if (event instanceof SipEvent.Calling || event instanceof SipEvent.HangUp) {
            answered = false;
            farEndWaits = false;
            forget();
        }
        return false;
    }

    private boolean accepted(JanusMessage.Event message) {
        if (!answered || farEndOwesAnAnswer) {
            answered = true;
            farEndOwesAnAnswer = false;
            return false;
        }
        if (message.jsep() != null) {
            settle(new SipEvent.Restarted(), message.jsep());
        }
        return true;
    }

    private boolean isAboutRestart(JanusMessage.Event message) {
        return message.transaction() != null && message.transaction().equals(transaction);
    }

    private boolean settle(SipEvent outcome, Jsep answer) {
        JanusMessage told = new JanusMessage.Event(null, handle, outcome, answer);
        return session.transactions().settle(restart(), told) == Reception.AWAITED;
    }

    /** Whoever asked has learned it already, or no longer needs to. */
    private void forget() {
        transaction = null;
        session.transactions().forget(restart());
    }

    private void over(JanusMessage outcome, Throwable failure) {
        transaction = null;
        if (outcome instanceof JanusMessage.Event event) {
            listener.accept(event.event(), event.jsep());
        } else if (JanusException.from(failure).kind() == Kind.NO_ANSWER) {
            listener.accept(new SipEvent.RestartFailed(TIMED_OUT, "the far end has not agreed in time"), null);
        }
    }
}
