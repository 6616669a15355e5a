package org.portalvoip.call;

import static org.portalvoip.testing.lab.CallPage.DESK_HERTZ;
import static org.portalvoip.testing.lab.CallPage.MICROPHONE_HERTZ;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.portalvoip.testing.Await;
import org.portalvoip.testing.browser.Browser;
import org.portalvoip.testing.lab.CallPage;
import org.portalvoip.testing.lab.CallWorld;
import org.portalvoip.testing.lab.FarTelephone;
import org.portalvoip.testing.lab.Lab;
import org.portalvoip.testing.lab.Relay;
import org.portalvoip.testing.lab.Tone;
import org.portalvoip.testing.lab.TwoNetworks;
import org.portalvoip.testing.lab.TwoSidedNat;
import org.portalvoip.testing.server.Server;

/** A Janus behind a 1:1 NAT, towards the browsers and towards the telephones: {@code PUBLIC_..._ADDRESS} of {@code configure}. */
@Tag("extra")
class NatIT {
    /** Browsers give the microphone to pages of this name, and look it up nowhere. */
    private static final String NAME_OF_PORTAL =
            "--host-resolver-rules=MAP portal.localhost " + TwoSidedNat.FOR_BROWSERS;

    @AutoClose
    private static TwoSidedNat networks;

    @AutoClose
    private static CallWorld world;

    @AutoClose
    private static Browser browser;

    @BeforeAll
    static void start() {
        networks = new TwoSidedNat();
        world = new CallWorld(
                Lab.startJanusBehindNat(Path.of("target", "lab", "nat")),
                lab -> Server.startFresh(Path.of("target", "data", "nat"), lab.serverOptions()));
        browser = CallPage.browser(networks::programOfBrowsers, NAME_OF_PORTAL);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void bothHearEachOther(boolean iceLite) throws IOException {
        if (iceLite) {
            world.lab.restartJanusWithIceLite();
        }
        try (FarTelephone telephone = networks.telephone();
                Relay portal = Relay.at(
                        InetAddress.getByName(TwoNetworks.OUTSIDE),
                        world.server.uri("").getPort());
                CallPage phone = openedAt(telephone, portal)) {
            phone.call();
            phone.awaitTone(DESK_HERTZ);
            phone.speak();
            phone.hangUp();

            Path heard = Await.until(Await.SOON, telephone::heard, Optional::isPresent)
                    .orElseThrow();
            Await.until(Await.SOON, () -> Tone.course(heard, MICROPHONE_HERTZ), course -> course.contains("tone"));
            Await.until(Await.SOON, telephone::log, log -> log.contains("session closed"));
        }
        Await.until(Await.PATIENTLY, world.lab::janusHandles, handles -> handles <= 1);
    }

    private static CallPage openedAt(FarTelephone telephone, Relay portal) {
        world.with(325, TwoSidedNat.OF_TELEPHONE, 326, telephone.port()).awaitGateway();
        return CallPage.open(browser, URI.create("http://portal.localhost:" + portal.port() + "/voip/"));
    }
}
