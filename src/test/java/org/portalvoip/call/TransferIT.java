package org.portalvoip.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.portalvoip.testing.lab.CallPage.MICROPHONE_HERTZ;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
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

    @Test
    void theCallerSpeaksWithTheOtherInTheSameWindow() {
        world.with();

        try (CallPage phone = CallPage.open(browser, world.server.uri(""))) {
            phone.call();
            world.awaitDeskCalls(1, Await.SOON);
            world.lab.deskTransfers(ALLOWED);
            Await.until(Await.SOON, () -> world.lab.log("kamailio"), log -> log.contains("INVITE goofy -> " + ALLOWED));
            phone.await(CallState.ESTABLISHED);
            phone.page().evaluate("() => { window.ears = null; }");
            phone.awaitTone(MICROPHONE_HERTZ);
            world.awaitDeskCalls(0, Await.SOON);
            phone.hangUp();
        }
    }

    @Test
    void nobodyElseIsCalled() {
        world.with();

        try (CallPage phone = CallPage.open(browser, world.server.uri(""))) {
            phone.call();
            world.awaitDeskCalls(1, Await.SOON);
            world.lab.deskTransfers(FORBIDDEN);
            phone.awaitEnd("phone.FAR_END");
        }
        assertThat(world.lab.log("kamailio")).doesNotContain("-> " + FORBIDDEN);
    }
}
