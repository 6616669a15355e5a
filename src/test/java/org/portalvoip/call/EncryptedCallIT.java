package org.portalvoip.call;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.portalvoip.testing.browser.Browser;
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
