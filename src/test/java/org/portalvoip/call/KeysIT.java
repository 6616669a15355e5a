package org.portalvoip.call;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.portalvoip.testing.Await;
import org.portalvoip.testing.browser.Browser;
import org.portalvoip.testing.lab.CallPage;
import org.portalvoip.testing.lab.CallWorld;
import org.portalvoip.testing.lab.EchoPort;
import org.portalvoip.testing.lab.SipDesk;

/** The keys that a caller presses, counted where they arrive: in the packets of the sound, or in the SIP messages. */
@Tag("extra")
class KeysIT {
    private static final String HERE = "127.0.0.1";
    private static final String BOTH_WAYS = "sendrecv";
    private static final String PCMU = "0 PCMU/8000";
    /** As Chromium numbers it. */
    private static final int EVENT = 126;

    private static final String EVENTS = EVENT + " telephone-event/8000";
    private static final String EVERY_KEY = "0123456789*#ABCD";

    @AutoClose
    private static CallWorld world;

    @AutoClose
    private static Browser browser;

    @AutoClose
    private final EchoPort echo = new EchoPort();

    @BeforeAll
    static void start() {
        world = new CallWorld("keys");
        browser = CallPage.browser();
    }

    private SipDesk desk(String... codecs) {
        return deskBehind(CallWorld.WSS, codecs);
    }

    private SipDesk deskBehind(String janus, String... codecs) {
        echo.hearKeys(EVENT);
        SipDesk desk = new SipDesk(SipDesk.media(HERE, echo.port(), List.of(codecs), BOTH_WAYS));
        world.with(324, janus, 326, String.valueOf(desk.port())).awaitGateway();
        return desk;
    }

    private static CallPage call() {
        CallPage phone = CallPage.open(browser, world.server.uri("")).call();
        phone.awaitTone(CallPage.MICROPHONE_HERTZ);
        return phone;
    }

    private void awaitKeys(String keys) {
        Await.until(Await.PATIENTLY, echo::keys, keys::equals);
    }

    @Test
    void eachKeyOfTheKeypadIsOneEventInTheSound() {
        try (SipDesk desk = desk(PCMU, EVENTS);
                CallPage phone = call()) {
            phone.button("phone.keypad").click();
            Locator pad = phone.page().locator(".voip-tool");
            String pressed = "";
            for (char key : "0123456789*#".toCharArray()) {
                pad.locator("[data-digit='" + key + "']").click();
                pressed += key;
                awaitKeys(pressed);
            }
            phone.hangUp();
            assertThat(echo.keys()).isEqualTo(pressed);
            assertThat(desk.requests("INFO")).isZero();
        }
    }

    /** Those of A to D, which no keypad shows, are typed as capitals. */
    @Test
    void eachKeyThatIsTypedIsOneEvent() {
        try (SipDesk desk = desk(PCMU, EVENTS);
                CallPage phone = call()) {
            EVERY_KEY.chars().forEach(key -> phone.page().keyboard().press(Character.toString(key)));
            awaitKeys(EVERY_KEY);
            assertThat(phone.page().locator(".voip-digits").innerText()).isEqualTo(EVERY_KEY);
            phone.page().keyboard().type("abcdefghij"); // they are no keys
            phone.page().keyboard().type("1");
            awaitKeys(EVERY_KEY + "1");
            phone.hangUp();
            assertThat(desk.requests("INFO")).isZero();
        }
    }

    /** Sixty keys within a second, a third of them the same one again, and then the caller's sound. */
    @Test
    void aLongSequenceThatIsTypedFastArrivesWholeAndInOrder() {
        String number = "1123456789*#00998877".repeat(3);
        try (SipDesk desk = desk(PCMU, EVENTS);
                CallPage phone = call()) {
            phone.page().keyboard().type(number);
            awaitKeys(number);
            phone.receivePackets(25);
            phone.awaitTone(CallPage.MICROPHONE_HERTZ);
            assertThat(echo.keys()).isEqualTo(number);
            assertThat(desk.requests("INFO")).isZero();
            phone.hangUp();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {CallWorld.WSS, CallWorld.HTTPS})
    void eachKeyIsOneInfoWhereTheAnswerNamesNoEvents(String janus) {
        try (SipDesk desk = deskBehind(janus, PCMU);
                CallPage phone = call()) {
            phone.page().keyboard().type(EVERY_KEY);
            Await.until(Await.PATIENTLY, () -> infos(desk), EVERY_KEY::equals);
            phone.hangUp();
            assertThat(infos(desk)).isEqualTo(EVERY_KEY);
            assertThat(echo.packets(EVENT)).isZero();
        }
    }

    private static String infos(SipDesk desk) {
        StringBuilder keys = new StringBuilder();
        desk.received("INFO").forEach(info -> keys.append(info.body().replaceFirst("(?s)Signal=(.).*", "$1")));
        return keys.toString();
    }
}
