package org.portalvoip.call;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.portalvoip.janus.JanusException.Kind;
import org.portalvoip.janus.LineLab;
import org.portalvoip.sip.SipStatus;

/** What a failure between this node and the telephone means for the caller. */
class EndReasonTest {
    /** All that may answer an INVITE (RFC 3261 section 21): what nobody knows is told as a mere failure. */
    @ParameterizedTest
    @ValueSource(
            ints = {
                300, 301, 302, 305, 380, 400, 401, 402, 403, 404, 405, 406, 407, 408, 410, 413, 414, 415, 416, 420, 421,
                480, 481, 482, 483, 484, 485, 486, 487, 488, 491, 493, 500, 501, 502, 503, 504, 505, 513, 600, 603, 604,
                606
            })
    void everyStatusOfRfc3261HasItsSentenceForTheCallerAndTheLog(int status) {
        assertThat(EndReason.ofSipStatus(status)).isNotEqualTo(EndReason.FAILED);
        assertThat(SipStatus.meaning(status)).isPresent();
    }

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
        "200, PHONE_SYSTEM_FAULT",
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
