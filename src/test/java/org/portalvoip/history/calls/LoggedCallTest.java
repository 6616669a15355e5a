package org.portalvoip.history.calls;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.portalvoip.call.EndReason;

/** A call that has ended, as a row. */
class LoggedCallTest {
    @ParameterizedTest
    @CsvSource({
        "HANG_UP, 3, ANSWERED",
        "FAR_END, 0, ANSWERED",
        "MAX_DURATION, 3600, ANSWERED",
        "HANG_UP, , UNANSWERED",
        "BUSY, , UNANSWERED",
        "RING_TIMEOUT, , UNANSWERED",
        "NOT_FOUND, , FAILED",
        "CREDENTIALS, , FAILED",
        "GATEWAY_AWAY, , FAILED",
        "NO_SOUND, 0, FAILED",
        "DROPPED, 30, FAILED",
        "NETWORK_LOST, 30, FAILED"
    })
    void theOutcomeSaysWhetherItWorked(EndReason reason, Integer spoken, Outcome outcome) {
        assertThat(CallLogDatabase.call("x", Duration.ZERO, reason, spoken).outcome())
                .isEqualTo(outcome);
    }

    @ParameterizedTest
    @EnumSource(EndReason.class)
    void noUnansweredCallCountsAsAnswered(EndReason reason) {
        assertThat(CallLogDatabase.call("x", Duration.ZERO, reason, null).outcome())
                .isNotEqualTo(Outcome.ANSWERED);
    }

    @Test
    void itBeginsWhenItWasOpened() {
        LoggedCall call = CallLogDatabase.call("x", Duration.ofSeconds(3725), EndReason.HANG_UP, 3718);

        assertThat(call.begun()).isEqualTo("2026-11-26T10:57:55");
        assertThat(call.length()).isEqualTo("1:01:58");
        assertThat(call.waiting()).isEqualTo("0:07");
        assertThat(call.isMeasured()).isTrue();
    }
}
