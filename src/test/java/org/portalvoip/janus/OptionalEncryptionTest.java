package org.portalvoip.janus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.portalvoip.janus.GatewayLab.await;
import static org.portalvoip.janus.GatewayLab.get;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.portalvoip.janus.GatewayLab.Way;
import org.portalvoip.janus.GatewayStatus.State;
import org.portalvoip.sip.Credential;
import org.portalvoip.sip.Extension;
import org.portalvoip.sip.SipAccount;
import org.portalvoip.sip.SipRoute;

/** What becomes of a call whose telephone does not accept its sound. */
class OptionalEncryptionTest {
    private static final SipAccount LAB = GatewayLab.account("pbx.example", new Credential.Password("lab-secret"));

    @ParameterizedTest
    @CsvSource({
        "OPTIONAL, 0488, false, unencrypted 488",
        "OPTIONAL, 0488, true, HangUp 488",
        "OPTIONAL, 0486, false, HangUp 486",
        "REQUIRED, 0488, false, HangUp 488",
        "OFF, 0488, false, HangUp 488"
    })
    void onlyWhereItNeedNotBeEncryptedItMayBeCalledInClearOnce(
            SipRoute.Srtp srtp, String extension, boolean inClear, String told) {
        SipRoute route = new SipRoute(SipRoute.Transport.TLS, null, srtp);
        SipAccount account = new SipAccount(LAB.user(), LAB.domain(), LAB.port(), route, LAB.credential());
        try (GatewayLab lab =
                new GatewayLab(Way.WEB_SOCKET, host -> new InetAddress[] {InetAddress.getLoopbackAddress()})) {
            lab.gateway.use(
                    new GatewaySettings(List.of(lab.way.to(lab.janus)), null, null, account, false, GatewayLab.LIMITS));
            lab.await(State.UP);
            Heard heard = new Heard();
            Line line = lab.line(heard);
            get(line.call(new Extension(extension), GatewayLab.OFFER, Map.of(), inClear));
            await(() -> heard.news().contains(told));
            get(line.close());

            assertThat(heard.news())
                    .filteredOn(news -> news.matches(".* 48[68]"))
                    .containsExactly(told);
        }
    }
}
