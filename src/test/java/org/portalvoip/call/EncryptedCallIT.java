package org.portalvoip.call;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.portalvoip.testing.browser.Browser;
import org.portalvoip.testing.lab.CallClient;
import org.portalvoip.testing.lab.CallPage;
import org.portalvoip.testing.lab.CallWorld;

/** Calls over TLS with encrypted sound, through a proxy, to a domain that has no address of its own. */
@Tag("extra")
class EncryptedCallIT {
    private static final String DESK_THAT_ENCRYPTS = "0804";

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

    /** What the desk hears then is not measured here: the recording of its telephone holds no more sound after a hold, for a reason not found yet. */
    @Test
    void afterTheHoldTheCallerHearsTheDeskAgain() {
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
    }
}
