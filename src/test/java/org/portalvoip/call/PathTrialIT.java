package org.portalvoip.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.portalvoip.testing.browser.Browser;
import org.portalvoip.testing.lab.CallPage;
import org.portalvoip.testing.lab.CallWorld;
import org.portalvoip.testing.lab.Relay;

/** How much later the desk rings because the phone first tries whether the sound finds a way. */
@Tag("alone")
class PathTrialIT {
    private static final int FIRST_PAIRS = 3;
    private static final int PAIRS = 11;
    private static final double MOST_MILLIS = 100;

    /** The server is that far away, as in a good network. */
    private static final Duration ROUND_TRIP = Duration.ofMillis(20);

    /** For each page before it loads: notes when the server was ready for the call, and when the desk rang. */
    private static final String NOTE_TIMES = """
            const Socket = window.WebSocket;
            window.WebSocket = class extends Socket {
              constructor(...way) {
                super(...way);
                this.addEventListener('message', ({ data }) => {
                  if (JSON.parse(data).type === 'ready') window.ready ??= performance.now();
                });
              }
            };
            new MutationObserver(() => {
              if (document.querySelector('.voip-status:is([data-state=ringing], [data-state=established])')) {
                window.rang ??= performance.now();
              }
            }).observe(document, { subtree: true, childList: true, attributeFilter: ['data-state'] });""";

    @AutoClose
    private static CallWorld world;

    @AutoClose
    private static Browser browser;

    @BeforeAll
    static void start() {
        world = new CallWorld("path-trial", "-Dvoip.calls-per-minute=1000", "-Dvoip.rings-per-minute=1000");
        world.with();
        browser = CallPage.browser();
    }

    /** By turns, because a machine is not equally fast all the time. */
    @Test
    void aGoodNetworkPaysAtMostAHundredMillisecondsForItOnce() {
        List<Double> costs = new ArrayList<>();
        try (Relay network = new Relay(world.server.uri("").getPort(), ROUND_TRIP);
                CallPage phone = CallPage.open(browser, URI.create("http://localhost:" + network.port() + "/voip/"))) {
            phone.visit().context().addInitScript(NOTE_TIMES);
            for (int i = -FIRST_PAIRS; i < PAIRS; i++) {
                forget(phone);
                double first = millisToRinging(phone);
                String remembered = remembered(phone);
                double cost = first - millisToRinging(phone);
                assertThat(remembered(phone)).isEqualTo(remembered).isNotEmpty();
                if (i >= 0) {
                    costs.add(cost);
                }
            }
        }
        costs.sort(null);
        System.out.println("The trial of the way costs, in ms: " + costs);
        assertThat(costs.get(PAIRS / 2)).isBetween(0.0, MOST_MILLIS);
    }

    private static double millisToRinging(CallPage phone) {
        phone.call();
        double millis = ((Number) phone.page().evaluate("rang - ready")).doubleValue();
        phone.hangUp();
        phone.page().close();
        world.awaitNothingLeft();
        return millis;
    }

    private static void forget(CallPage phone) {
        phone.portal().evaluate("localStorage.removeItem('voip-path')");
    }

    /** The way that was found last, and until when it need not be tried. */
    private static String remembered(CallPage phone) {
        return (String) phone.portal().evaluate("localStorage['voip-path'] ?? ''");
    }
}
