package org.portalvoip.diagnosis.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.portalvoip.testing.lab.CallPage.MICROPHONE_HERTZ;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.portalvoip.call.EndReason;
import org.portalvoip.language.Languages;
import org.portalvoip.parameters.SecretAct;
import org.portalvoip.testing.Await;
import org.portalvoip.testing.browser.Administrator;
import org.portalvoip.testing.browser.Browser;
import org.portalvoip.testing.browser.ParametersPage;
import org.portalvoip.testing.browser.Readers;
import org.portalvoip.testing.browser.Visit;
import org.portalvoip.testing.lab.CallClient;
import org.portalvoip.testing.lab.CallWorld;
import org.portalvoip.testing.lab.MediaNetwork;
import org.portalvoip.testing.lab.OtherJanus;
import org.portalvoip.testing.lab.Relay;
import org.portalvoip.testing.lab.SipSwitchboard;
import org.portalvoip.testing.lab.SipSwitchboard.Plan;
import org.portalvoip.testing.lab.SoundPanel;
import org.portalvoip.testing.lab.Tone;

/**
 * The test call with sound, by a browser that has no microphone, with a real Janus, SIP server and telephone. Longer than 200
 * lines, because its tests share a server, a browser and a lab, whose start takes longer than any of them.
 */
@Tag("extra")
class SoundTestIT {
    private static final int NARROW = 320;
    private static final String JANUS = "10.99.0.1";
    private static final Pattern FIFTEEN_SECONDS =
            Pattern.compile("Call \\S+, a test call of " + Administrator.NAME + ", ended: HANG_UP, 1\\d s");

    @AutoClose
    private static CallWorld world;

    @AutoClose
    private static Browser browser;

    /** Of the tests that change nothing in the browser. */
    private static Readers readers;

    @BeforeAll
    static void start() {
        world = new CallWorld(
                "sound",
                "-Dvoip.calls-per-minute=1000",
                "-Dvoip.rings-per-minute=1000",
                "-Dvoip.ring-timeout=8",
                "-Dvoip.dtmf=rtp",
                "-Dvoip.max-calls=" + 2 * Languages.ALL.size());
        browser = Browser.start();
        readers = new Readers(world.administrator(), browser);
    }

    @AfterAll
    static void leave() {
        readers.close();
    }

    @BeforeEach
    void everythingWorks() {
        world.with();
    }

    @AfterEach
    void nothingIsLeft() {
        world.awaitNothingLeft();
    }

    @Test
    void soundBothWaysIsProven() {
        int calls = answeredCalls();
        List<Response> answers = new ArrayList<>();
        try (Visit visit = browser.visit(Languages.ENGLISH, ColorScheme.DARK, NARROW, 900)) {
            visit.page().onResponse(answers::add);
            SoundPanel sound = SoundPanel.open(world, visit);

            Path heard = world.recordingOf(() -> sound.start().await("good"));

            Await.until(Await.SOON, () -> Tone.share(heard, MICROPHONE_HERTZ), share -> share > 0.5);
            assertThat(sound.result()).isEqualTo(visit.text("sound.state.good"));
            assertThat(sound.findings())
                    // A telephone that answers at once may be heard to ring after its answer, which is not told then.
                    .containsPattern(
                            "^(RANG: The telephone rang after [0-9.]+ s.*\n)?ANSWERED: The call was answered after [0-9.]+ s")
                    .containsPattern("SENT: Sound to Janus: [4-9]\\d\\d packets")
                    .containsPattern("RECEIVED: Sound from the help desk: [4-9]\\d\\d packets")
                    .contains("CODEC", "ROUND_TRIP", "JITTER", "LOST", "ROUTE_")
                    .contains(sound.sentence("KEYS_RTP"), sound.sentence("HUNG_UP"));
            assertThat(faults(visit.page())).isEmpty();
            noAnswerHasThePassword(answers);
        }
        Await.until(Await.PATIENTLY, SoundTestIT::answeredCalls, now -> now == calls + 1);
    }

