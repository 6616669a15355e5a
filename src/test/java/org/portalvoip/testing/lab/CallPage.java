package org.portalvoip.testing.lab;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Frame;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.HasAttributeOptions;
import com.microsoft.playwright.options.AriaRole;
import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.portalvoip.call.CallState;
import org.portalvoip.language.Languages;
import org.portalvoip.testing.Await;
import org.portalvoip.testing.browser.Browser;
import org.portalvoip.testing.browser.Visit;

/**
 * A page of the portal and the window of its phone as a caller uses them, and what a test can measure of the sound in
 * the browser. Longer than 200 lines, because all that a caller does and hears is measured on one page.
 */
public final class CallPage implements AutoCloseable {
    public static final double MICROPHONE_HERTZ = 1000;
    public static final double DESK_HERTZ = 440;

    private static final double LITTLE_HERTZ = 12;
    private static final double SAMPLES_PER_MILLISECOND = 48;
    /** A second of the microphone's tone has an energy of a quarter. */
    private static final double SOME_ENERGY = 0.3;

    /**
     * Lets a test hear what comes in and see what goes out, and gives the steady tone of the microphone to the call as
     * it is: the browser's filters take it for noise.
     */
    private static final String EARS = """
            const devices = navigator.mediaDevices; // the blank page that a tab begins with has none
            const ask = devices?.getUserMedia.bind(devices);
            if (devices) devices.getUserMedia = (wish) => ask({ ...wish, audio: { ...(wish.audio === true ? {} : wish.audio),
              echoCancellation: false, noiseSuppression: false, autoGainControl: false } });
            const Connection = window.RTCPeerConnection;
            window.RTCPeerConnection = class extends Connection {
              addTrack(...sound) { window.heard = this; return super.addTrack(...sound); } // not the trial of the way
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
            window.said = async () => {
              const said = { packets: 0, energy: 0, received: 0, lost: 0, made: 0 };
              for (const stats of (await window.heard.getStats()).values()) {
                if (stats.type === 'outbound-rtp') said.packets = stats.packetsSent;
                if (stats.type === 'inbound-rtp') said.received = stats.packetsReceived;
                if (stats.type === 'inbound-rtp') said.lost = stats.packetsLost;
                if (stats.type === 'inbound-rtp') said.made = stats.concealedSamples;
                if (stats.type === 'media-source') said.energy = stats.totalAudioEnergy;
              }
              return said;
            };
            """;

    private final Visit visit;
    private final Page portal;
    private Frame phone;

    private CallPage(Visit visit, Page portal) {
        this.visit = visit;
        this.portal = portal;
    }

    /** A browser with a microphone that gives one tone; the page may use it without a prompt. */
    public static Browser browser(String... arguments) {
        return browser(UnaryOperator.identity(), arguments);
    }

    /** As {@link #browser(String...)}, by a program that {@code place} names for the browser's. */
    public static Browser browser(UnaryOperator<String> place, String... arguments) {
        Path tone = Tone.write(
                Path.of("target", "tone-" + ProcessHandle.current().pid() + ".wav")
                        .toAbsolutePath(),
                MICROPHONE_HERTZ);
        Stream<String> microphone = Stream.of(
                "--use-fake-ui-for-media-stream",
                "--use-fake-device-for-media-stream",
                "--use-file-for-fake-audio-capture=" + tone,
                "--autoplay-policy=no-user-gesture-required");
        return Browser.start(
                place, Stream.concat(microphone, Stream.of(arguments)).toArray(String[]::new));
    }

    /** A new visitor opens the portal. */
    public static CallPage open(Browser browser, URI portal) {
        Visit visit = browser.visit(Languages.SPANISH);
        visit.context().addInitScript(EARS);
        visit.open(portal);
        return new CallPage(visit, visit.page());
    }

    /** The same visitor opens the same page once more. */
    public CallPage inAnotherTab() {
        Page tab = visit.context().newPage();
        tab.navigate(portal.url());
        return new CallPage(visit, tab);
    }

    /** The page with the icon. */
    public Page portal() {
        return portal;
    }

    /** The window of the phone, after a click on the icon. */
    public Page page() {
        return phone.page();
    }

    /** The portal shows the phone in itself. */
    public CallPage inFrame() {
        phone = portal.querySelector("iframe").contentFrame();
        return this;
    }

    public Visit visit() {
        return visit;
    }

    public String text(String key) {
        return visit.text(key);
    }

    /** Waits until the phone says this. */
    public void awaitStatus(String key) {
        assertThat(status()).hasText(text(key));
    }

    public Locator button(String key) {
        return phone.getByRole(
                AriaRole.BUTTON, new Frame.GetByRoleOptions().setName(text(key)).setExact(true));
    }

    /** Clicks the headset; if the phone was not open, it is now. */
    public CallPage click() {
        return click(portal.locator(".voip-call"));
    }

    /** As {@link #click()}, for an icon of the portal's own. */
    public CallPage click(Locator icon) {
        if (phone == null || page().isClosed()) {
            phone = visit.context().waitForPage(icon::click).mainFrame();
        } else {
            icon.click();
        }
        return this;
    }

    /** Calls, and is answered. */
    public CallPage call() {
        return click().await(CallState.ESTABLISHED);
    }

    public void hangUp() {
        button("phone.hangup").click();
        await(CallState.ENDED);
    }

    public Locator status() {
        return phone.locator(".voip-status");
    }

    public CallPage await(CallState state) {
        assertThat(status())
                .hasAttribute(
                        "data-state",
                        state.name().toLowerCase(Locale.ROOT),
                        new HasAttributeOptions().setTimeout((double) Await.PATIENTLY.toMillis()));
        return this;
    }

    /** Waits until the call is over and the page shows the text of {@code key}. */
    public void awaitEnd(String key) {
        await(CallState.ENDED);
        assertThat(status()).containsText(text(key));
    }

    /** Waits until the incoming sound is a tone of {@code hertz}. */
    public void awaitTone(double hertz) {
        Await.until(Await.PATIENTLY, this::peakHertz, peak -> Math.abs(peak - hertz) < LITTLE_HERTZ);
    }

    private double peakHertz() {
        return ((Number) phone.evaluate("() => window.peakHertz()")).doubleValue();
    }

    /** Waits until more than a second of the microphone's tone has gone into the call. */
    public void speak() {
        awaitMore("energy", SOME_ENERGY);
    }

    /** Waits until so many more packets of sound, of 20 ms each, have gone out. */
    public void sendPackets(int packets) {
        awaitMore("packets", packets);
    }

    /** Waits until so many more packets of sound have come in, and returns how many were lost so far. */
    public int receivePackets(int packets) {
        awaitMore("received", packets);
        return (int) said("lost");
    }

    /** How many packets of sound, of 20 ms each, have come in. */
    public double packetsReceived() {
        return said("received");
    }

    /** For how long the browser has played what it made up, in milliseconds, because the sound came too late or never. */
    public double concealedMillis() {
        return said("made") / SAMPLES_PER_MILLISECOND;
    }

    private void awaitMore(String what, double more) {
        double before = said(what);
        Await.until(Await.PATIENTLY, () -> said(what), now -> now - before > more);
    }

    private double said(String what) {
        Map<?, ?> said = (Map<?, ?>) phone.evaluate("() => window.said()");
        return ((Number) said.get(what)).doubleValue();
    }

    @Override
    public void close() {
        visit.close();
    }
}
