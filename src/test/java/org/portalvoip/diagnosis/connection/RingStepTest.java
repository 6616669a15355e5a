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
        assertThat(RingStep.why(status)).isEqualTo(finding);
    }

    /** The log and the screen must not say different things. */
    @Test
    void whatTheScreenKnowsTheLogKnowsToo() {
        assertThat(IntStream.range(300, 700).filter(status -> RingStep.why(status) != Finding.RING_REFUSED))
                .allMatch(status -> SipStatus.meaning(status).isPresent());
    }
}