    private static void noAnswerHasThePassword(List<Response> answers) {
        assertThat(answers.stream()
                        .filter(answer -> answer.headers()
                                .getOrDefault("content-type", "")
                                .matches(".*(html|json|javascript).*"))
                        .map(Response::text))
                .hasSizeGreaterThan(5)
                .noneMatch(answer -> answer.contains(world.lab.sipPassword()));
    }

    private static List<String> faults(Page page) {
        List<String> faults = new ArrayList<>();
        new AxeBuilder(page)
                .include("#sound")
                .analyze()
                .getViolations()
                .forEach(rule -> faults.add(rule.getId() + " " + rule.getNodes()));
        double width = ((Number) page.evaluate("() => document.documentElement.scrollWidth")).doubleValue();
        if (width > NARROW) {
            faults.add("the page is " + width + " wide");
        }
        return faults;
    }

    /** In the list of calls, by the name of the administrator. */
    private static int answeredCalls() {
        try (Visit visit = browser.visit(Languages.SPANISH)) {
            world.administrator().lendSession(visit);
            visit.open(world.server.uri("admin/calls"));
            return visit.page()
                    .locator("[data-call][data-outcome='ANSWERED']")
                    .filter(new Locator.FilterOptions().setHasText(Administrator.NAME))
                    .count();
        }
    }

    @Test
    void theAdministratorCanHangUpByTheKeyboard() {
        world.with(329, "0801");
        try (Visit visit = browser.visit(Languages.PORTUGUESE)) {
            SoundPanel sound = SoundPanel.open(world, visit);
            visit.button("sound.start").press("Enter");
            sound.await("ringing");
            // The focus has gone to the other button.
            visit.page().keyboard().press("Enter");
            sound.await("warning");
            assertThat(sound.findings()).contains(sound.sentence("CANCELLED"));
            assertThat(visit.button("sound.start").evaluate("button => button === document.activeElement"))
                    .isEqualTo(true);
        }
    }

    @Test
    void whoLeavesThePageHangsUp() {
        world.with(329, "0801");
        try (Visit visit = browser.visit(Languages.SPANISH)) {
            SoundPanel.open(world, visit).start().await("ringing");
            visit.open(world.server.uri("admin/status"));
            world.awaitNothingLeft();
        }
    }

    /** Everything that is saved is wrong, and stays as it is. */
    @Test
    void whatIsOnTheScreenIsTriedAndNotWhatIsSaved() {
        world.with(323, "N", 325, "127.0.0.9", 328, "wrong", 329, "0603");
        String saved = saved();
        List<Response> answers = new ArrayList<>();
        try (Visit visit = browser.visit(Languages.SPANISH)) {
            visit.page().onResponse(answers::add);
            SoundPanel sound = SoundPanel.open(world, visit);
            ParametersPage screen = new ParametersPage(visit);
            screen.choose(SecretAct.REPLACE);
            screen.set(Map.of(325, "127.0.0.1", 328, world.lab.sipPassword(), 329, "0800"));

            sound.start().await("good");

            assertThat(screen.value(328)).as("what was typed").isEqualTo(world.lab.sipPassword());
            noAnswerHasThePassword(answers);
        }
        assertThat(saved()).isEqualTo(saved);
        Await.until(Await.PATIENTLY, () -> Await.log(world.server.log()), log -> FIFTEEN_SECONDS
                .matcher(log)
                .find());
        Await.until(Await.PATIENTLY, world.lab::janusHandles, handles -> handles == 0);
    }

    private static String saved() {
        return world.administrator().get("api/parameters").body();
    }

