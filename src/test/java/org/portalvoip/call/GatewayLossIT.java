package org.portalvoip.call;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.portalvoip.testing.Await;
import org.portalvoip.testing.browser.PlainBrowser;
import org.portalvoip.testing.lab.CallWorld;
import org.portalvoip.testing.lab.Relay;

/** What happens to a call when the connection to a real Janus is lost, and to the next call. */
@Tag("thorough")
class GatewayLossIT {
    private static final int HTTP = 8088;
    private static final int HTTPS = 8089;
    private static final int WSS = 8989;

    @AutoClose
    private static CallWorld world;

    @AutoClose
    private static final Relay TO_WSS = new Relay(WSS);

    @AutoClose
    private static final Relay TO_HTTP = new Relay(HTTP);

    @BeforeAll
    static void start() {
        world = new CallWorld(
                "loss",
                "-Dvoip.calls-per-minute=10000",
                "-Dvoip.rings-per-minute=10000",
                "-Dvoip.ready-needs-gateway=true");
    }

    @AfterEach
    void nothingIsLeftInJanus() {
        world.awaitNothingLeft();
    }

    @Test
    void aServerThatStartsBeforeJanusRefusesCallsAndFindsJanusByItself() {
        world.with();
        world.restartServer(() -> world.lab.kill("janus"));
        try {
            assertThat(world.endOfCall()).isEqualTo(EndReason.GATEWAY_AWAY);
        } finally {
            world.lab.start("janus");
        }

        world.awaitAnsweredCall();
    }

    @ParameterizedTest
    @ValueSource(strings = {"wss://127.0.0.1:8989/janus", "https://127.0.0.1:8089/janus"})
    void whenJanusEndsTheSessionTheCallerIsToldAndTheNextCallWorks(String server) {
        world.with(324, server);

        try (var caller = world.established()) {
            world.lab.timeOutJanusSessions();
            assertThat(caller.hearEnd()).isEqualTo(EndReason.GATEWAY_LOST);
        }

        world.awaitAnsweredCall();
    }

    @Test
    void aCallOutlivesItsWebSocket() {
        world.with(324, "wss://127.0.0.1:" + TO_WSS.port() + "/janus");

        try (var caller = world.established()) {
            TO_WSS.down();
            TO_WSS.up();
            world.awaitGateway();
            String digits = world.lab.deskDigits();
            caller.say("{\"type\":\"dtmf\",\"digit\":\"7\"}");
            Await.until(Await.SOON, world.lab::deskDigits, (digits + "7")::equals);
            world.lab.deskHangsUp();
            assertThat(caller.hearEnd()).isEqualTo(EndReason.FAR_END);
        }

        world.awaitAnsweredCall();
    }

    @Test
    void aHangUpOfTheDeskThatTheServerDidNotHearIsTold() {
        world.with(324, "wss://127.0.0.1:" + TO_WSS.port() + "/janus");

        try (var caller = world.established()) {
            TO_WSS.down();
            world.lab.deskHangsUp();
            world.awaitDeskCalls(0, Await.SOON);
            TO_WSS.up();
            assertThat(caller.hearEnd()).isEqualTo(EndReason.FAR_END);
        }

        world.awaitAnsweredCall();
    }

    /**
     * Janus still sends the next event to the poll that was cut, and only that one: here it is the event of the digit.
     */
    @Test
    void aCallOutlivesTheConnectionsOfALongPoll() {
        world.with(324, "http://127.0.0.1:" + TO_HTTP.port() + "/janus");

        try (var caller = world.established()) {
            cutThePoll();
            cutThePoll();
            String digits = world.lab.deskDigits();
            caller.say("{\"type\":\"dtmf\",\"digit\":\"7\"}");
            Await.until(Await.SOON, world.lab::deskDigits, (digits + "7")::equals);
            world.lab.deskHangsUp();
            assertThat(caller.hearEnd()).isEqualTo(EndReason.FAR_END);
        }

        world.awaitAnsweredCall();
    }

    /** Cuts all connections, and waits for the next poll. */
    private static void cutThePoll() {
        int before = polls();
        TO_HTTP.cut();
        Await.until(Await.SOON, GatewayLossIT::polls, now -> now > before);
    }

    /** They may follow the body of another request without a line between them. */
    private static int polls() {
        return TO_HTTP.asked().split("GET /janus/", -1).length - 1;
    }

    @Test
    void aCallOutlivesTheNetworkOfALongPoll() {
        Relay network = new Relay(HTTPS);
        world.with(324, "https://127.0.0.1:" + network.port() + "/janus");

        try (var caller = world.established()) {
            network.down();
            PlainBrowser monitor = new PlainBrowser(world.server.uri(""));
            var down = Await.until(Await.SOON, () -> monitor.get("health/ready?lang=en"), health -> !health.body()
                    .contains("Connected to Janus"));
            // As this node is told to answer without Janus.
            assertThat(down.statusCode()).as(down.body()).isEqualTo(503);
            network.up();
            world.awaitGateway();
            assertThat(monitor.get("health/ready").statusCode()).isEqualTo(200);
            caller.hangUp();
            assertThat(caller.hearEnd()).isEqualTo(EndReason.HANG_UP);
        }

        world.with(324, "https://127.0.0.1:" + HTTPS + "/janus").awaitAnsweredCall();
        world.awaitNothingLeft();
        network.close();
    }
}
