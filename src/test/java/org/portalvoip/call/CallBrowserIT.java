package org.portalvoip.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.portalvoip.testing.lab.CallPage.DESK_HERTZ;
import static org.portalvoip.testing.lab.CallPage.MICROPHONE_HERTZ;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.portalvoip.language.Languages;
import org.portalvoip.start.IceAddresses;
import org.portalvoip.testing.Await;
import org.portalvoip.testing.browser.Browser;
import org.portalvoip.testing.browser.ForeignPortal;
import org.portalvoip.testing.browser.Visit;
import org.portalvoip.testing.lab.CallPage;
import org.portalvoip.testing.lab.CallWorld;
import org.portalvoip.testing.lab.PortalToken;
import org.portalvoip.testing.lab.Tone;
import org.portalvoip.testing.server.Ports;

/**
 * The whole way: a click on the headset icon in a real browser, our server, Janus, the SIP server, and a phone that
 * answers. The browser's microphone gives one tone, the help desk plays another; the test looks for each at the other
 * end. Longer than 200 lines, because its tests share a server and a lab, whose start takes longer than any of them.
 */
class CallBrowserIT {

    @AutoClose
    private static CallWorld world;

    @AutoClose
    private static Browser browser;

    /** Where a portal stands that may show the phone in itself. */
    private static int guest;

    @BeforeAll
    static void start() throws IOException {
        guest = Ports.free();
        world = new CallWorld(
                "browser",
                "-Dvoip.allowed-origins=" + ForeignPortal.origin(guest),
                PortalToken.serverOption(),
                "-Dvoip.calls-per-minute=10000",
                "-Dvoip.rings-per-minute=10000",
                "-Dvoip.sound-timeout=5",
                "-Dvoip.ring-timeout=20");
        browser = CallPage.browser();
    }

    @AfterEach
    void nothingIsLeftInJanus() {
        world.awaitNothingLeft();
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

        Path heard = world.recordingOf(() -> {
            try (CallPage phone = phone()) {
                phone.call();
                phone.awaitTone(DESK_HERTZ);
                phone.speak();
                phone.hangUp();
            }
        });

        Await.until(Await.SOON, () -> Tone.share(heard, MICROPHONE_HERTZ), share -> share > 0.5);
        assertThat(Tone.share(heard, DESK_HERTZ)).isLessThan(0.05);
    }

    /** Also in the page of a strict policy, which allows the portal nothing else. */
    @ParameterizedTest
    @ValueSource(strings = {"html", "cms"})
    void aPageOfAnotherOriginCallsAndHearsHowItEnded(String sample) {
        world.with();

        Path heard = world.recordingOf(() -> {
            try (ForeignPortal portal = new ForeignPortal(world.awaitGateway().server);
                    CallPage phone = CallPage.open(browser, portal.sample(sample))) {
                phone.visit().context().addInitScript(ForeignPortal.HEAR);
                phone.portal().reload();
                phone.call();
                phone.awaitTone(DESK_HERTZ);
                phone.portal().navigate(portal.page("", "<footer></footer>").toString());
                phone.click();
                phone.awaitTone(DESK_HERTZ);
                phone.speak();
                phone.page().locator("[data-part=hangup]").click(); // in the language of the sample
                phone.await(CallState.ENDED);

                assertThat(portal.heard(phone.portal(), 1))
                        .singleElement()
                        .asString()
                        .matches("voip-call-ended  \\{\"outcome\":\"HANG_UP\",\"seconds\":[1-9][0-9]*}");
            }
        });

        Await.until(Await.SOON, () -> Tone.share(heard, MICROPHONE_HERTZ), share -> share > 0.5);
    }

    /** The token is good once, but the phone that brought it may call again, also when it is loaded again. */
    @Test
    @Tag("once")
    void whomThePortalNamesIsNamedInEachCallOfThisPhone() throws Exception {
        world.with();
        String desk = world.server.uri("").toString();
        String token =
                PortalToken.of(PortalToken.claims(URI.create(desk), "ana").claim("context", "INC-0815"));
        try (ForeignPortal portal = new ForeignPortal(world.awaitGateway().server);
                CallPage phone = CallPage.open(
                        browser, portal.page("", "<voip-call lang='en' token='" + token + "'></voip-call>"))) {
            phone.click();
            hangUpTheAnswered(phone);
            phone.page().locator("[data-part=again]").click();
            hangUpTheAnswered(phone);
            phone.page().reload();
            phone.page().locator("[data-part=call]").click();
            hangUpTheAnswered(phone);

            assertThat(phone.page().url()).doesNotContain(token);
        }
        Await.until(Await.SOON, CallBrowserIT::callsOfAna, calls -> calls == 3);
        assertThat(Await.log(world.server.log())).doesNotContain(token);
    }