    @Test
    void theTestIsAsStrictAsASave() {
        try (Visit visit = browser.visit(Languages.ENGLISH)) {
            SoundPanel sound = SoundPanel.open(world, visit);
            ParametersPage screen = new ParametersPage(visit);
            screen.set(Map.of(324, "wss://localhost:8989/janus", 329, "a b"));
            screen.press("sound.start");
            assertThat(screen.refusal(329)).isNotEmpty();
            assertThat(sound.findings()).isEmpty();
            screen.set(329, "0800");
            screen.press("sound.start");
            assertThat(screen.refusal(328)).isEqualTo(visit.text("parameters.328.retype"));
            assertThat(sound.findings()).isEmpty();
        }
    }

    /** As by a page that asks for the socket alone. */
    @Test
    void withoutValuesThereIsNoTestCall() {
        try (Visit visit = browser.visit(Languages.ENGLISH)) {
            SoundPanel sound = SoundPanel.open(world, visit);
            visit.page()
                    .evaluate("async () => (await import(document.querySelector('script[src*=\"parameters.js\"]').src"
                            + ".replace('parameters.js', 'testcall.js'))).start()");
            sound.await("bad");
            assertThat(sound.findings()).isEqualTo(sound.sentence("VALUES_GONE") + "\n");
        }
    }

    /** Three administrators call at once, each in a language of their own, which takes no longer than one call. */
    @Test
    void whatTheDeskDoesIsToldInEachLanguage() {
        try (Readers readers = new Readers(world.administrator(), browser)) {
            List<SoundPanel> panels = SoundPanel.open(world, readers);
            call(panels, "0488");
            areTold(panels, sound -> sound.sentence("NO_CODEC"));
            assertThat(panels).allMatch(SoundPanel::explainsSettings);
            call(panels, "0486");
            areTold(panels, sound -> sound.ended(EndReason.BUSY));
            assertThat(panels).noneMatch(SoundPanel::explainsSettings);
            call(panels, "0603");
            areTold(panels, sound -> sound.ended(EndReason.DECLINED));
            call(panels, "0513");
            areTold(panels, sound -> sound.ended(EndReason.NOT_SUPPORTED));
            call(panels, "0999");
            areTold(panels, sound -> sound.ended(EndReason.NOT_FOUND));
            call(panels, "0801");
            panels.forEach(sound ->
                    assertThat(sound.await("warning").findings()).contains("RANG: ", sound.sentence("NOT_ANSWERED")));
        }
    }

    /** Which is left unsaved. */
    private static void call(List<SoundPanel> panels, String extension) {
        panels.forEach(sound -> sound.dial(extension).start());
    }

    private static void areTold(List<SoundPanel> panels, Function<SoundPanel, String> sentences) {
        for (SoundPanel sound : panels) {
            assertThat(sound.await("bad").findings()).isEqualTo(sentences.apply(sound) + "\n");
        }
    }

    /** First the telephone answers, and none of its packets gets to Janus; then there is no way, before anybody is rung. */
    @Test
    void whatTheNetworkDoesIsToldInEachLanguage() {
        try (MediaNetwork network = new MediaNetwork();
                Readers readers = new Readers(world.administrator(), browser)) {
            List<SoundPanel> panels = SoundPanel.open(world, readers);
            network.silenceTheDesk();
            call(panels, "0800");
            for (SoundPanel sound : panels) {
                assertThat(sound.await("bad").findings())
                        .contains(sound.sentence("DESK_SENDS_NOTHING"), sound.sentence("HUNG_UP"), "SENT: ");
            }
            world.awaitDeskCalls(0, Await.PATIENTLY);
            network.down();
            call(panels, "0800");
            // What Janus offers is an address of a private network.
            areTold(
                    panels,
                    sound -> sound.sentence("NO_WAY_NO_TURN", JANUS) + "\n" + sound.sentence("JANUS_PRIVATE", JANUS));
        }
    }

    /** The telephone is muted, too, and does not know of keys. */
    @Test
    void whateverIsWrongWithTheSoundIsToldInEachLanguage() {
        try (MediaNetwork network = new MediaNetwork();
                SipSwitchboard desk = new SipSwitchboard(Plan.IS_MUTED)) {
            network.spoilTheSound();
            List<SoundPanel> panels = callDirectly(Map.of(326, String.valueOf(desk.port())));
            areFound(panels, "UNHEARD", "DESK_SILENT", "POOR", "KEYS_NONE");
        }
    }

