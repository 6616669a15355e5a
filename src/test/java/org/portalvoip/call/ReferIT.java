package org.portalvoip.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.portalvoip.testing.Await;
import org.portalvoip.testing.browser.Browser;
import org.portalvoip.testing.lab.CallPage;
import org.portalvoip.testing.lab.CallWorld;
import org.portalvoip.testing.lab.EchoPort;
import org.portalvoip.testing.lab.SipDesk;
import org.portalvoip.testing.lab.SipReply;
import org.portalvoip.testing.lab.SipText;

/** A telephone asks by REFER (RFC 3515) that its caller call somebody else, seen message by message at its side. */
@Tag("extra")
class ReferIT {
    private static final String OTHER = "<sip:0808@127.0.0.1>";
    private static final String TALK = "=desk-call%40127.0.0.1%3Bto-tag%3Da%3Bfrom-tag%3Db";

    @AutoClose
    private static CallWorld world;

    @AutoClose
    private static Browser browser;

    @AutoClose
    private final EchoPort echo = new EchoPort();

    @AutoClose
    private final SipDesk desk = new SipDesk(SipDesk.media("127.0.0.1", echo.port(), "0 PCMU/8000", "sendrecv"));

    @BeforeAll
    static void start() {
        world = new CallWorld("refer", "-Dvoip.transfer-to=08[0-9]{2}");
        browser = CallPage.browser();
    }

    @AfterEach
    void nothingIsLeftInJanus() {
        world.awaitNothingLeft();
    }

    private CallPage call() {
        world.with(326, String.valueOf(desk.port())).awaitGateway();
        CallPage phone = CallPage.open(browser, world.server.uri("")).call();
        phone.awaitTone(CallPage.MICROPHONE_HERTZ);
        return phone;
    }

    /** The goals of all calls so far. */
    private List<String> called() {
        return desk.received("INVITE").stream()
                .map(invite -> invite.text().replaceFirst("(?s)INVITE sip:([^@]*)@.*", "$1"))
                .toList();
    }

    private void awaitCalled(String... extensions) {
        Await.until(Await.SOON, this::called, List.of(extensions)::equals);
    }

    private void refers(String target) {
        assertThat(desk.refer(target).status()).isEqualTo(202);
    }

    @Test
    void theCallerSpeaksWithTheOtherAndTheFirstTalkEnds() {
        try (CallPage phone = call()) {
            refers(OTHER);
            awaitCalled("0800", "0808");
            phone.await(CallState.ESTABLISHED);
            phone.page().evaluate("() => { window.ears = null; }");
            phone.awaitTone(CallPage.MICROPHONE_HERTZ);
            Await.until(Await.SOON, () -> desk.requests("BYE"), byes -> byes == 1);
            phone.hangUp();
        }
        assertThat(called()).containsExactly("0800", "0808");
    }

    /** And calling again means the desk, as the icon always does. */
    @ParameterizedTest
    @ValueSource(strings = {"486 Busy Here", "404 Not Found", "480 Temporarily Unavailable"})
    void whoCannotBeTransferredReadsThatAndMayCallTheDeskAgain(String status) {
        SipReply[] usual = {new SipReply("180 Ringing"), SipReply.with("200 OK", media())};
        try (CallPage phone = call()) {
            desk.answerCallsWith(new SipReply(status));
            refers(OTHER);
            awaitCalled("0800", "0808");
            phone.awaitEnd("phone.TRANSFER_FAILED");

            desk.answerCallsWith(usual);
            phone.button("phone.again").click();
            awaitCalled("0800", "0808", "0800");
            phone.await(CallState.ESTABLISHED);
            phone.hangUp();
        }
    }

    private String media() {
        return SipDesk.media("127.0.0.1", echo.port(), "0 PCMU/8000", "sendrecv");
    }