    private static void hangUpTheAnswered(CallPage phone) {
        phone.await(CallState.ESTABLISHED);
        phone.page().locator("[data-part=hangup]").click();
        phone.await(CallState.ENDED);
    }

    /** However they ended: Janus may hear of the closed media sooner than of the hang-up, and calls that the far end's. */
    private static long callsOfAna() {
        return Await.log(world.server.log())
                .lines()
                .filter(line -> line.contains(" of portal user ana about INC-0815 ended: "))
                .count();
    }

    /** A browser that refuses one address makes no call at all. */
    @Test
    @Tag("once")
    void everyServerThatTheSettingsLetThroughIsAccepted() {
        try (Visit visit = browser.visit(Languages.ENGLISH)) {
            visit.open(world.server.uri(""));

            assertThat(visit.page().evaluate(IceAddresses.refusedByBrowser())).isEqualTo("");
        }
    }

    @Test
    @Tag("once")
    void aBrowserWithoutWebRtcIsToldAtOnceAndSoIsTheLog() {
        world.with();
        try (CallPage phone = phone()) {
            phone.visit().context().addInitScript("delete window.RTCPeerConnection");
            phone.click().awaitEnd("phone.BROWSER_FAILED");
        }

        assertThat(Await.log(world.server.log(), "ended: BROWSER_FAILED, 0 s spoken"))
                .isNotEmpty();
    }

    @Test
    @Tag("once")
    void aPlainLinkCallsWithoutAScript() {
        world.with();
        try (ForeignPortal portal = new ForeignPortal(world.awaitGateway().server);
                CallPage phone = CallPage.open(browser, portal.sample("link"))) {
            phone.click(phone.portal().locator("a")).await(CallState.ESTABLISHED);
            phone.awaitTone(DESK_HERTZ);
            phone.speak();
            phone.hangUp();
        }
    }

    @Test
    @Tag("once")
    void aPageWithHostileStylesCalls() {
        world.with();
        String hostile = "<style>* { all: unset; color: transparent } footer * { display: none !important }</style>";
        try (ForeignPortal portal = new ForeignPortal(world.awaitGateway().server);
                CallPage phone = CallPage.open(browser, portal.page(hostile, "<footer><p>Company</p></footer>"))) {
            phone.call();
            phone.awaitTone(DESK_HERTZ);
            phone.speak();
        }
    }

    @Test
    @Tag("once")
    void theCallOutlivesTheReactComponentThatBeganIt() {
        world.with();

        Path heard = world.recordingOf(() -> {
            try (ForeignPortal portal = new ForeignPortal(world.awaitGateway().server);
                    CallPage phone = CallPage.open(browser, portal.sample("vite"))) {
                phone.call();
                phone.portal().getByText("Nosotros").click();
                PlaywrightAssertions.assertThat(phone.portal().locator("voip-call"))
                        .hasCount(0);
                phone.awaitTone(DESK_HERTZ);
                phone.speak();
                phone.portal().getByText("Servicios").click();
                phone.click().hangUp();

                PlaywrightAssertions.assertThat(phone.portal().getByRole(AriaRole.STATUS))
                        .hasText(Pattern.compile("Su llamada duró [1-9][0-9]* s"));
            }
        });

        Await.until(Await.SOON, () -> Tone.share(heard, MICROPHONE_HERTZ), share -> share > 0.5);
    }

    /** Whoever loads the page meanwhile sees the browser's own error page, which is separated from the phone for good. */
    @Test
    @Tag("once")
    void thePortalMayLoseItsSessionAndItsServer() throws IOException {
        world.with();
        int port = Ports.free();
        ForeignPortal before = new ForeignPortal(world.awaitGateway().server, port);

        try (before;
                CallPage phone = CallPage.open(browser, before.sample("html"))) {
            phone.call();
            phone.visit().context().clearCookies();
            before.close();
            try (ForeignPortal after = new ForeignPortal(world.server, port)) {
                phone.portal().navigate(after.sample("html").toString());
                phone.click().speak();
                assertThat(phone.visit().context().pages()).hasSize(2);
            }
            assertThatThrownBy(phone.portal()::reload).hasMessageContaining("ERR_CONNECTION_REFUSED");
            phone.speak();
            phone.awaitTone(DESK_HERTZ);
            phone.page().locator("[data-part=hangup]").click();
            phone.await(CallState.ENDED);
            phone.portal().navigate("about:blank"); // otherwise the browser tries again and again
            assertThat(phone.visit().takeFaults()).allMatch(fault -> fault.contains("ERR_CONNECTION_REFUSED"));
        }
    }