    /** Because all its ports are taken, as when the range is too small for the calls that there are. */
    @Test
    void aJanusThatOffersNoAddressIsToldInEachLanguage() throws IOException {
        try (DatagramSocket taken = new DatagramSocket(0, InetAddress.getByName(JANUS));
                OtherJanus janus = OtherJanus.start(
                        world.lab, text -> text.replace("20000-29999", "%1$d-%1$d".formatted(taken.getLocalPort())))) {
            areFound(callDirectly(Map.of(324, janus.address())), "JANUS_NO_ADDRESS");
        }
    }

    @Test
    void aDeskThatHangsUpAtOnceIsToldInEachLanguage() {
        try (SipSwitchboard desk = new SipSwitchboard(Plan.HANGS_UP)) {
            areFound(callDirectly(Map.of(326, String.valueOf(desk.port()))), "FAR_END", "TOO_SHORT");
        }
    }

    /** As a guest: the values of the screen may go anywhere then, because no password does. */
    private static List<SoundPanel> callDirectly(Map<Integer, String> values) {
        List<SoundPanel> panels = SoundPanel.open(world, readers);
        panels.forEach(sound -> sound.enterAsGuest(values).start());
        return panels;
    }

    private static void areFound(List<SoundPanel> panels, String... findings) {
        for (SoundPanel sound : panels) {
            String found = sound.awaitEnd().findings();
            assertThat(findings).allSatisfy(finding -> assertThat(found).containsPattern(sound.told(finding)));
        }
    }

    @Test
    void aProxyThatLetsNoCallsThroughIsToldInEachLanguage() {
        isToldThrough(Relay.withoutUpgrade(world.server.uri("").getPort()), "NO_SOCKET");
    }

    @Test
    void aConnectionThatBreaksIsToldInEachLanguage() {
        isToldThrough(Relay.breakingSockets(world.server.uri("").getPort()), "BROKEN");
    }

    /** What the browser says of it does not count. */
    private static void isToldThrough(Relay proxy, String finding) {
        String here = world.server.uri("admin/parameters").toString();
        URI there = URI.create(here.replaceFirst(":\\d+/", ":" + proxy.port() + "/"));
        try (proxy) {
            List<SoundPanel> panels = readers.visits().stream()
                    .map(visit -> SoundPanel.at(there, visit).start())
                    .toList();
            areFound(panels, finding);
            readers.visits().forEach(Visit::takeFaults);
        }
    }

    /** As an add-on for privacy leaves it. */
    @Test
    void aBrowserWithoutWebRtcIsToldInEachLanguage() {
        List<SoundPanel> panels = SoundPanel.open(world, readers);
        readers.visits().forEach(visit -> visit.page().evaluate("delete window.RTCPeerConnection"));
        panels.forEach(SoundPanel::start);
        areFound(panels, "BROWSER");
    }

    /** Half of all lines, which those of one site may have. */
    @Test
    void aLimitThatIsReachedIsToldInEachLanguage() {
        List<CallClient> others =
                Stream.generate(world::established).limit(Languages.ALL.size()).toList();
        try {
            List<SoundPanel> panels = SoundPanel.open(world, readers);
            panels.forEach(SoundPanel::start);
            areFound(panels, "WAIT");
        } finally {
            others.forEach(CallClient::close);
        }
    }

    @Test
    void aDeskThatHangsUpIsTold() {
        try (Visit visit = browser.visit(Languages.ENGLISH)) {
            SoundPanel sound = SoundPanel.open(world, visit).start().await("talking");
            world.lab.deskHangsUp();
            assertThat(sound.awaitEnd().findings()).contains(sound.sentence("FAR_END"));
        }
    }
}
