package org.portalvoip.janus;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Digits that are pressed at the same moment leave in their order, with a moment between them. */
class DigitsTest {
    private static final int SECONDS = 10;

    private final Digits digits = new Digits();
    private final List<Long> sent = new ArrayList<>();

    private CompletionStage<Void> send(boolean taken) {
        return digits.send(() -> {
            sent.add(System.nanoTime());
            return taken
                    ? CompletableFuture.completedStage(null)
                    : CompletableFuture.failedStage(new IllegalStateException("refused"));
        });
    }

    @Test
    void theFirstLeavesAtOnceAndEachOtherAMomentLater() throws Exception {
        send(true);
        assertThat(sent).hasSize(1);
        send(false);
        send(true).toCompletableFuture().get(SECONDS, TimeUnit.SECONDS);

        assertThat(sent).hasSize(3);
        for (int i = 1; i < sent.size(); i++) {
            assertThat(Duration.ofNanos(sent.get(i) - sent.get(i - 1)))
                    .isGreaterThanOrEqualTo(Duration.ofMillis(Digits.MILLISECONDS_APART));
        }
    }

    @Test
    void whoAskedLearnsTheOutcomeOfItsOwnDigit() {
        assertThat(send(true)).isCompleted();
        assertThat(send(false)).failsWithin(Duration.ofSeconds(SECONDS));
    }
}