    @Test
    @Tag("once")
    void aPortalThatIsAllowedToShowsThePhoneInItself() {
        world.with();

        Path heard = world.recordingOf(() -> {
            try (ForeignPortal portal = new ForeignPortal(world.awaitGateway().server, guest);
                    CallPage phone =
                            CallPage.open(browser, portal.sample("frame")).inFrame()) {
                phone.button("phone.call").click();
                phone.await(CallState.ESTABLISHED);
                phone.awaitTone(DESK_HERTZ);
                phone.speak();
                phone.hangUp();
            }
        });

        Await.until(Await.SOON, () -> Tone.share(heard, MICROPHONE_HERTZ), share -> share > 0.5);
    }

    @Test
    @Tag("once")
    void anyOtherPortalShowsAnEmptyFrame() {
        world.with();

        try (ForeignPortal portal = new ForeignPortal(world.server);
                CallPage phone = CallPage.open(browser, portal.sample("frame")).inFrame()) {
            String faults = Await.until(
                    Await.SOON,
                    () -> String.join(" ", phone.visit().faults()),
                    seen -> seen.contains("ERR_BLOCKED_BY_RESPONSE") && seen.contains("frame-ancestors"));
            assertThat(faults).contains("http://127.0.0.1:" + guest);
            phone.visit().takeFaults();
            assertThat(phone.status().count()).isZero();
        }
    }

    /**
     * The call stays what it is, and afterwards sound flows both ways as before. That the desk hears it is measured in {@link
     * DeskChangesIT}: the recorder of this telephone ends with the first hold.
     */
    @Test
    void whoIsOnHoldIsToldSoAndNotAnyMoreAfterwards() {
        world.with();

        try (CallPage phone = phone()) {
            phone.call();
            phone.awaitTone(DESK_HERTZ);
            for (int i = 0; i < 2; i++) {
                world.lab.deskHolds();
                phone.awaitStatus("phone.hold");
                phone.await(CallState.ESTABLISHED);
                PlaywrightAssertions.assertThat(phone.page().locator("[data-part=unheard]"))
                        .isHidden();
                world.lab.deskResumes();
                phone.awaitStatus("phone.established");
                phone.awaitTone(DESK_HERTZ);
                phone.sendPackets(25);
            }
            phone.hangUp();
        }
    }

    @Test
    void whoIsBusyIsSaidInPlainWords() {
        world.with(329, "0486");

        try (CallPage phone = phone()) {
            phone.click().awaitEnd("phone.BUSY");
        }
    }

    /** The click also makes the browser believe that somebody uses the window; otherwise it would not ask. */
    @Test
    void aReloadOfThePhoneAsksFirstThenHangsUpAndCallsNobodyByItself() {
        world.with();

        try (CallPage phone = phone()) {
            phone.call();
            world.awaitDeskCalls(1, Await.SOON);
            phone.button("phone.mute").click();
            List<String> asked = new ArrayList<>();
            phone.page().onceDialog(dialog -> {
                asked.add(dialog.type());
                dialog.accept();
            });
            phone.page().reload();
            world.awaitDeskCalls(0, Await.SOON);
            assertThat(asked).containsExactly("beforeunload");

            phone.button("phone.call").click();
            phone.await(CallState.ESTABLISHED);
            phone.hangUp();
        }
    }

    @Test
    void thePortalMayGoWhereItLikes() {
        world.with();

        try (CallPage phone = phone()) {
            phone.call();
            for (String page : List.of("login", "?lang=en", "nowhere", "")) {
                phone.portal().navigate(world.server.uri(page).toString());
                phone.awaitTone(DESK_HERTZ);
            }
            phone.portal().reload();
            phone.speak();
            assertThat(phone.visit().takeFaults()).hasSize(1).allMatch(fault -> fault.contains("404"));

            phone.click().speak();
            assertThat(phone.visit().context().pages()).hasSize(2);
            phone.hangUp();
        }
    }

    @Test
    void theIconShowsThatACallIsRunning() {
        world.with();

        try (CallPage phone = phone()) {
            phone.call();
            PlaywrightAssertions.assertThat(phone.portal().locator(".voip-call"))
                    .hasAttribute("data-running", Pattern.compile("00:0[1-9]"));
            phone.portal().reload();
            PlaywrightAssertions.assertThat(phone.portal().locator(".voip-call"))
                    .hasAttribute("data-running", Pattern.compile("00:[0-9]{2}"));
            phone.hangUp();
            PlaywrightAssertions.assertThat(phone.portal().locator(".voip-call"))
                    .not()
                    .hasAttribute("data-running", Pattern.compile(".*"));
        }
    }

