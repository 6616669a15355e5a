package org.portalvoip.diagnosis.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.portalvoip.sip.SipStatus;

class RingStepTest {

    @ParameterizedTest
    @CsvSource({
        "401, RING_PASSWORD",
        "904, RING_PASSWORD",
        "604, RING_UNKNOWN",
        "606, RING_CODEC",
        "504, RING_SILENT",
        "513, RING_TOO_LARGE",
        "485, RING_INCOMPLETE",
        "600, RING_BUSY",
        "608, RING_DECLINED",
        "380, RING_REDIRECTED",
        "0, RING_REFUSED",
        "699, RING_REFUSED",
    })
    void eachStatusHasItsFinding(int status, Finding finding) {
        assertThat(RingStep.why(status, false)).isEqualTo(finding);
    }

    /** Whoever has never heard of approaches is told the one that fits; of a guest, no step before has proven anything. */
    @ParameterizedTest
    @CsvSource({
        "401, RING_GUEST",
        "403, RING_GUEST",
        "407, RING_GUEST",
        "904, RING_GUEST",
        "503, RING_UNREACHABLE",
        "404, RING_UNKNOWN",
        "486, RING_BUSY"
    })
    void aGuestIsToldWhatElseMayBeWrong(int status, Finding finding) {
        assertThat(RingStep.why(status, true)).isEqualTo(finding);
    }

    /** The log and the screen must not say different things. */
    @Test
    void whatTheScreenKnowsTheLogKnowsToo() {
        assertThat(IntStream.range(300, 700).filter(status -> RingStep.why(status, false) != Finding.RING_REFUSED))
                .allMatch(status -> SipStatus.meaning(status).isPresent());
    }
}
