package org.portalvoip.call;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.portalvoip.testing.browser.Browser;
import org.portalvoip.testing.lab.CallPage;
import org.portalvoip.testing.lab.CallWorld;
import org.portalvoip.testing.lab.EncryptedEcho;
import org.portalvoip.testing.lab.SipDesk;

/** Calls whose sound is encrypted as far as the telephone can: {@code voip.sip-srtp=optional}. */
@Tag("extra")
class OptionalEncryptionIT {
    private static final String ENCRYPTED = "SRTP is Enabled";

    @AutoClose
    private static CallWorld world;

    @AutoClose
    private static Browser browser;

    @BeforeAll
    static void start() {
        world = new CallWorld(
                "optional-encryption",
                "-Dvoip.sip-transport=tls",
                "-Dvoip.sip-srtp=optional",
                "-Dvoip.sip-proxy=127.0.0.1:5064");
        browser = CallPage.browser();
    }

    @AfterEach
    void nothingIsLeftInJanus() {
        world.awaitNothingLeft();
    }

    @ParameterizedTest
    @CsvSource({"0800, false", "0806, true", "0804, true"})
    void bothHearEachOtherWhetherTheTelephoneEncryptsOrNot(String extension, boolean encrypts) {
        world.with(325, "telephones.invalid", 329, extension).awaitGateway();
        int before = encryptedTalks();

        world.bothSidesHearEachOther(browser);
        assertThat(encryptedTalks() > before).isEqualTo(encrypts);
    }

    private static int encryptedTalks() {
        return world.lab.log("baresip").split(ENCRYPTED, -1).length - 1;
    }

    /** Each packet that it sends back was one that it could decrypt. */
    @Test
    void aTelephoneThatAnswersWithAKeyGetsAndSendsNothingInClear() {
        try (EncryptedEcho echo = new EncryptedEcho();
                SipDesk desk = SipDesk.behindTheServer(echo.media("0 PCMU/8000", "sendrecv"))) {
            world.with(325, "telephones.invalid", 329, "0805").awaitGateway();
            try (CallPage phone = CallPage.open(browser, world.server.uri("")).call()) {
                String offer = desk.received("INVITE").get(0).body();
                assertThat(offer).contains("RTP/SAVP ").contains("a=crypto:");
                echo.hear(offer);
                phone.awaitTone(CallPage.MICROPHONE_HERTZ);
                assertThat(echo.heard()).isPositive();
                phone.hangUp();
            }
        }
    }
}
