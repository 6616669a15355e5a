package org.portalvoip.call;

import static org.portalvoip.testing.lab.CallPage.DESK_HERTZ;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.portalvoip.testing.Await;
import org.portalvoip.testing.browser.Browser;
import org.portalvoip.testing.lab.CallPage;
import org.portalvoip.testing.lab.CallWorld;
import org.portalvoip.testing.lab.FarServer;
import org.portalvoip.testing.lab.FarTelephone;
import org.portalvoip.testing.lab.Lab;
import org.portalvoip.testing.lab.Relay;
import org.portalvoip.testing.lab.TwoNetworks;
import org.portalvoip.testing.lab.TwoSidedNat;
import org.portalvoip.testing.server.Server;

/** As {@link NatIT}, with a telephone system that only knows the addresses that SIP messages name: {@code BEHIND_NAT}. */
@Tag("extra")
class BehindNatIT {
    /** Browsers give the microphone to pages of this name, and look it up nowhere. */
    private static final String NAME_OF_PORTAL =
            "--host-resolver-rules=MAP portal.localhost " + TwoSidedNat.FOR_BROWSERS;

    @AutoClose
    private static TwoSidedNat networks;

    @AutoClose
    private static FarServer sip;

    @AutoClose
    private static CallWorld world;

    @AutoClose
    private static Browser browser;

    @BeforeAll
    static void start() {
        networks = new TwoSidedNat();
        sip = networks.server();
        world = new CallWorld(
                Lab.startJanusThatLearnsItsAddress(Path.of("target", "lab", "behind-nat")),
                lab -> Server.startFresh(
                        Path.of("target", "data", "behind-nat"), lab.serverOptions("-Dvoip.register=true")));
        browser = CallPage.browser(networks::programOfBrowsers, NAME_OF_PORTAL);
    }

    /** And no STUN server is needed for it. */
    @Test
    void theCallerLearnsThatTheDeskHasHungUp() throws IOException {
        try (FarTelephone telephone = networks.telephone();
                Relay portal = Relay.at(
                        InetAddress.getByName(TwoNetworks.OUTSIDE),
                        world.server.uri("").getPort())) {
            world.with(325, TwoSidedNat.OF_TELEPHONE, 326, sip.port()).awaitGateway();
            sip.awaitRequest("REGISTER", "<sip:goofy@" + TwoSidedNat.FOR_TELEPHONES);
            try (CallPage phone =
                    CallPage.open(browser, URI.create("http://portal.localhost:" + portal.port() + "/voip/"))) {
                phone.call();
                phone.awaitTone(DESK_HERTZ);
                sip.awaitRequest("INVITE", "<sip:goofy@" + TwoSidedNat.FOR_TELEPHONES);
                telephone.hangUp();
                phone.awaitEnd("phone.FAR_END");
            }
        }
        Await.until(Await.PATIENTLY, world.lab::janusHandles, handles -> handles <= 1);
    }
}
