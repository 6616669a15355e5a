package org.portalvoip.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.portalvoip.testing.lab.CallPage.DESK_HERTZ;
import static org.portalvoip.testing.lab.CallPage.MICROPHONE_HERTZ;

import com.microsoft.playwright.Locator;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.portalvoip.testing.Await;
import org.portalvoip.testing.browser.Browser;
import org.portalvoip.testing.lab.CallPage;
import org.portalvoip.testing.lab.CallWorld;
import org.portalvoip.testing.lab.Tone;

/**
 * What callers do in a call besides talking, and several callers at once, with a real Janus and phone. Longer than 200
 * lines, because its tests share a server and a lab, whose start takes longer than any of them.
 */
class CallMediaIT {
    private static final int MOST_CALLS = 5;
    private static final int PACKETS_OF_TWO_SECONDS = 100;
    private static final int RESUME_SECONDS = 15;

    /** Sends back what it hears, and takes many calls. */
    private static final String ECHO = "0808";

    private static final List<String> OTHER_WAYS =
            List.of("tel:+34900123456", "mailto:desk@portal.example", "https://portal.example/ticket");

    @AutoClose
    private static CallWorld world;

    @AutoClose
    private static Browser browser;

    @BeforeAll
    static void start() {
        world = new CallWorld(
                "media",
                "-Dvoip.max-calls=" + MOST_CALLS,
                "-Dvoip.resume-time=" + RESUME_SECONDS,
                "-Dvoip.max-calls-per-caller=" + (MOST_CALLS + 1),
                "-Dvoip.calls-per-minute=10000",
                "-Dvoip.rings-per-minute=10000",
                "-Dvoip.alternatives.phone=+34900123456",
                "-Dvoip.alternatives.mail=desk@portal.example",
                "-Dvoip.alternatives.url=https://portal.example/ticket");
        browser = CallPage.browser();
    }

    @AfterEach
    void nothingIsLeftInJanus() {
        world.awaitNothingLeft();
    }

    @Test
    void mutedTheDeskHearsSilenceAndAfterwardsTheCallerAgain() {
        world.with();

        Path heard = world.recordingOf(() -> {
            try (CallPage phone = phone(browser)) {
                phone.call();
                phone.speak();
                phone.button("phone.mute").click();
                phone.sendPackets(PACKETS_OF_TWO_SECONDS);
                phone.button("phone.muted").click();
                phone.speak();
                phone.hangUp();
            }
        });

        Await.until(
                Await.SOON,
                () -> Tone.course(heard, MICROPHONE_HERTZ),
                course -> course.matches("(silence )?tone silence tone( silence)?"));
    }

    @Test
    void theDeskGetsEachDigitOfPadAndKeyboardOnce() {
        world.with();

        try (CallPage phone = phone(browser)) {
            phone.call();
            String before = world.lab.deskDigits();
            phone.button("phone.keypad").click();
            Locator pad = phone.page().locator(".voip-tool");
            String dialled = "";
            for (char digit : "1590*#".toCharArray()) {
                pad.locator("button", new Locator.LocatorOptions().setHasText(String.valueOf(digit)))
                        .click();
                dialled += digit;
                awaitDeskDigits(before + dialled);
            }
            for (char digit : "23467#8*".toCharArray()) {
                phone.page().keyboard().press(String.valueOf(digit));
                dialled += digit;
                awaitDeskDigits(before + dialled);
            }
            assertThat(pad.locator(".voip-digits").innerText()).isEqualTo(dialled);
            phone.hangUp();
        }
    }

    /** As a fast typist presses them, within the sound, which then is the caller's again. */
    @Test
    void digitsThatArePressedFasterThanTheySoundArriveInTheirOrderAsRtpEvents() {
        world.with();

        try (CallPage phone = phone(browser)) {
            phone.call();
            phone.awaitTone(DESK_HERTZ); // before there is sound, digits go by SIP INFO
            String before = world.lab.deskDigits();
            long events = world.lab.deskRtpEvents();
            phone.page().keyboard().type("0123456789*#0011");
            Await.until(Await.PATIENTLY, world.lab::deskRtpEvents, heard -> heard == events + 16);
            assertThat(world.lab.deskDigits()).isEqualTo(before + "0123456789*#0011");
            phone.speak();
            phone.hangUp();
        }
    }

