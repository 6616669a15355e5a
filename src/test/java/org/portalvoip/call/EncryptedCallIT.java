package org.portalvoip.call;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.portalvoip.testing.Await;
import org.portalvoip.testing.browser.Browser;
import org.portalvoip.testing.lab.CallClient;
import org.portalvoip.testing.lab.CallPage;
import org.portalvoip.testing.lab.CallWorld;
import org.portalvoip.testing.lab.EncryptedEcho;
import org.portalvoip.testing.lab.SipDesk;
import org.portalvoip.testing.lab.SipText;

/** Calls over TLS with encrypted sound, through a proxy, to a domain that has no address of its own. */
@Tag("extra")
class EncryptedCallIT {
    private static final String DESK_THAT_ENCRYPTS = "0804";
    private static final String PCMU = "0 PCMU/8000";

    @AutoClose
    private static CallWorld world;

    @AutoClose
    private static Browser browser;

    @BeforeAll
    static void start() {
        world = new CallWorld(
                "encrypted", "-Dvoip.sip-transport=tls", "-Dvoip.sip-srtp=required", "-Dvoip.sip-proxy=127.0.0.1:5064");
        browser = CallPage.browser();
    }

    @AfterEach
    void nothingIsLeftInJanus() {
        world.awaitNothingLeft();
    }

    @Test
    void bothSidesHearEachOther() {
        world.with(325, "telephones.invalid", 329, DESK_THAT_ENCRYPTS);
        world.awaitGateway();

        world.bothSidesHearEachOther(browser);
        assertThat(world.lab.log("baresip")).contains("SRTP is Enabled");
        assertThat(world.lab.log("kamailio")).contains("INVITE goofy -> 0804 over tls");
    }

    @Test
    void whoIsOnHoldIsToldSoAndNotAnyMoreAfterwards() {
        world.with(325, "telephones.invalid", 329, DESK_THAT_ENCRYPTS).awaitGateway();

        try (CallPage phone = CallPage.open(browser, world.server.uri("")).call()) {
            phone.awaitTone(CallPage.DESK_HERTZ);
            world.lab.deskHolds(DESK_THAT_ENCRYPTS);
            phone.awaitStatus("phone.hold");
            phone.awaitTone(0);
            world.lab.deskResumes(DESK_THAT_ENCRYPTS);
            phone.awaitStatus("phone.established");
            phone.awaitTone(CallPage.DESK_HERTZ);
            phone.hangUp();
        }
    }

    /** The telephone sends the caller's own sound back: whoever hears it was heard. */
    @Test
    void afterEachHoldBothHearEachOtherAgain() {
        try (EncryptedEcho echo = new EncryptedEcho();
                SipDesk desk = SipDesk.behindTheServer(echo.media(PCMU, "sendrecv"));
                CallPage phone = callTo(desk, echo)) {
            for (int i = 0; i < 2; i++) {
                desk.reinvite(echo.media(PCMU, "sendonly"));
                phone.awaitStatus("phone.hold");
                phone.awaitTone(0);
                SipText answer = desk.reinvite(echo.media(PCMU, "sendrecv"));
                phone.awaitStatus("phone.established");
                phone.awaitTone(CallPage.MICROPHONE_HERTZ);
                phone.receivePackets(25);
                assertThat(answer.body()).contains("RTP/SAVP").contains(keyOfCaller(desk));
            }
            phone.hangUp();
        }
    }

    /** Janus 1.1.2 goes on decrypting with the first key, and tells nobody: the desk hears the caller, but not the other way round. */
    @Test
    void aTelephoneThatChangesItsKeyIsNotHeardAnyMore() {
        try (EncryptedEcho echo = new EncryptedEcho();
                SipDesk desk = SipDesk.behindTheServer(echo.media(PCMU, "sendrecv"));
                CallPage phone = callTo(desk, echo)) {
            echo.changeKey();
            desk.reinvite(echo.media(PCMU, "sendrecv"));
            long heard = echo.heard();
            Await.until(Await.SOON, echo::heard, packets -> packets > heard + 50);
            phone.awaitTone(0);
            phone.hangUp();
        }
    }

    /** As a telephone system does that has no idea of RFC 4568. Janus ends the call by itself. */
    @Test
    void anAnswerWithoutAKeyEndsTheCall() {
        String plain = SipDesk.media("127.0.0.1", 9, PCMU, "sendrecv");
        try (SipDesk desk = SipDesk.behindTheServer(plain)) {
            world.with(325, "telephones.invalid", 329, "0805").awaitGateway();

            assertThat(world.endOfCall()).isEqualTo(EndReason.PHONE_SYSTEM_FAULT);
            Await.until(Await.SOON, () -> desk.requests("BYE"), byes -> byes == 1);
        }
        Await.log(world.server.log(), "without the key");
    }

    private static String keyOfCaller(SipDesk desk) {
        return EncryptedEcho.keyOf(desk.received("INVITE").get(0).body());
    }

    private static CallPage callTo(SipDesk desk, EncryptedEcho echo) {
        world.with(325, "telephones.invalid", 329, "0805").awaitGateway();
        CallPage phone = CallPage.open(browser, world.server.uri("")).call();
        echo.hear(desk.received("INVITE").get(0).body());
        phone.awaitTone(CallPage.MICROPHONE_HERTZ);
        return phone;
    }

    /** Its BYE comes over the connection that Janus has opened. */
    @Test
    void theCallerLearnsThatTheDeskHasHungUp() {
        world.with(325, "telephones.invalid", 329, DESK_THAT_ENCRYPTS).awaitGateway();

        try (CallClient caller = world.established()) {
            world.lab.deskHangsUp(DESK_THAT_ENCRYPTS);
            assertThat(caller.hearEnd()).isEqualTo(EndReason.FAR_END);
        }
    }

    @Test
    void aGuestCallsThroughTheProxyToo() {
        world.with(325, "telephones.invalid", 330, "3", 327, "visitor", 328, null, 329, DESK_THAT_ENCRYPTS)
                .established()
                .close();
    }

    @Test
    void aDeskThatDoesNotEncryptIsNotCalledInClear() {
        world.with(325, "telephones.invalid").awaitGateway();

        assertThat(world.endOfCall()).isEqualTo(EndReason.NOT_ACCEPTABLE);
        assertThat(Await.log(world.server.log(), ", offered "))
                .containsPattern(" ended: NOT_ACCEPTABLE, .* offered OPUS ");
    }
}
