package org.portalvoip.call;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.portalvoip.janus.JanusException.Kind;
import org.portalvoip.janus.LineLab;

/** What a failure between this node and the telephone means for the caller. */
class EndReasonTest {
    @ParameterizedTest
    @CsvSource({
        "TOO_MANY, 0, ALL_LINES_BUSY",
        "REGISTRATION_FAILED, 904, CREDENTIALS",
        "REGISTRATION_FAILED, 403, FORBIDDEN",
        "REGISTRATION_FAILED, 503, SERVICE_UNAVAILABLE"
    })
    void someFailuresHaveAReasonOfTheirOwn(Kind kind, int code, EndReason reason) {
        assertThat(EndReason.of(LineLab.failure(kind, code), false)).isEqualTo(reason);
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"TOO_MANY", "REGISTRATION_FAILED"})
    void allOthersMeanThatJanusIsAwayOrWasLost(Kind kind) {
        assertThat(EndReason.of(LineLab.failure(kind, 403), false)).isEqualTo(EndReason.GATEWAY_AWAY);
        assertThat(EndReason.of(LineLab.failure(kind, 403), true)).isEqualTo(EndReason.GATEWAY_LOST);
    }

    @ParameterizedTest
    @CsvSource({
        "401, FORBIDDEN",
        "407, FORBIDDEN",
        "410, NUMBER_GONE",
        "413, NOT_SUPPORTED",
        "421, NOT_SUPPORTED",
        "433, ANONYMOUS",
        "483, LOOP",
        "484, NUMBER_INCOMPLETE",
        "504, NO_ANSWER",
        "607, DECLINED",
        "608, DECLINED",
        "499, FAILED",
        "599, SERVICE_UNAVAILABLE"
    })
    void rarerAnswersOfATelephoneSystemHaveAReasonToo(int status, EndReason reason) {
        assertThat(EndReason.ofSipStatus(status)).isEqualTo(reason);
    }
}
