package org.portalvoip.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CallLimitsTest {
    private static final Duration NOW = Duration.ofDays(1);

    @Test
    void whenAllLinesAreTakenTheNextCallerIsToldSo() {
        var limits = new CallLimits(2, 9, 9);
        limits.acquire("one", NOW);
        limits.acquire("two", NOW);

        assertThat(limits.acquire("three", NOW)).contains(EndReason.ALL_LINES_BUSY);

        limits.release("one");
        assertThat(limits.acquire("three", NOW)).isEmpty();
        assertThat(limits.total()).isEqualTo(2);
    }

    @Test
    void oneCallerDoesNotTakeTheLinesOfAll() {
        var limits = new CallLimits(9, 2, 9);
        limits.acquire("one", NOW);
        limits.acquire("one", NOW);

        assertThat(limits.acquire("one", NOW)).contains(EndReason.TOO_MANY);
        assertThat(limits.acquire("two", NOW)).isEmpty();

        limits.release("one");
        assertThat(limits.acquire("one", NOW)).isEmpty();
    }

    @Test
    void whoCallsTooOftenWaitsUntilTheBucketHasACallAgain() {
        var limits = new CallLimits(99, 99, 3);
        for (int call = 0; call < 3; call++) {
            assertThat(limits.acquire("one", NOW)).isEmpty();
        }

        assertThat(limits.acquire("one", NOW)).contains(EndReason.TOO_FAST);
        assertThat(limits.acquire("one", NOW.plusSeconds(19))).contains(EndReason.TOO_FAST);
        assertThat(limits.acquire("one", NOW.plusSeconds(20))).isEmpty();
        assertThat(limits.acquire("one", NOW.plusSeconds(20))).contains(EndReason.TOO_FAST);
    }

    @Test
    void aRefusedCallTakesNothing() {
        var limits = new CallLimits(1, 9, 9);
        limits.acquire("one", NOW);
        limits.acquire("two", NOW);

        limits.release("one");

        assertThat(limits.total()).isZero();
    }

    @Test
    void ofAFloodOfCallersTheFirstAreForgotten() {
        var limits = new CallLimits(Integer.MAX_VALUE, 9, 1);
        limits.acquire("first", NOW);
        for (int caller = 0; caller < 10_000; caller++) {
            limits.acquire("caller" + caller, NOW);
        }

        assertThat(limits.acquire("first", NOW)).isEmpty();
        assertThat(limits.acquire("caller9999", NOW)).contains(EndReason.TOO_FAST);
    }
}
