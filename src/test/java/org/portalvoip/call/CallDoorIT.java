package org.portalvoip.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.WebSocketHandshakeException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.portalvoip.testing.Await;
import org.portalvoip.testing.lab.CallClient;
import org.portalvoip.testing.lab.CallWorld;

/**
 * Who may call, how many at once, and which messages are accepted: the entrance of the call socket, with a real Janus.
 */
class CallDoorIT {
    private static final int MOST_CALLS = 5;

    @AutoClose
    private static CallWorld world;

    @BeforeAll
    static void start() {
        world = new CallWorld(
                "door",
                "-Dvoip.max-calls=" + MOST_CALLS,
                "-Dvoip.max-calls-per-caller=" + (MOST_CALLS + 1),
                "-Dvoip.calls-per-minute=10000");
    }

    /** Whatever a test did, only the master handle remains in Janus. */
    @AfterEach
    void nothingIsLeftInJanus() {
        world.awaitNothingLeft();
    }

    @Test
    void fiveMayCallAtOnceAndTheSixthIsToldThatAllLinesAreBusy() {
        world.with(329, "0808");
        List<CallClient> callers = new ArrayList<>();
        try {
            for (int i = 0; i < MOST_CALLS; i++) {
                callers.add(world.established());
            }
            try (var sixth = world.caller()) {
                assertThat(sixth.hearEnd()).isEqualTo(EndReason.ALL_LINES_BUSY);
            }
            callers.get(0).hangUp().hearEnd();
            callers.add(world.established());
        } finally {
            callers.forEach(CallClient::close);
        }
    }

    @Test
    void switchedOffThereIsNoCall() {
        world.with(323, "N");

        try (var caller = world.caller()) {
            assertThat(caller.hearEnd()).isEqualTo(EndReason.DISABLED);
        }
    }

    @Test
    void aSecondOfferIsNoSecondCall() {
        world.with(329, "0801");

        try (var caller = world.caller()) {
            caller.hearType("ready");
            caller.offer().offer().hearState(CallState.RINGING);
            world.awaitDeskCalls(1, Await.SOON);
            assertThat(caller.hangUp().hearEnd()).isEqualTo(EndReason.HANG_UP);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"call\",\"uri\":\"sip:900@evil\"}",
                "{\"type\":\"message\",\"body\":{\"request\":\"transfer\"}}",
                "{\"janus\":\"attach\"}",
                "garbage",
                "{\"type\":\"offer\",\"sdp\":\"v=0\\u0000\"}"
            })
    void whoSaysAnythingElseIsCutOff(String message) {
        world.with();

        try (var caller = world.caller()) {
            caller.hearType("ready");
            assertThat(caller.say(message).hearEnd()).isEqualTo(EndReason.NOT_ALLOWED);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://evil.example", "https://localhost", "null"})
    void aForeignPageIsRefusedAtTheDoor(String origin) {
        assertThatThrownBy(() -> CallClient.open(world.server.uri("call"), origin))
                .hasCauseInstanceOf(WebSocketHandshakeException.class)
                .cause()
                .extracting(refusal ->
                        ((WebSocketHandshakeException) refusal).getResponse().statusCode())
                .isEqualTo(403);
    }
}
