package org.portalvoip.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
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
import org.portalvoip.testing.lab.NameServer;
import org.portalvoip.testing.lab.SipEnd;

/** A domain whose SIP servers the DNS lists, some of them dead, with a real Janus and a real SIP server. */
@Tag("extra")
class SipServersIT {
    private static final int NOBODY = 5099;
    private static final int SILENT = 5062;
    private static final int GOOD = 5061;
    /** Two lookups, 30 s apart, and the time for a busy machine. */
    private static final Duration UNTIL_LOOKED_UP = Duration.ofSeconds(75);

    @AutoClose
    private static NameServer names;

    @AutoClose
    private static CallWorld world;

    @AutoClose
    private static Browser browser;

    @BeforeAll
    static void start() {
        names = new NameServer().host("sip.example", "127.0.0.1");
        world = new CallWorld(
                "servers", "-Dvoip.sip-srv=true", "-Dvoip.calls-per-minute=1000", "-Dvoip.rings-per-minute=1000");
        browser = CallPage.browser();
    }

    @AfterEach
    void nothingIsLeftInJanus() {
        world.awaitNothingLeft();
    }

    private static void listed(String domain, int... ports) {
        String[] records = new String[ports.length];
        for (int i = 0; i < ports.length; i++) {
            records[i] = 10 * (i + 1) + " 0 " + ports[i] + " sip.example.";
        }
        names.service("_sip._udp." + domain, records);
    }

    @Test
    void theCallerOfADeadServerIsConnectedThroughTheNextOne() {
        listed("dead.example", NOBODY, GOOD);
        world.with(325, "dead.example", 326, "5099").awaitGateway();

        world.bothSidesHearEachOther(browser);
        assertThat(names.wasAsked("_sip._udp.dead.example")).isTrue();
    }

    /** Janus waits 8 s for the first one. */
    @Test
    void theCallerOfASilentServerIsConnectedThroughTheNextOne() {
        listed("silent.example", SILENT, GOOD);
        world.with(325, "silent.example").awaitGateway();

        try (CallClient caller = world.caller()) {
            caller.hearType("ready");
            caller.offer();
            Await.until(Duration.ofSeconds(60), world.lab::deskCalls, calls -> calls == 1);
        }
    }

    @Test
    void aChangeInTheDnsIsFollowed() {
        listed("moving.example", GOOD);
        world.with(325, "moving.example").established().close();

        try (SipEnd next = new SipEnd()) {
            listed("moving.example", next.port());
            Await.until(
                    UNTIL_LOOKED_UP,
                    () -> {
                        world.established().close();
                        return next.requests().stream()
                                .anyMatch(request -> request.startsWith("INVITE sip:0800@moving.example SIP/2.0"));
                    },
                    found -> found);
        }
    }
}
