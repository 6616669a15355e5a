package org.portalvoip.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.portalvoip.testing.Await;
import org.portalvoip.testing.browser.Browser;
import org.portalvoip.testing.lab.CallPage;
import org.portalvoip.testing.lab.CallWorld;
import org.portalvoip.testing.lab.EchoPort;
import org.portalvoip.testing.lab.Lab;
import org.portalvoip.testing.lab.Relay;
import org.portalvoip.testing.lab.SipDesk;
import org.portalvoip.testing.server.Server;

/** Everything behind the portal is named by its IPv6 address: Janus in 324, the telephone system in 325, the sound in the INVITE. */
@Tag("extra")
class Ipv6CallIT {
    private static final String HERE = "::1";
    private static final byte[] LOOPBACK = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};

    @AutoClose
    private static CallWorld world;

    @AutoClose
    private static Browser browser;

    @AutoClose
    private final EchoPort echo = EchoPort.onIpv6();

    @AutoClose
    private final SipDesk desk = SipDesk.onIpv6(SipDesk.media(HERE, echo.port(), "0 PCMU/8000", "sendrecv"));

    @BeforeAll
    static void start() {
        world = new CallWorld(
                Lab.startJanusOnIpv6(Path.of("target", "lab", "ipv6-call")),
                lab -> Server.startFresh(Path.of("target", "data", "ipv6-call"), lab.serverOptions()));
        browser = CallPage.browser();
    }

    /** Janus listens for https there. */
    @Test
    void aCallIsMadeOverHttps() {
        calls("https://[::1]:8089/janus");
    }

    /** For wss, the library of Janus takes an IPv4 address of the same interface if there is one, and here there is. */
    @Test
    void aCallIsMadeOverWss() throws UnknownHostException {
        try (Relay janus = Relay.at(InetAddress.getByAddress(LOOPBACK), 8989)) {
            calls("wss://[::1]:" + janus.port() + "/janus");
        }
    }

    /** Up to the sound, which this Janus (1.1.2) does not send to IPv6 addresses; from 1.1.3 on it does. */
    private void calls(String janus) {
        world.with(324, janus, 325, HERE, 326, String.valueOf(desk.port())).awaitGateway();

        try (CallPage phone = CallPage.open(browser, world.server.uri(""))) {
            phone.call();
            phone.speak();
            phone.hangUp();
        }
        assertThat(desk.received("INVITE")).singleElement().satisfies(invite -> assertThat(invite.text())
                .startsWith("INVITE sip:0800@[::1]:" + desk.port() + " SIP/2.0")
                .containsPattern("c=IN IP[46] ::1")); // as IP4 by Janus 1.1.2, by mistake
        Await.until(Await.SOON, () -> desk.requests("BYE"), byes -> byes == 1); // the phone does not wait for it
        assertThat(world.lab.log("janus")).contains("Couldn't get host (::1)");
        assertThat(echo.packets(0)).isZero();
        Await.until(Await.PATIENTLY, world.lab::janusHandles, handles -> handles <= 1);
    }
}
