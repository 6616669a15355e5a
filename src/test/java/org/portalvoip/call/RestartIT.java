package org.portalvoip.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.portalvoip.testing.lab.CallPage.DESK_HERTZ;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.portalvoip.testing.Await;
import org.portalvoip.testing.browser.Browser;
import org.portalvoip.testing.lab.CallPage;
import org.portalvoip.testing.lab.CallWorld;
import org.portalvoip.testing.lab.Lab;
import org.portalvoip.testing.lab.Relay;
import org.portalvoip.testing.server.Server;

/**
 * A talk outlives a restart of the only node. Janus waits longer for it than the minute of our templates, because a server
 * may need longer to start on a machine that is busy with other tests.
 */
@Tag("extra")
class RestartIT {
    private static final Path DATA = Path.of("target", "data", "restart");
    private static final int SECONDS_THAT_JANUS_WAITS = 240;
    private static final String KEYS_THROUGH_THE_SERVER = "-Dvoip.dtmf=info";

    private static final Duration CONTROL_BACK = Duration.ofSeconds(5);

    @AutoClose
    private static CallWorld world;

    @AutoClose
    private static Browser browser;

    @BeforeAll
    static void start() {
        Lab lab = Lab.startPatient(Path.of("target", "lab", "restart"), SECONDS_THAT_JANUS_WAITS);
        world = new CallWorld(lab, same -> Server.startFresh(DATA, same.serverOptions(KEYS_THROUGH_THE_SERVER)));
        browser = CallPage.browser();
    }

    @ParameterizedTest
    @CsvSource({
        CallWorld.WSS + ", stopped",
        CallWorld.WSS + ", killed",
        CallWorld.HTTPS + ", stopped",
        CallWorld.HTTPS + ", killed"
    })
    void theOnlyNodeGoesOnWithItsCalls(String janus, String end) {
        goesOn(janus, way -> {
            if (end.equals("stopped")) {
                world.server.close();
            } else {
                world.server.kill();
            }
            world.server = Server.start(DATA, world.lab.serverOptions(KEYS_THROUGH_THE_SERVER));
            way.leadTo(world.server.uri("").getPort());
        });
    }

    /** Payara Micro takes no application while it runs. */
    @ParameterizedTest
    @ValueSource(strings = {CallWorld.WSS, CallWorld.HTTPS})
    @EnabledIfSystemProperty(named = "voip.server", matches = "wildfly|payara-server")
    void theOnlyNodeGoesOnWithItsCallsInANewVersionOfTheApplication(String janus) {
        goesOn(janus, way -> world.server.redeploy());
    }

    private static void goesOn(String janus, Consumer<Relay> restart) {
        world.signIn().with(324, janus).awaitGateway();
        try (Relay way = new Relay(world.server.uri("").getPort());
                CallPage phone = CallPage.open(browser, URI.create("http://127.0.0.1:" + way.port() + "/voip/"))) {
            phone.call();
            phone.awaitTone(DESK_HERTZ);
            int lost = phone.receivePackets(1);
            restart.accept(way);
            long back = System.nanoTime();
            String before = world.lab.deskDigits();
            phone.page().keyboard().press("4");
            Await.until(Await.PATIENTLY, world.lab::deskDigits, digits -> digits.equals(before + "4"));
            Duration uncontrolled = Duration.ofNanos(System.nanoTime() - back);
            System.out.println("Node back: keys reach the desk after " + uncontrolled.toMillis() + " ms");
            assertThat(phone.receivePackets(100)).isEqualTo(lost);
            phone.hangUp();
            world.awaitDeskCalls(0, Await.SOON);
            phone.visit().takeFaults();
            assertThat(uncontrolled).isLessThan(CONTROL_BACK);
        }
    }
}