    @Test
    void digitsGoBySipInfoToATelephoneSystemThatTakesNoRtpEvents() {
        world.with(329, ECHO);

        try (CallPage phone = phone(browser)) {
            phone.call();
            String before = world.lab.digitsBySipInfo();
            phone.page().keyboard().type("19#0");
            Await.until(Await.SOON, world.lab::digitsBySipInfo, (before + "19#0")::equals);
            phone.hangUp();
        }
    }

    private static void awaitDeskDigits(String digits) {
        Await.until(Await.SOON, world.lab::deskDigits, digits::equals);
    }

    /**
     * A killed browser closes its sockets, and is given up after about ten seconds; a frozen one, as in a closed laptop, sends
     * nothing and closes nothing: it may come back within {@code voip.resume-time}.
     */
    @ParameterizedTest
    @CsvSource({"KILL, 12", "STOP, 20"})
    void aBrowserThatIsGoneKeepsItsLineForSecondsOnly(String signal, int most) {
        world.with();

        try (Browser doomed = CallPage.browser()) {
            phone(doomed).call().speak();
            world.awaitDeskCalls(1, Await.SOON);
            doomed.signal(signal);
            long gone = System.nanoTime();
            try {
                world.awaitDeskCalls(0, Await.PATIENTLY);
            } finally {
                doomed.signal("KILL");
            }
            Duration kept = Duration.ofNanos(System.nanoTime() - gone);
            System.out.println("Browser gone by SIG" + signal + ": line free after " + kept.toMillis() + " ms");
            assertThat(kept).isLessThan(Duration.ofSeconds(most));
        }
    }

    @Test
    void fiveSpeakAtOnceAndTheSixthIsToldThatAllLinesAreBusy() {
        world.with(329, ECHO);
        List<CallPage> phones = new ArrayList<>();
        try {
            for (int i = 0; i < MOST_CALLS; i++) {
                phones.add(phone(browser).click());
            }
            phones.forEach(phone -> phone.await(CallState.ESTABLISHED));
            phones.forEach(phone -> phone.awaitTone(MICROPHONE_HERTZ));
            try (CallPage sixth = phone(browser)) {
                sixth.click().awaitEnd("phone.ALL_LINES_BUSY");
                assertThat(otherWays(sixth)).isEqualTo(OTHER_WAYS);
            }
            phones.forEach(CallPage::hangUp);
            assertThat(phones).allMatch(phone -> otherWays(phone).isEmpty());
        } finally {
            phones.forEach(CallPage::close);
        }
    }

    /** As Chromium does where it keeps no data of a site. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "delete Navigator.prototype.locks",
                "Object.defineProperty(navigator, 'locks',"
                        + " { value: { request: () => Promise.reject(new DOMException('', 'SecurityError')) } })"
            })
    void aSecondWindowSaysThatACallRunsInTheOther(String locks) {
        world.with();

        try (CallPage phone = phone(browser)) {
            phone.visit().context().addInitScript(locks);
            phone.call();
            phone.inAnotherTab().click().awaitEnd("phone.OTHER_WINDOW");
            phone.await(CallState.ESTABLISHED);
            phone.hangUp();
            phone.inAnotherTab().call().hangUp();
        }
    }

    /** The other ways come before the button that calls again: without a microphone that would be in vain. */
    @Test
    void whoDeniesTheMicrophoneIsToldHowToAllowItAndOfferedOtherWaysFirst() {
        world.with();

        try (Browser strict = CallPage.browser("--use-fake-ui-for-media-stream=deny");
                CallPage phone = phone(strict)) {
            phone.click().awaitEnd("phone.MIC_DENIED");

            assertThat(otherWays(phone)).isEqualTo(OTHER_WAYS);
            phone.page().keyboard().press("Tab");
            assertThat(phone.page().evaluate("document.activeElement.href")).isEqualTo(OTHER_WAYS.get(0));
        }
    }

    /** Where the links lead that the phone shows now. */
    private static List<?> otherWays(CallPage phone) {
        return (List<?>) phone.page()
                .evaluate("[...document.querySelectorAll('[data-part=alternatives] a')]"
                        + ".filter(link => link.checkVisibility()).map(link => link.href)");
    }

    private static CallPage phone(Browser browser) {
        return CallPage.open(browser, world.awaitGateway().server.uri(""));
    }
}
