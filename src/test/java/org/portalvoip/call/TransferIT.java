package org.portalvoip.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.portalvoip.testing.lab.CallPage.MICROPHONE_HERTZ;

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

/** A telephone of the desk transfers a caller, to somebody who may be called and to somebody who may not. */
@Tag("extra")
class TransferIT {
    /** Sends back what it hears. */
    private static final String ALLOWED = "0808";

    private static final String FORBIDDEN = "0801";

    @AutoClose
    private static CallWorld world;

    @AutoClose
    private static Browser browser;

    @BeforeAll
    static void start() {
        world = new CallWorld("transfer", "-Dvoip.transfer-to=" + ALLOWED);
        browser = CallPage.browser();
    }

    @AfterEach
    void nothingIsLeftInJanus() {
        world.awaitNothingLeft();
    }

    @ParameterizedTest
    @ValueSource(strings = {CallWorld.WSS, CallWorld.HTTPS})
    void theCallerSpeaksWithTheOtherInTheSameWindow(String janus) {
        world.with(324, janus);

        try (CallPage phone = CallPage.open(browser, world.server.uri(""))) {
            phone.call();
            world.awaitDeskCalls(1, Await.SOON);
            int before = calls(ALLOWED);
            world.lab.deskTransfers(ALLOWED);
            Await.until(Await.SOON, () -> calls(ALLOWED), calls -> calls > before);
            phone.await(CallState.ESTABLISHED);
            phone.page().evaluate("() => { window.ears = null; }");
            phone.awaitTone(MICROPHONE_HERTZ);
            world.awaitDeskCalls(0, Await.SOON);
            phone.hangUp();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {CallWorld.WSS, CallWorld.HTTPS})
    void nobodyElseIsCalled(String janus) {
        world.with(324, janus);

        try (CallPage phone = CallPage.open(browser, world.server.uri(""))) {
            phone.call();
            world.awaitDeskCalls(1, Await.SOON);
            world.lab.deskTransfers(FORBIDDEN);
            phone.awaitEnd("phone.FAR_END");
        }
        assertThat(calls(FORBIDDEN)).isZero();
    }

    /** How many the SIP server has seen. */
    private static int calls(String extension) {
        return world.lab.log("kamailio").split("INVITE goofy -> " + extension, -1).length - 1;
    }
}
