package org.portalvoip.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/** A node looks for the calls that others may have, and not more often than it must. */
class LostCallsTest {
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private long now = Long.MAX_VALUE - 5;
    private int searches;
    private final LostCalls lost = new LostCalls(() -> searches++, tasks::add, () -> now);

    private void tickAfter(Duration time, boolean anyAway) {
        now += time.toNanos();
        lost.tick(() -> anyAway);
    }

    private void tickForThreeSeconds(boolean anyAway) {
        for (int i = 0; i < 12; i++) {
            tickAfter(Duration.ofMillis(250), anyAway);
        }
    }

    private void work() {
        while (!tasks.isEmpty()) {
            tasks.remove().run();
        }
    }

    @Test
    void whileEveryBrowserIsThereItLooksForNothing() {
        tickForThreeSeconds(false);

        assertThat(tasks).isEmpty();
        assertThat(searches).isZero();
    }

    @Test
    void whileOneIsAwayItLooksOnAnotherThreadOnceAtATime() {
        tickForThreeSeconds(true);
        assertThat(tasks).hasSize(1);
        assertThat(searches).isZero();

        work();
        tickForThreeSeconds(true);
        assertThat(searches).isOne();
        assertThat(tasks).hasSize(1);
    }

    @Test
    void afterASleepItLooksBeforeAnythingElseHappens() {
        tickAfter(Duration.ofMillis(2001), false);
        assertThat(searches).isOne();
        assertThat(tasks).isEmpty();

        tickForThreeSeconds(false);
        assertThat(searches).isOne();
    }

    @Test
    void whoWaitsForTheDatabaseDoesNotSleep() {
        var slow = new LostCalls(
                () -> {
                    searches++;
                    now += Duration.ofSeconds(9).toNanos();
                },
                tasks::add,
                () -> now);
        now += Duration.ofSeconds(3).toNanos();
        slow.tick(() -> false);
        slow.tick(() -> false);

        assertThat(searches).isOne();
    }
}
