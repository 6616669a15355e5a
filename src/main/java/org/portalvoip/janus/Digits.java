package org.portalvoip.janus;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The digits of one line, sent one after the other: two SIP INFO that leave at the same moment may overtake each other on
 * the way, and then the far end hears another number.
 */
final class Digits {

    static final long MILLISECONDS_APART = 100;

    private static final Executor AFTER_A_PAUSE =
            CompletableFuture.delayedExecutor(MILLISECONDS_APART, TimeUnit.MILLISECONDS);

    private CompletionStage<?> free = CompletableFuture.completedStage(null);

    /** Asks for a digit to be sent when its turn comes; the next one waits for the outcome, and a moment more. */
    synchronized CompletionStage<Void> send(Supplier<CompletionStage<Void>> request) {
        CompletionStage<Void> sent = free.thenCompose(ready -> request.get());
        free = sent.handleAsync((taken, failure) -> null, AFTER_A_PAUSE);
        return sent;
    }
}