    /** Translators of pages wrap each text in elements of their own, and an action must not depend on what was clicked. */
    @Test
    @Tag("once")
    void whoHasThePhoneTranslatedPressesItsButtonsAllTheSame() {
        world.with();

        try (CallPage phone = phone()) {
            phone.call();
            phone.page().evaluate("""
                    () => {
                      const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT,
                        (text) => (text.data.trim() && !text.parentElement.closest('script') ? 1 : 3));
                      const all = [];
                      while (texts.nextNode()) all.push(texts.currentNode);
                      for (const text of all) {
                        const wrap = document.createElement('font');
                        text.replaceWith(wrap);
                        wrap.appendChild(document.createElement('font')).append(text);
                      }
                    }""");
            phone.page().locator("[data-part=keypad] font font").click();
            PlaywrightAssertions.assertThat(phone.page().locator("#keypad")).isVisible();
            phone.page().locator("[data-part=hangup] font font").click();
            phone.await(CallState.ENDED);
            phone.page().locator("[data-part=again] font font").click();
            phone.await(CallState.ESTABLISHED).hangUp();
        }
    }

    @Test
    void whoeverClosesTheWindowHangsUp() {
        world.with();

        try (CallPage phone = phone()) {
            phone.call();
            phone.page().close();
            world.awaitDeskCalls(0, Await.SOON);
            phone.call().hangUp();
        }
    }

    @Test
    void whenTheDeskHangsUpTheCallerIsTold() {
        world.with();

        try (CallPage phone = phone()) {
            phone.call();
            world.lab.deskHangsUp();
            phone.awaitEnd("phone.FAR_END");
        }
    }

    @Test
    void whileItRingsTheCallerMayThinkAgain() {
        world.with(329, "0801");

        try (CallPage phone = phone()) {
            phone.click().await(CallState.RINGING);
            phone.hangUp();
            world.awaitDeskCalls(0, Await.SOON);
        }
    }

    private static CallPage phone() {
        return CallPage.open(browser, world.awaitGateway().server.uri(""));
    }

    @Test
    void whereWindowsAreBlockedThePhoneComesInThePlaceOfThePageAndLeadsBack() {
        world.with();

        try (Visit visit = browser.visit(Languages.SPANISH)) {
            visit.context().addInitScript("window.open = () => null");
            visit.open(world.awaitGateway().server.uri(""));
            visit.page().locator(".voip-call").click();
            visit.page().locator(".voip-status[data-state=established]").waitFor();
            visit.button("phone.hangup").click();
            visit.button("phone.back").click();
            visit.page().waitForURL(world.server.uri("").toString());
            world.awaitDeskCalls(0, Await.SOON);
        }
    }

    @Test
    void fingersCallFromATelephone() {
        world.with();

        try (Visit visit = browser.visitWithFingers(Languages.PORTUGUESE)) {
            visit.open(world.awaitGateway().server.uri(""));
            Page phone = visit.context().waitForPage(visit.page().locator(".voip-call")::tap);
            phone.locator(".voip-status[data-state=established]").waitFor();
            phone.getByText(visit.text("phone.hangup")).tap();
            phone.locator(".voip-status[data-state=ended]").waitFor();
        }
    }

    @Test
    void theListOfCallsShowsWhatTheBrowserMeasuredAndWhatItsCallerSaid() {
        world.with();
        try (CallPage caller = CallPage.open(browser, world.server.uri(""))) {
            caller.call();
            caller.receivePackets(500);
            caller.hangUp();
            caller.button("phone.good").click();
            PlaywrightAssertions.assertThat(caller.page().locator("[data-part='thanks']"))
                    .hasText(caller.text("phone.rated"));
            PlaywrightAssertions.assertThat(caller.button("phone.bad")).isHidden();
            // When the line is not free yet, the list has no such call yet: the phone asks again.
            assertThat(caller.visit().takeFaults())
                    .allMatch(fault -> fault.contains("404") && fault.contains("/api/rating"));
        }

        String newest = Await.until(
                        Await.SOON,
                        () -> world.administrator()
                                .get("admin/calls?outcome=ANSWERED")
                                .body(),
                        page -> page.contains("data-call="))
                .replaceAll("(?s).*?(<tr data-call.*?</tr>).*", "$1");
        assertThat(newest)
                .contains("data-outcome=\"ANSWERED\"", "OPUS", " ms</span>", " %</span>", "Call-ID ")
                .containsPattern("<td>(Buena|Boa|Good)</td>")
                .containsPattern("Direct|NAT");
    }
}
