package org.portalvoip.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.portalvoip.call.CallSummary.Ending;

/** The end of a call as the administrator reads it in the log. */
class CallSummaryTest {
    private static final CallSummary CALLED = CallSummary.NOTHING_YET.withCallId("id@desk");

    @ParameterizedTest
    @CsvSource({
        "302, remove the forwarding",
        "403, the user in 327",
        "404, check 329 and 325",
        "407, '327, 328 and 330'",
        "420, switch it off",
        "484, is incomplete",
        "488, 'Opus, G.722, PCMA or PCMU'",
        "606, 'Opus, G.722, PCMA or PCMU'",
        "503, no free line",
        "603, declined",
        "904, SHA-256"
    })
    void aRefusalSaysWhatItMeansAndWhatToChange(int status, String advice) {
        assertThat(refused(status)).contains(status + " No (").contains(advice).endsWith("), Call-ID id@desk");
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                300, 301, 302, 305, 380, 400, 401, 402, 403, 404, 405, 406, 407, 408, 410, 413, 414, 415, 416, 420, 480,
                482, 483, 484, 485, 486, 488, 500, 501, 502, 503, 504, 505, 513, 600, 603, 604, 606
            })
    void everyStatusWithWhichATelephoneSystemRefusesAnInviteHasAMeaning(int status) {
        assertThat(refused(status)).contains("(");
    }

    @Test
    void aStatusOfARunningCallOrOfARegistrationIsNoRefusalOfTheCall() {
        var dropped = CALLED.endedBy(
                new Ending(EndReason.DROPPED, 408, "Timeout"), Duration.ofSeconds(7), Duration.ofSeconds(9));
        var unregistered = CallSummary.NOTHING_YET.endedBy(
                new Ending(EndReason.NOT_FOUND, 404, "Who?"), Duration.ZERO, Duration.ZERO);

        assertThat(dropped).hasToString("DROPPED, 7 s spoken, 408 Timeout, Call-ID id@desk");
        assertThat(unregistered).hasToString("NOT_FOUND, 0 s spoken, 404 Who?");
    }

    private static String refused(int status) {
        return CALLED.endedBy(new Ending(EndReason.ofSipStatus(status), status, "No"), Duration.ZERO, Duration.ZERO)
                .toString();
    }
}
