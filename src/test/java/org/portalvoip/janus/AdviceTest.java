package org.portalvoip.janus;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdviceTest {
    private static final Duration KEEPALIVE = Duration.ofSeconds(20);

    @ParameterizedTest
    @CsvSource({
        "60, 60, true, ''",
        "60, 40, true, ''",
        "60, 0, false, ''",
        "60, 0, true, reclaim_session_timeout = 60",
        "60, 39, true, reclaim_session_timeout = 60",
        "0, 60, true, ' session_timeout = 60'",
        "0, 60, false, ' session_timeout = 60'",
        "30, 60, false, ' session_timeout = 60'",
    })
    void itNamesTheSettingThatEndsCallsEarlyOrNever(int session, int reclaim, boolean binds, String setting) {
        var info = new ServerInfo("1.1.2", Duration.ofSeconds(session), Duration.ofSeconds(reclaim));

        assertThat(Advice.on(info, binds, KEEPALIVE).isEmpty()).isEqualTo(setting.isEmpty());
        assertThat(Advice.on(info, binds, KEEPALIVE).map(Advice::sentence).orElse(""))
                .contains(setting);
    }

    @Test
    void nothingIsSaidOfAJanusThatDoesNotTell() {
        assertThat(Advice.on(ServerInfo.NOT_TOLD, true, KEEPALIVE)).isEmpty();
    }
}
