package org.portalvoip.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
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
import org.portalvoip.testing.lab.SipText;

/**
 * What telephone systems do to a call that goes on: each with a telephone that sends the caller's own sound back, so that
 * hearing it afterwards proves both ways.
 */
@Tag("extra")
class DeskChangesIT {
    private static final String HERE = "127.0.0.1";
    private static final String BOTH_WAYS = "sendrecv";
    private static final String PCMU = "0 PCMU/8000";
    private static final String PCMA = "8 PCMA/8000";
    private static final String PENDING = "491 Request Pending";

    @AutoClose
    private static CallWorld world;

    @AutoClose
    private static Browser browser;

    @AutoClose
    private final EchoPort echo = new EchoPort();

    @AutoClose
    private final SipDesk desk = new SipDesk(SipDesk.media(HERE, echo.port(), PCMU, BOTH_WAYS));

    @BeforeAll
    static void start() {
        world = new CallWorld("desk-changes");
        browser = CallPage.browser();
    }

    private CallPage call() {
        return call(CallWorld.WSS);
    }

    private CallPage call(String janus) {
        world.with(324, janus, 326, String.valueOf(desk.port())).awaitGateway();
        CallPage phone = CallPage.open(browser, world.server.uri("")).call();
        hears(phone);
        return phone;
    }

    private static void hears(CallPage phone) {
        phone.awaitTone(CallPage.MICROPHONE_HERTZ);
        phone.receivePackets(25);
    }

    private static void accepts(SipText answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {CallWorld.WSS, CallWorld.HTTPS})
    void itGoesOnWithAnotherCodecAtAnotherPort(String janus) {
        try (CallPage phone = call(janus);
                EchoPort other = new EchoPort()) {
            accepts(desk.reinvite(SipDesk.media(HERE, other.port(), PCMA, BOTH_WAYS)));

            hears(phone);
            long late = other.packets(0); // on their way when the desk asked
            assertThat(other.packets(8)).isGreaterThan(late);
            hears(phone);
            assertThat(other.packets(0)).isEqualTo(late);
            phone.hangUp();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {CallWorld.WSS, CallWorld.HTTPS})
    void itOffersNothingAndWantsAnOffer(String janus) {
        try (CallPage phone = call(janus)) {
            SipText answer = desk.reinvite("");

            accepts(answer);
            assertThat(answer.body()).contains("m=audio ");
            hears(phone);
            phone.hangUp();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {CallWorld.WSS, CallWorld.HTTPS})
    void itHoldsAndTakesTheCallUpAgain(String janus) {
        try (CallPage phone = call(janus)) {
            for (String hold : List.of("sendonly", "inactive")) {
                accepts(desk.reinvite(SipDesk.media(HERE, echo.port(), PCMU, hold)));
                phone.awaitStatus("phone.hold");
                phone.awaitTone(0);
                accepts(desk.reinvite(SipDesk.media(HERE, echo.port(), PCMU, BOTH_WAYS)));
                phone.awaitStatus("phone.established");
                hears(phone);
            }
            phone.hangUp();
        }
    }

    @Test
    void itRefreshesTheSession() {
        try (CallPage phone = call()) {
            String same = SipDesk.media(HERE, echo.port(), PCMU, BOTH_WAYS);

            accepts(desk.reinvite(same, "Supported: timer", "Session-Expires: 90;refresher=uac"));
            hears(phone);
            accepts(desk.update("", "Supported: timer", "Session-Expires: 90;refresher=uac"));
            hears(phone);
            phone.hangUp();
        }
    }

    /** Janus 1.1.2 stops sending, and tells nobody: the caller does not read that the call is on hold. */
    @Test
    void itHoldsAsTelephonesDidBeforeRfc3264() {
        try (CallPage phone = call()) {
            accepts(desk.reinvite(SipDesk.media("0.0.0.0", echo.port(), PCMU, BOTH_WAYS)));
            accepts(desk.reinvite(SipDesk.media(HERE, echo.port(), PCMU, BOTH_WAYS)));

            hears(phone);
            phone.hangUp();
        }
    }

    /** As the SIP server of the lab does, whether the telephone names a direction or not. */
    @ParameterizedTest
    @CsvSource({BOTH_WAYS + ", " + CallWorld.WSS, "ptime:20, " + CallWorld.HTTPS})
    void aServerMaySayThatThisIsAHold(String attribute, String janus) {
        try (SipDesk behind = SipDesk.behindTheServer(SipDesk.media(HERE, echo.port(), PCMU, BOTH_WAYS))) {
            world.with(324, janus, 329, "0805").awaitGateway();
            try (CallPage phone = CallPage.open(browser, world.server.uri("")).call()) {
                hears(phone);
                accepts(behind.reinvite(SipDesk.media("0.0.0.0", echo.port(), PCMU, attribute)));
                phone.awaitStatus("phone.hold");
                accepts(behind.reinvite(SipDesk.media(HERE, echo.port(), PCMU, BOTH_WAYS)));
                phone.awaitStatus("phone.established");
                hears(phone);
                phone.hangUp();
            }
        }
    }

    @Test
    void itThinksAgain() {
        try (CallPage phone = call()) {
            SipText answer = desk.reinviteAndCancel(SipDesk.media(HERE, echo.port(), PCMU, BOTH_WAYS));

            assertThat(answer.status()).isIn(200, 487);
            hears(phone);
            accepts(desk.reinvite(SipDesk.media(HERE, echo.port(), PCMU, BOTH_WAYS)));
            hears(phone);
            phone.hangUp();
        }
    }

    /** The browser's network has changed, and the desk wants something at the same moment. */
    @ParameterizedTest
    @ValueSource(strings = {CallWorld.WSS, CallWorld.HTTPS})
    void bothWantAChangeAtOnce(String janus) {
        try (CallPage phone = call(janus)) {
            desk.answerChangesWith(PENDING);
            phone.page().evaluate("() => dispatchEvent(new Event('online'))");
            // The second one is that of the refusal: until then the caller's side would refuse, too.
            Await.until(Await.SOON, () -> desk.requests("ACK"), acks -> acks > 1);
            accepts(desk.reinvite(SipDesk.media(HERE, echo.port(), PCMU, BOTH_WAYS)));
            hears(phone);

            desk.answerChangesWith("200 OK");
            phone.page().evaluate("() => dispatchEvent(new Event('online'))");
            hears(phone);
            phone.hangUp();
        }
    }

    @Test
    void itHangsUpAndTheLogSaysWhy() {
        try (CallPage phone = call()) {
            desk.hangUp("Reason: Q.850;cause=16;text=\"Normal call clearing\"");
            phone.awaitEnd("phone.FAR_END");
        }
        Await.log(world.server.log(), "(Q.850 16 Normal call clearing)");
    }
}
