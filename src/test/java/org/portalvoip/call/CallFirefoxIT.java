package org.portalvoip.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.portalvoip.testing.lab.CallPage.DESK_HERTZ;
import static org.portalvoip.testing.lab.CallPage.MICROPHONE_HERTZ;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.portalvoip.start.IceAddresses;
import org.portalvoip.testing.Await;
import org.portalvoip.testing.browser.Firefox;
import org.portalvoip.testing.browser.ForeignPortal;
import org.portalvoip.testing.lab.CallWorld;
import org.portalvoip.testing.lab.EchoPort;
import org.portalvoip.testing.lab.FirefoxPhone;
import org.portalvoip.testing.lab.SipDesk;
import org.portalvoip.testing.lab.Tone;

/** The same way as in {@link CallBrowserIT}, in Debian's Firefox: from our own portal and from a page of another origin. */
@Tag("extra")
class CallFirefoxIT {
    private static final int FIREFOX_EVENT = 101;

    @AutoClose
    private static CallWorld world;

    @AutoClose
    private static Firefox firefox;

    @AutoClose
    private static ForeignPortal portal;

    @BeforeAll
    static void start() {
        world = new CallWorld("firefox", "-Dvoip.sound-timeout=5").with();
        firefox = FirefoxPhone.browser("microphone");
        portal = new ForeignPortal(world.server);
    }

    @AfterEach
    void nothingIsLeftInJanus() {
        world.awaitNothingLeft();
    }

    /** One click is enough for whoever allowed the microphone once and for all. */
    @ParameterizedTest
    @CsvSource({"own, HANG_UP", "own, FAR_END", "html, HANG_UP", "html, FAR_END"})
    void bothHearEachOtherUntilOneHangsUp(String page, String end) {
        URI address = page.equals("own") ? world.awaitGateway().server.uri("") : portal.sample(page);

        Path heard = world.recordingOf(() -> {
            try (FirefoxPhone phone = FirefoxPhone.open(firefox, address)) {
                phone.click();
                phone.await(CallState.ESTABLISHED);
                phone.awaitSound();
                phone.click();
                phone.speak();
                assertThat(phone.shows("hear")).isFalse();
                assertThat(phone.states()).isEqualTo("new,calling,ringing,established");
                if (end.equals("FAR_END")) {
                    world.lab.deskHangsUp();
                } else {
                    phone.press("hangup");
                }
                phone.await(CallState.ENDED);

                assertThat(phone.windows()).isEqualTo(2);
                if (page.equals("html")) {
                    phone.awaitHeard(
                            "voip-call-started", "voip-call-ended \\{\"outcome\":\"" + end + "\",\"seconds\":[1-9]");
                }
            }
        });

        Await.until(Await.SOON, () -> Tone.share(heard, MICROPHONE_HERTZ), share -> share > 0.5);
        assertThat(Tone.share(heard, DESK_HERTZ)).isLessThan(0.05);
    }

    /** Firefox numbers the events in its own way; counted in the packets that the desk gets. */
    @Test
    void eachKeyIsOneEventInTheSound() {
        String keys = "0123456789*#0011";
        try (EchoPort echo = new EchoPort();
                SipDesk desk = new SipDesk(SipDesk.media(
                        "127.0.0.1",
                        echo.port(),
                        List.of("0 PCMU/8000", FIREFOX_EVENT + " telephone-event/8000"),
                        "sendrecv"))) {
            echo.hearKeys(FIREFOX_EVENT);
            world.with(326, String.valueOf(desk.port())).awaitGateway();
            try (FirefoxPhone phone = FirefoxPhone.open(firefox, world.server.uri(""))) {
                phone.click();
                phone.await(CallState.ESTABLISHED);
                Await.until(Await.SOON, () -> echo.packets(0), packets -> packets > 25);
                phone.press("keypad");
                keys.chars().forEach(key -> phone.dial((char) key));
                Await.until(Await.PATIENTLY, echo::keys, keys::equals);
                phone.speak();
                phone.press("hangup");
                phone.await(CallState.ENDED);
            }
            assertThat(echo.keys()).isEqualTo(keys);
            assertThat(desk.requests("INFO")).isZero();
        } finally {
            world.with();
        }
    }

    /** A browser that refuses one address makes no call at all. */
    @Test
    void everyServerThatTheSettingsLetThroughIsAccepted() {
        assertThat(firefox.open(world.server.uri("")).evaluate("(" + IceAddresses.refusedByBrowser() + ")()"))
                .isEmpty();
    }

    /** Firefox plays nothing for whoever has not allowed the microphone yet: the ringing would be lost. */
    @Test
    void aNewcomerBeginsTheCallInTheWindow() {
        try (Firefox newcomer = FirefoxPhone.browser();
                FirefoxPhone phone = FirefoxPhone.open(newcomer, world.server.uri(""))) {
            phone.click();
            phone.awaitButton("call");

            assertThat(phone.states()).isEqualTo("new");
        }
    }
}
