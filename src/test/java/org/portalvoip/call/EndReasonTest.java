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
        assertThat(EndReason.of(LineLab.failure(kind, code))).isEqualTo(reason);
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"TOO_MANY", "REGISTRATION_FAILED"})
    void allOthersMeanThatJanusIsAway(Kind kind) {
        assertThat(EndReason.of(LineLab.failure(kind, 403))).isEqualTo(EndReason.GATEWAY_LOST);
    }

    @ParameterizedTest
    @CsvSource({
        "401, FORBIDDEN",
        "407, FORBIDDEN",
        "410, NOT_FOUND",
        "484, NOT_FOUND",
        "499, FAILED",
        "599, SERVICE_UNAVAILABLE"
    })
    void rarerAnswersOfATelephoneSystemHaveAReasonToo(int status, EndReason reason) {
        assertThat(EndReason.ofSipStatus(status)).isEqualTo(reason);
    }
}
