package org.portalvoip.call;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.portalvoip.testing.Await;
import org.portalvoip.testing.browser.Browser;
import org.portalvoip.testing.lab.CallPage;
import org.portalvoip.testing.lab.CallWorld;

/** What a caller reads while the telephone system lets him wait, with a real Janus and a real SIP server. */
@Tag("extra")
class QueueIT {
    @AutoClose
    private static CallWorld world;

    @AutoClose
    private static Browser browser;

    @BeforeAll
    static void start() {
        world = new CallWorld("queue");
        browser = CallPage.browser();
    }

    @AfterEach
    void nothingIsLeftInJanus() {
        world.awaitNothingLeft();
    }

    @ParameterizedTest
    @ValueSource(strings = {CallWorld.WSS, CallWorld.HTTPS})
    void theCallerReadsPlaceAndTimeUntilTheDeskAnswers(String janus) {
        world.with(324, janus, 329, "0182");

        try (CallPage phone = CallPage.open(browser, world.server.uri(""))) {
            phone.click().await(CallState.RINGING);
            Await.until(
                    Await.PATIENTLY,
                    phone.status()::innerText,
                    phone.text("phone.waitingPlaceMinute").replace("{0}", "2")::equals);
            world.awaitDeskCalls(1, Await.SOON); // the SIP server says so before the telephone rings
            world.lab.deskAnswers();
            phone.await(CallState.ESTABLISHED);
            phone.hangUp();
        }
    }
}
