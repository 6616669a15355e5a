package org.portalvoip.start;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.portalvoip.sip.SipRoute;
import org.portalvoip.sip.SipServer;

/** Which ways to the SIP server an operator can choose, and what is said of those that do not exist. */
class SettingsOfSipTest {

    @Test
    void theWayIsWhatIsWritten() {
        Settings settings = SettingsTest.with(
                "voip.sip-transport", "TLS", "voip.sip-srtp", "required", "voip.sip-proxy", "[2001:db8::1]:5061");

        assertThat(settings.problems()).isEmpty();
        assertThat(settings.sipRoute())
                .isEqualTo(new SipRoute(
                        SipRoute.Transport.TLS, SipServer.parse("[2001:db8::1]:5061"), SipRoute.Srtp.REQUIRED));
        assertThat(SettingsTest.with().sipRoute()).isEqualTo(new SipRoute(SipRoute.Transport.UDP));
    }

    @Test
    void theKeyOfTheSoundIsNotSentReadable() {
        Settings settings = SettingsTest.with("voip.sip-transport", "tcp", "voip.sip-srtp", "optional");

        assertThat(settings.sipRoute()).isEqualTo(new SipRoute(SipRoute.Transport.TCP));
        assertThat(settings.problems())
                .extracting(SettingProblem::sentence)
                .containsExactly("voip.sip-srtp=optional needs voip.sip-transport=tls, because the key of the sound"
                        + " stands in the signalling; off is used instead");
    }

    @Test
    void servicesAreLookedUpOnlyOnWish() {
        assertThat(SettingsTest.with().sipRoute().srv()).isFalse();
        assertThat(SettingsTest.with("voip.sip-srv", "yes").sipRoute().srv()).isTrue();
        assertThat(SettingsTest.with("voip.sip-srv", "perhaps").problems())
                .extracting(SettingProblem::sentence)
                .containsExactly("voip.sip-srv=perhaps is neither true nor false; false is used instead");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"sbc.example.org", "sbc.example.org:0", "sip:sbc.example.org:5060", "[::1]", "::1", ":5060"})
    void aProxyHasAHostAndAPort(String text) {
        Settings settings = SettingsTest.with("voip.sip-proxy", text);

        assertThat(settings.sipRoute().proxy()).isNull();
        assertThat(settings.problems())
                .extracting(SettingProblem::sentence)
                .containsExactly("voip.sip-proxy=" + text + " is not a host and a port, such as sbc.example.org:5060;"
                        + " it is treated as not set");
    }
}
