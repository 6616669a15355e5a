package org.portalvoip.janus;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.portalvoip.janus.JanusException.Kind;

/**
 * Finds out how far a handle's call is after events of it were lost: Janus keeps none back. There is no request for that,
 * but two that change nothing, and whose errors tell.
 */
final class CallProbe {

    /** Over HTTP, Janus gives the first event after a break to a poll that is gone; it may be the answer. */
    private static final int ATTEMPTS = 5;

    private static final Duration PATIENCE = Duration.ofSeconds(1);
    /** For an answer that probably is lost. */
    private static final Duration LITTLE_PATIENCE = Duration.ofMillis(400);

    private static final String WRONG_STATE = "Wrong state";

    private final JanusSession session;
    private final long handle;

    CallProbe(JanusSession session, long handle) {
        this.session = session;
        this.handle = handle;
    }

    /** How far the call is; never {@link LineState#PLACED}, which a probe cannot tell from ringing. */
    CompletionStage<LineState> state() {
        return ask(true)
                .thenCompose(recording -> isWrongState(recording)
                        ? CompletableFuture.completedFuture(LineState.IDLE)
                        : ask(false).thenApply(info -> isWrongState(info) ? LineState.RINGING : LineState.ESTABLISHED));
    }

    private static boolean isWrongState(SipEvent event) {
        return event instanceof SipEvent.PluginError error
                && error.reason() != null
                && error.reason().startsWith(WRONG_STATE);
    }

    private CompletionStage<SipEvent> ask(boolean whetherOver) {
        boolean isSafe = session.connection().bindsSessions();
        return ask(whetherOver, ATTEMPTS, isSafe ? PATIENCE : LITTLE_PATIENCE);
    }

    private CompletionStage<SipEvent> ask(boolean whetherOver, int attempts, Duration patience) {
        return askOnce(whetherOver, patience)
                .exceptionallyCompose(failure ->
                        attempts > 1 && JanusException.from(failure).kind() == Kind.NO_ANSWER && !session.isClosed()
                                ? ask(whetherOver, attempts - 1, PATIENCE)
                                : CompletableFuture.failedStage(failure));
    }

    private CompletionStage<SipEvent> askOnce(boolean whetherOver, Duration patience) {
        String transaction = session.nextTransaction();
        CompletionStage<JanusMessage> outcome = session.expectEvent(answerTo(transaction), patience);
        session.request(transaction, whetherOver ? JanusRequest.stopNoRecording() : JanusRequest.infoOfNoType(), handle)
                .whenComplete((taken, failure) -> {
                    if (failure != null) {
                        session.transactions().fail(answerTo(transaction), JanusException.from(failure));
                    }
                });
        return outcome.thenApply(event -> ((JanusMessage.Event) event).event());
    }

    /** The event that answers this request, as opposed to its ack. */
    static String answerTo(String transaction) {
        return "event of " + transaction;
    }
}
