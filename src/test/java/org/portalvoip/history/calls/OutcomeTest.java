package org.portalvoip.history.calls;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.portalvoip.call.CallOver;
import org.portalvoip.call.EndReason;

class OutcomeTest {
    private static final Duration TEN = Duration.ofSeconds(10);

    private static CallOver over(EndReason reason, Duration spoken) {
        return new CallOver("id", TEN, TEN, spoken, reason, 0, null, "ana", "first", null, null);
    }

    private static String reasons(Outcome outcome, Duration spoken) {
        return Arrays.stream(EndReason.values())
                .filter(reason -> Outcome.of(over(reason, spoken)) == outcome)
                .map(EndReason::name)
                .collect(Collectors.joining(" "));
    }

    @Test
    void aTalkWasGoodUnlessSomethingCutItOff() {
        assertThat(reasons(Outcome.ANSWERED, TEN)).isEqualTo("HANG_UP TRANSFERRED FAR_END MAX_DURATION ADMINISTRATOR");
        assertThat(reasons(Outcome.UNANSWERED, TEN)).isEmpty();
    }

    @Test
    void withoutATalkSomeReasonsAreNobodysFault() {
        assertThat(reasons(Outcome.ANSWERED, null)).isEmpty();
        assertThat(reasons(Outcome.UNANSWERED, null))
                .isEqualTo("HANG_UP FAR_END BUSY DECLINED NO_ANSWER UNREACHABLE CANCELLED RING_TIMEOUT ADMINISTRATOR");
    }
}
