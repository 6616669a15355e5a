package org.portalvoip.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.portalvoip.testing.lab.CallPage.DESK_HERTZ;
import static org.portalvoip.testing.lab.CallPage.MICROPHONE_HERTZ;

import java.io.IOException;
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
import org.portalvoip.testing.lab.Tone;
import org.portalvoip.testing.lab.TurnServer;

/** Calls from networks in which the sound cannot take the direct way: Debian's coturn relays it. */
@Tag("extra")
class TurnIT {
    private static final Path FOLDER = Path.of("target", "turn").toAbsolutePath();
    private static final String SECRET = "secret only for tests";

    /** Chromium then sends no UDP at all, as in a network that lets none out. */
    private static final String NO_UDP = "--webrtc-ip-handling-policy=disable_non_proxied_udp";

    private static final String ONLY_RELAYS = """
            const Connection = window.RTCPeerConnection;
            window.RTCPeerConnection = class extends Connection {
              constructor(settings) { super({ ...settings, iceTransportPolicy: 'relay' }); }
            };
            """;

    @AutoClose
    private static CallWorld world;

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
        browser = CallPage.browser(NO_UDP, trust);
    }

    @AfterEach
    void nothingIsLeftInJanus() {
        world.awaitNothingLeft();
    }

    @ParameterizedTest
    @CsvSource({"tcp, no-tls", "tls, no-tcp"})
    void withoutUdpTheSoundTakesARelay(String way, String otherWayClosed) {
        try (TurnServer turn = TurnServer.start(FOLDER, SECRET, otherWayClosed, "no-udp", "no-dtls", "verbose")) {
            assertBothHearEachOther(browser, "");
            assertThat(turn.log()).contains("ALLOCATE processed, success");
        }
    }

    @Test
    void aRelayIsReachedOverUdp() {
        try (TurnServer turn = TurnServer.start(FOLDER, SECRET, "no-tcp", "no-tls", "no-dtls", "verbose");
                Browser free = CallPage.browser()) {
            assertBothHearEachOther(free, ONLY_RELAYS);
            assertThat(turn.log()).contains("ALLOCATE processed, success");
        }
    }

    private static void assertBothHearEachOther(Browser by, String script) {
        Path heard = world.recordingOf(() -> {
            try (CallPage phone = CallPage.open(by, world.awaitGateway().server.uri(""))) {
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
        try (CallPage phone = CallPage.open(browser, world.awaitGateway().server.uri(""))) {
            long rung = rings();
            long begun = System.nanoTime();
            phone.click().awaitEnd("phone.NO_SOUND");
            System.out.println(
                    "told after " + Duration.ofNanos(System.nanoTime() - begun).toMillis() + " ms");
            assertThat(rings()).isEqualTo(rung);
        }
        assertThat(Await.log(world.server.log(), "ended: NO_SOUND, 0 s spoken")).doesNotContain(SECRET);
    }
}
