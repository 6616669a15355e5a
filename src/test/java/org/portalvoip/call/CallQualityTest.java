package org.portalvoip.call;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.portalvoip.call.BrowserMessage.HangUp;
import org.portalvoip.call.BrowserMessage.Ping;
import org.portalvoip.call.CallQuality.Route;

/** What a browser says of its sound is numbers and words of ours, or it is not heard. */
class CallQualityTest {
    private static CallQuality said(String members) {
        return ((Ping) BrowserMessage.parse("{\"type\":\"ping\"" + members + "}")).quality();
    }

    @Test
    void pingsAndHangUpsBringIt() {
        String members = ",\"lost\":4.4,\"rtt\":35,\"route\":\"srflx\",\"codec\":\"opus\"";
        CallQuality quality = new CallQuality(4, 35, Route.SRFLX, "OPUS");

        assertThat(said(members)).isEqualTo(quality);
        assertThat(BrowserMessage.parse("{\"type\":\"hangup\"" + members + "}"))
                .isEqualTo(new HangUp(EndReason.HANG_UP, quality));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",\"lost\":null,\"rtt\":null",
                ",\"lost\":-1",
                ",\"lost\":1001",
                ",\"lost\":\"5\"",
                ",\"lost\":1e999",
                ",\"rtt\":60001",
                ",\"rtt\":[1]",
                ",\"route\":\"HOST\"",
                ",\"route\":\"<script>\"",
                ",\"codec\":\"opus'; drop table\"",
                ",\"codec\":7"
            })
    void whatCannotBeIsNotHeardAndEndsNoCall(String members) {
        assertThat(said(members)).isNull();
    }

    @Test
    void whatIsSaidIsHeardBesideWhatIsNot() {
        assertThat(said(",\"lost\":7,\"codec\":\"?\"")).isEqualTo(new CallQuality(7, null, null, null));
    }
}
