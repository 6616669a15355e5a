package org.portalvoip.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.portalvoip.call.CallState.CALLING;
import static org.portalvoip.call.CallState.ENDED;
import static org.portalvoip.call.CallState.ENDING;
import static org.portalvoip.call.CallState.ESTABLISHED;
import static org.portalvoip.call.CallState.NEW;
import static org.portalvoip.call.CallState.RINGING;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CallStateTest {
    private static final Map<CallState, Set<CallState>> DIAGRAM = Map.of(
            NEW, EnumSet.of(CALLING, ENDING),
            CALLING, EnumSet.of(RINGING, ESTABLISHED, ENDING),
            RINGING, EnumSet.of(ESTABLISHED, ENDING),
            ESTABLISHED, EnumSet.of(ENDING),
            ENDING, EnumSet.of(ENDED),
            ENDED, EnumSet.noneOf(CallState.class));

    @ParameterizedTest
    @EnumSource
    void onlyTheArrowsOfTheDiagramExist(CallState from) {
        for (CallState to : CallState.values()) {
            assertThat(from.leadsTo(to))
                    .as("%s to %s", from, to)
                    .isEqualTo(DIAGRAM.get(from).contains(to));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "403,FORBIDDEN",
        "404,NOT_FOUND",
        "408,NO_ANSWER",
        "480,UNREACHABLE",
        "486,BUSY",
        "487,CANCELLED",
        "488,NOT_ACCEPTABLE",
        "503,SERVICE_UNAVAILABLE",
        "500,PHONE_SYSTEM_FAULT",
        "600,BUSY",
        "603,DECLINED",
        "604,NOT_FOUND",
        "606,NOT_ACCEPTABLE",
        "904,CREDENTIALS",
        "0,FAILED",
        "302,REDIRECTED"
    })
    void everySipStatusHasAReason(int status, EndReason reason) {
        assertThat(EndReason.ofSipStatus(status)).isEqualTo(reason);
    }

    @Test
    void aLiveCallEndsFromEverywhere() {
        assertThat(EnumSet.complementOf(EnumSet.of(ENDING, ENDED)))
                .allMatch(state -> state.isLive() && state.leadsTo(ENDING));
    }
}
