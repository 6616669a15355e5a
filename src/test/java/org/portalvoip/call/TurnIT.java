package org.portalvoip.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.portalvoip.testing.lab.CallPage.DESK_HERTZ;
import static org.portalvoip.testing.lab.CallPage.MICROPHONE_HERTZ;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.portalvoip.testing.Await;
import org.portalvoip.testing.browser.Browser;
import org.portalvoip.testing.lab.CallPage;
import org.portalvoip.testing.lab.CallWorld;
import org.portalvoip.testing.lab.Relay;
import org.portalvoip.testing.lab.Tone;
import org.portalvoip.testing.lab.TurnServer;
import org.portalvoip.testing.lab.TwoNetworks;

/** Calls from networks in which the sound cannot take the direct way: Debian's coturn relays it. */
@Tag("extra")
class TurnIT {
    private static final Path FOLDER = Path.of("target", "turn").toAbsolutePath();
    private static final String SECRET = "secret only for tests";

    private static final Duration TO_BE_TOLD = Duration.ofSeconds(8);

    private static final String ONLY_RELAYS = """
            const Connection = window.RTCPeerConnection;
            window.RTCPeerConnection = class extends Connection {
              constructor(settings) { super({ ...settings, iceTransportPolicy: 'relay' }); }
            };
            """;

    @AutoClose
    private static CallWorld world;

    @AutoClose
    private static TwoNetworks networks;

    @AutoClose
    private static Relay through;

    /** Behind a firewall that drops UDP. */
    @AutoClose
    private static Browser browser;

    @BeforeAll
    static void start() throws IOException {
        String trust = TurnServer.certify(FOLDER);
        Path secret = Files.writeString(FOLDER.resolve("secret"), SECRET + "\n");
        world = new CallWorld(
                "turn",
                "-Dvoip.sound-timeout=5",
                "-Dvoip.turn.urls=turn:%1$s:3478,turn:%1$s:3478?transport=tcp,turns:%1$s:443?transport=tcp"
                        .formatted(TurnServer.ADDRESS),
                "-Dvoip.turn.secret-file=" + secret);
        world.with();
        through = TwoNetworks.way(world.server.uri("").getPort());
        networks = new TwoNetworks();
        networks.dropUdp();
        browser = networks.browser(trust);
    }

    @AfterEach
    void nothingIsLeftInJanus() {
        world.awaitNothingLeft();
    }

    @ParameterizedTest
    @CsvSource({"tcp, no-tls", "tls, no-tcp"})
    void withoutUdpTheSoundTakesARelay(String way, String otherWayClosed) {
        try (TurnServer turn = TurnServer.start(FOLDER, SECRET, otherWayClosed, "no-udp", "no-dtls", "verbose")) {
            assertBothHearEachOther(browser, TwoNetworks.portal(through), "");
            assertThat(turn.log()).contains("ALLOCATE processed, success");
        }
    }

    @Test
    void aRelayIsReachedOverUdp() {
        try (TurnServer turn = TurnServer.start(FOLDER, SECRET, "no-tcp", "no-tls", "no-dtls", "verbose");
                Browser free = CallPage.browser()) {
            assertBothHearEachOther(free, world.server.uri(""), ONLY_RELAYS);
            assertThat(turn.log()).contains("ALLOCATE processed, success");
        }
    }

    private static void assertBothHearEachOther(Browser by, URI portal, String script) {
        world.awaitGateway();
        Path heard = world.recordingOf(() -> {
            try (CallPage phone = CallPage.open(by, portal)) {
                phone.visit().context().addInitScript(script);
                phone.call();
                phone.awaitStatus("phone.established");
                phone.awaitTone(DESK_HERTZ);
                phone.speak();
                phone.hangUp();
            }
        });
        Await.until(Await.SOON, () -> Tone.share(heard, MICROPHONE_HERTZ), share -> share > 0.5);
    }

    private static long rings() {
        return world.lab
                .log("baresip")
                .lines()
                .filter(line -> line.contains("ncoming call"))
                .count();
    }

    @Test
    void withoutAnyWayTheCallerReadsThatTheNetworkIsInTheWay() {
        world.awaitGateway();
        try (CallPage phone = CallPage.open(browser, TwoNetworks.portal(through))) {
            long rung = rings();
            phone.click();
            long begun = System.nanoTime(); // the window is open now
            phone.awaitEnd("phone.NO_SOUND");
            Duration ignorant = Duration.ofNanos(System.nanoTime() - begun);
            System.out.println("UDP blocked, no relay: told after " + ignorant.toMillis() + " ms");
            assertThat(rings()).isEqualTo(rung);
            assertThat(ignorant).isLessThan(TO_BE_TOLD);
        }
        assertThat(Await.log(world.server.log(), "ended: NO_SOUND, 0 s spoken")).doesNotContain(SECRET);
    }
}
