package org.portalvoip.call;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.HasAttributeOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.portalvoip.Await;
import org.portalvoip.Browser;
import org.portalvoip.Visit;
import org.portalvoip.language.Languages;

/**
 * The whole way: a click on the headset of our portal in a real browser, our server, Janus, the SIP server, and a
 * telephone that answers. The browser's microphone gives one tone, the desk plays another; each is looked for at the
 * other end.
 */
class CallBrowserIT {
    private static final double MICROPHONE_HERTZ = 1000;
    private static final double DESK_HERTZ = 440;
    private static final Duration FIVE_SECONDS = Duration.ofSeconds(5);
    private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

    /**
     * Lets a test hear what comes in, and gives the steady tone of the microphone to the call as it is: the browser's
     * filters take it for noise.
     */
    private static final String EARS = """
            const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
            navigator.mediaDevices.getUserMedia = (wish) => ask({ ...wish, audio: { ...(wish.audio === true ? {} : wish.audio),
              echoCancellation: false, noiseSuppression: false, autoGainControl: false } });
            const Connection = window.RTCPeerConnection;
            window.RTCPeerConnection = class extends Connection {
              constructor(...settings) { super(...settings); window.heard = this; }
            };
            window.peakHertz = async () => {
              const track = window.heard?.getReceivers()[0]?.track;
              if (!track) return 0;
              if (!window.ears) {
                const audio = new AudioContext();
                window.ears = audio.createAnalyser();
                window.ears.fftSize = 8192;
                audio.createMediaStreamSource(new MediaStream([track])).connect(window.ears);
              }
              const levels = new Float32Array(window.ears.frequencyBinCount);
              window.ears.getFloatFrequencyData(levels);
              const peak = levels.indexOf(Math.max(...levels));
              return levels[peak] < -60 ? 0 : peak * window.ears.context.sampleRate / window.ears.fftSize;
            };
            window.secondsSaid = async () => {
              for (const stats of (await window.heard.getStats()).values()) {
                if (stats.type === 'media-source') return stats.totalAudioEnergy > 0.05 ? stats.totalSamplesDuration : 0;
              }
              return 0;
            };
            """;

    @AutoClose
    private static CallWorld world;

    @AutoClose
    private static Browser browser;

    @BeforeAll
    static void start() {
        world = new CallWorld("browser", "-Dvoip.calls-per-minute=10000", "-Dvoip.ring-timeout=20");
        Path tone = Tone.write(Path.of("target", "tone.wav").toAbsolutePath(), MICROPHONE_HERTZ);
        browser = Browser.start(
                "--use-fake-ui-for-media-stream",
                "--use-fake-device-for-media-stream",
                "--use-file-for-fake-audio-capture=" + tone,
                "--autoplay-policy=no-user-gesture-required");
    }

    @AfterEach
    void nothingIsLeftInJanus() {
        Await.until(TEN_SECONDS, world.lab::janusHandles, handles -> handles <= 1);
        world.awaitDeskCalls(0, FIVE_SECONDS);
    }

    @ParameterizedTest
    @CsvSource({
        "1, goofy, wss://127.0.0.1:8989/janus",
        "1, goofy, https://127.0.0.1:8089/janus",
        "2, goofy, wss://127.0.0.1:8989/janus",
        "2, goofy, https://127.0.0.1:8089/janus",
        "3, visitor, wss://127.0.0.1:8989/janus",
        "3, visitor, https://127.0.0.1:8089/janus"
    })
    void oneClickAndBothHearEachOther(String approach, String user, String server) {
        world.with(324, server, 327, user, 330, approach);
        Set<Path> before = recordings();

        try (Visit visit = visit()) {
            click(visit);
            awaitState(visit, CallState.ESTABLISHED);
            Await.until(TEN_SECONDS, () -> peakHertz(visit.page()), CallBrowserIT::isTheDesk);
            Await.until(TEN_SECONDS, () -> secondsSaid(visit.page()), seconds -> seconds > 2);
            hangUp(visit);
        }

        Path heard = Await.until(FIVE_SECONDS, () -> newest(before), file -> file != null);
        Await.until(FIVE_SECONDS, () -> Tone.share(heard, MICROPHONE_HERTZ), share -> share > 0.5);
        assertThat(Tone.share(heard, DESK_HERTZ)).isLessThan(0.05);
    }

    @Test
    void whoIsBusyIsSaidInPlainWords() {
        world.with(329, "0486");

        try (Visit visit = visit()) {
            click(visit);
            awaitState(visit, CallState.ENDED);
            assertThat(status(visit)).containsText(visit.text("phone.BUSY"));
        }
    }

    @Test
    void aReloadHangsUp() {
        world.with();

        try (Visit visit = visit()) {
            click(visit);
            awaitState(visit, CallState.ESTABLISHED);
            world.awaitDeskCalls(1, FIVE_SECONDS);
            visit.page().reload();
            world.awaitDeskCalls(0, FIVE_SECONDS);
        }
    }

    @Test
    void whenTheDeskHangsUpTheCallerIsTold() {
        world.with();

        try (Visit visit = visit()) {
            click(visit);
            awaitState(visit, CallState.ESTABLISHED);
            world.lab.deskHangsUp();
            awaitState(visit, CallState.ENDED);
            assertThat(status(visit)).containsText(visit.text("phone.FAR_END"));
        }
    }

    @Test
    void whileItRingsTheCallerMayThinkAgain() {
        world.with(329, "0801");

        try (Visit visit = visit()) {
            click(visit);
            awaitState(visit, CallState.RINGING);
            hangUp(visit);
            world.awaitDeskCalls(0, FIVE_SECONDS);
        }
    }

    private static Visit visit() {
        Visit visit = browser.visit(Languages.SPANISH);
        visit.context().addInitScript(EARS);
        visit.open(world.server.uri(""));
        return visit;
    }

    private static void click(Visit visit) {
        visit.page().locator(".voip-call").click();
    }

    private static void hangUp(Visit visit) {
        visit.button("phone.hangup").click();
        awaitState(visit, CallState.ENDED);
    }

    private static Locator status(Visit visit) {
        return visit.page().locator(".voip-status");
    }

    private static void awaitState(Visit visit, CallState state) {
        assertThat(status(visit))
                .hasAttribute(
                        "data-state",
                        state.name().toLowerCase(Locale.ROOT),
                        new HasAttributeOptions().setTimeout((double) TEN_SECONDS.toMillis()));
    }

    private static double peakHertz(Page page) {
        return ((Number) page.evaluate("() => window.peakHertz()")).doubleValue();
    }

    /** For how long the microphone has given something else than silence to the call. */
    private static double secondsSaid(Page page) {
        return ((Number) page.evaluate("() => window.secondsSaid()")).doubleValue();
    }

    private static boolean isTheDesk(double hertz) {
        return Math.abs(hertz - DESK_HERTZ) < 12;
    }

    private static Set<Path> recordings() {
        try (var files = Files.list(world.lab.recordings())) {
            return files.filter(file -> file.toString().endsWith("-dec.wav"))
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path newest(Set<Path> before) {
        return recordings().stream()
                .filter(file -> !before.contains(file))
                .findFirst()
                .orElse(null);
    }
}