    /** Whom nobody has allowed. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<sip:0900@127.0.0.1>",
                "<sip:0808@elsewhere.example>",
                "<sip:0808@127.0.0.1;method=BYE>",
                "<sip:0808@127.0.0.1;%6Dethod=BYE>",
                "<sip:0900@127.0.0.1?Replaces" + TALK + ">"
            })
    void theTalkGoesOnAndTheTelephoneLearnsWhy(String target) {
        try (CallPage phone = call()) {
            refers(target);

            Await.until(Await.SOON, () -> notified(desk), told -> told.contains("SIP/2.0 603"));
            long heard = echo.packets(0);
            Await.until(Await.SOON, () -> echo.packets(0), packets -> packets > heard + 50);
            phone.awaitTone(CallPage.MICROPHONE_HERTZ);
            phone.hangUp();
        }
        assertThat(called()).containsExactly("0800");
    }

    /** In the place of another talk (RFC 3891), too, unless the telephone system says so where Janus passes it on. */
    @ParameterizedTest
    @ValueSource(strings = {"Replaces", "replaces", "REPLACES", "%52eplaces", "%72EPLACE%53"})
    void headersOfTheTargetAreNeverUsed(String replaces) {
        try (CallPage phone = call()) {
            refers("<sip:0808@127.0.0.1?" + replaces + TALK + "&X-Evil=1&rOUT%45=%3Csip:elsewhere.example%3E>");
            awaitCalled("0800", "0808");
            phone.await(CallState.ESTABLISHED);
            phone.hangUp();
        }
        assertThat(desk.received("INVITE").get(1).text())
                .doesNotContainIgnoringCase("desk-call", "X-Evil", "elsewhere");
    }

    /** Each of what is written in the place of the first one would be another header field, or another talk. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "&X-Evil=1",
                "%0d%0aX-Evil:%201",
                "%3Bearly-only",
                "%20",
                "%2C" + "a%40b%3Bto-tag%3Da%3Bfrom-tag%3Db"
            })
    void noOtherTalkThanAPlainOneIsReplaced(String more) {
        try (CallPage phone = call()) {
            assertThat(desk.refer(OTHER, "X-Replaces: desk-call%40127.0.0.1%3Bto-tag%3Da%3Bfrom-tag%3Db" + more)
                            .status())
                    .isEqualTo(202);
            Await.until(Await.SOON, () -> notified(desk), told -> told.contains("SIP/2.0 603"));
            phone.hangUp();
        }
        assertThat(called()).containsExactly("0800");
    }

    /** As the SIP server of the lab does, where the telephone may write it as it likes. */
    @ParameterizedTest
    @CsvSource({"Replaces, " + CallWorld.WSS, "replaces, " + CallWorld.HTTPS, "X-Evil=1&Replaces, " + CallWorld.WSS})
    void theCallerTakesThePlaceOfAnotherTalk(String replaces, String janus) {
        try (SipDesk behind = SipDesk.behindTheServer(media())) {
            world.with(324, janus, 329, "0805").awaitGateway();
            try (CallPage phone = CallPage.open(browser, world.server.uri("")).call()) {
                phone.awaitTone(CallPage.MICROPHONE_HERTZ);
                assertThat(behind.refer("<sip:0805@127.0.0.1?" + replaces + TALK + ">")
                                .status())
                        .isEqualTo(202);
                Await.until(Await.SOON, () -> behind.requests("INVITE"), invites -> invites == 2);
                phone.await(CallState.ESTABLISHED);
                phone.page().evaluate("() => { window.ears = null; }");
                phone.awaitTone(CallPage.MICROPHONE_HERTZ);
                phone.hangUp();
            }
            Await.until(Await.SOON, () -> behind.requests("BYE"), byes -> byes == 2);
            List<SipText> invites = behind.received("INVITE");
            assertThat(invites).hasSize(2);
            assertThat(invites.get(0).header("Replaces")).isEmpty();
            assertThat(invites.get(1).header("Replaces")).isEqualTo("desk-call@127.0.0.1;to-tag=a;from-tag=b");
            assertThat(invites.get(1).text()).doesNotContainIgnoringCase("X-Evil");
        }
    }

    private static String notified(SipDesk desk) {
        return String.join(
                "\n", desk.received("NOTIFY").stream().map(SipText::body).toList());
    }
}
