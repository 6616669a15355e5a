package org.portalvoip.diagnosis.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.portalvoip.language.Languages;
import org.portalvoip.testing.Await;
import org.portalvoip.testing.browser.Browser;
import org.portalvoip.testing.browser.Readers;
import org.portalvoip.testing.browser.Visit;
import org.portalvoip.testing.lab.CallWorld;
import org.portalvoip.testing.lab.SoundPanel;
import org.portalvoip.testing.lab.TurnServer;

/** The test call with sound from a network that lets no UDP out, with Debian's coturn: works, refuses, is not there. */
@Tag("extra")
class SoundTurnIT {
    private static final Path FOLDER = Path.of("target", "sound-turn").toAbsolutePath();
    private static final String SECRET = "secret only for tests";
    private static final String URL = "turn:" + TurnServer.ADDRESS + ":3478?transport=tcp";
    private static final String NO_UDP = "--webrtc-ip-handling-policy=disable_non_proxied_udp";

    @AutoClose
    private static CallWorld world;

    @AutoClose
    private static Browser browser;

    @BeforeAll
    static void start() throws IOException {
        TurnServer.certify(FOLDER);
        Path secret = Files.writeString(FOLDER.resolve("secret"), SECRET + "\n");
        world = new CallWorld(
                "sound-turn",
                "-Dvoip.calls-per-minute=1000",
                "-Dvoip.rings-per-minute=1000",
                "-Dvoip.turn.urls=" + URL,
                "-Dvoip.turn.secret-file=" + secret);
        world.with();
        browser = Browser.start(NO_UDP);
    }

    @AfterEach
    void nothingIsLeft() {
        world.awaitNothingLeft();
    }

    @Test
    void aRelayIsNamedAsTheWay() {
        try (TurnServer turn = TurnServer.start(FOLDER, SECRET, "no-tls", "no-udp", "no-dtls", "verbose");
                Visit visit = browser.visit(Languages.SPANISH)) {
            SoundPanel sound = SoundPanel.open(world, visit).start().await("good");
            assertThat(sound.findings()).contains(sound.sentence("ROUTE_RELAY_TCP"));
            Await.until(Await.SOON, turn::log, log -> log.contains("ALLOCATE processed, success"));
        }
    }

    @Test
    void aServerWithAnotherSecretIsNamedAndNoPasswordIs() {
        try (TurnServer turn = TurnServer.start(FOLDER, "another secret", "no-tls", "no-udp", "no-dtls", "verbose");
                Readers readers = new Readers(world.administrator(), browser)) {
            inEachLanguage(readers, "TURN_REFUSED", URL, 401);
            assertThat(readers.visits())
                    .extracting(visit -> visit.page().content())
                    .noneMatch(page -> page.contains(SECRET));
            assertThat(turn.log()).doesNotContain("ALLOCATE processed, success");
        }
    }

    @Test
    void aServerThatIsNotThereIsNamed() {
        try (Readers readers = new Readers(world.administrator(), browser)) {
            inEachLanguage(readers, "TURN_SILENT", URL);
        }
    }

    private static void inEachLanguage(Readers readers, String finding, Object... values) {
        List<SoundPanel> panels = SoundPanel.open(world, readers);
        panels.forEach(SoundPanel::start);
        for (SoundPanel sound : panels) {
            assertThat(sound.await("bad").findings())
                    .contains(sound.sentence(finding, values), sound.sentence("NO_WAY", "10.99.0.1"));
        }
    }
}
