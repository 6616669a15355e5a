package org.portalvoip.call;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.portalvoip.testing.Await;
import org.portalvoip.testing.lab.CallClient;
import org.portalvoip.testing.lab.CallWorld;
import org.portalvoip.testing.lab.SipDesk;
import org.portalvoip.testing.lab.SipReply;

/** What becomes of a call that a telephone system sends elsewhere, or to a later time, or answers with less than it must. */
@Tag("extra")
class OddAnswersIT {
    private static final int MOST_INVITES = 4;
    private static final int RING_SECONDS = 20;

    @AutoClose
    private static CallWorld world;

    @AutoClose
    private final SipDesk desk = new SipDesk();

    @AutoClose
    private final SipDesk elsewhere = new SipDesk();

    @BeforeAll
    static void start() {
        world = new CallWorld("odd-answers", "-Dvoip.transfer-to=0808", "-Dvoip.ring-timeout=" + RING_SECONDS);
    }

    @AfterEach
    void nothingIsLeftInJanus() {
        world.awaitNothingLeft();
    }

    private EndReason endOfCallThatIsAnswered(String status, String... headers) {
        desk.answerCallsWith(new SipReply(status, headers));
        world.with(326, String.valueOf(desk.port())).awaitGateway();
        return world.endOfCall();
    }

    /** Also without a Contact, as SIP servers answer that have none. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "301 Moved Permanently, Contact: <sip:0900@127.0.0.1>",
                "300 Multiple Choices, Contact: <sip:0900@127.0.0.1>",
                "302 Moved Temporarily, X-Contact: none"
            })
    void theCallEndsThere(String answer) {
        String[] parts = answer.split(", ", -1);

        assertThat(endOfCallThatIsAnswered(parts[0], parts[1])).isEqualTo(EndReason.REDIRECTED);
        assertThat(desk.received("INVITE")).hasSize(1);
    }

    /**
     * Debian's SIP library (Sofia-SIP 1.12.11) then sends the INVITE to that address, three times at most, and Janus can
     * neither prevent it nor tell us; a later one (1.13) does not. It goes to our own SIP server in any case.
     */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "302 Moved Temporarily, <sip:0900@127.0.0.1:%d>",
                "302 Moved Temporarily, <sip:0900@elsewhere.example>",
                "305 Use Proxy, <sip:127.0.0.1:%d>"
            })
    void noOtherServerThanOursIsEverAsked(String answer) {
        String[] parts = answer.formatted(elsewhere.port()).split(", ", -1);

        assertThat(endOfCallThatIsAnswered(parts[0], "Contact: " + parts[1])).isEqualTo(EndReason.REDIRECTED);
        assertThat(elsewhere.requests("INVITE")).isZero();
        assertThat(desk.received("INVITE")).hasSizeBetween(1, MOST_INVITES);
    }

    /** Who ends a call that was answered without a session description; Janus tells nobody of such an answer. */
    private enum End {
        /** A telephone system gives up after 32 s (RFC 3261 section 13.3.1.4). */
        SYSTEM {
            @Override
            EndReason of(CallClient caller, SipDesk desk) {
                desk.hangUp();
                return EndReason.PHONE_SYSTEM_FAULT;
            }
        },
        CALLER {
            @Override
            EndReason of(CallClient caller, SipDesk desk) {
                caller.hangUp();
                return EndReason.HANG_UP;
            }
        },
        /** The only end that comes by itself on our side. */
        TIME {
            @Override
            EndReason of(CallClient caller, SipDesk desk) {
                return EndReason.RING_TIMEOUT;
            }
        };

        abstract EndReason of(CallClient caller, SipDesk desk);
    }

    @ParameterizedTest
    @EnumSource
    void anAnswerWithoutASessionDescriptionLeavesTheCallerRingingAndTheDeskIsFreeAfterwards(End end) {
        desk.answerCallsWith(new SipReply("180 Ringing"), new SipReply("200 OK"));
        world.with(326, String.valueOf(desk.port())).awaitGateway();
        try (CallClient caller = world.caller()) {
            caller.hearType("ready");
            caller.offer().hearState(CallState.RINGING);
            EndReason reason = end.of(caller, desk);
            assertThat(caller.hearEnd()).isEqualTo(reason);
        }
        if (end == End.SYSTEM) {
            Await.log(world.server.log(), "answered without a session description");
        } else {
            Await.until(Await.SOON, () -> desk.requests("BYE"), byes -> byes == 1);
        }
    }

    /** After a 500 or 503, Debian's SIP library waits, and tries again by itself, three times at most; only then Janus tells of it. */
    @ParameterizedTest
    @CsvSource({
        "503 Service Unavailable, SERVICE_UNAVAILABLE",
        "500 Server Internal Error, PHONE_SYSTEM_FAULT",
        "486 Busy Here, BUSY",
        "480 Temporarily Unavailable, UNREACHABLE",
        "404 Not Found, NOT_FOUND",
        "600 Busy Everywhere, BUSY",
        "603 Decline, DECLINED"
    })
    void aSystemThatAsksForPatienceIsCalledAgainForAWhile(String status, EndReason reason) {
        assertThat(endOfCallThatIsAnswered(status, "Retry-After: 1")).isEqualTo(reason);
        assertThat(desk.received("INVITE")).hasSizeBetween(1, status.startsWith("50") ? MOST_INVITES : 1);
    }

    /** The library cannot be told meanwhile that the caller has hung up: it calls, and hangs up as soon as that is answered. */
    @Test
    void whoeverIsCalledForACallerWhoHasHungUpMeanwhileIsFreeAgainAtOnce() {
        desk.answerCallsWith(new SipReply("503 Service Unavailable", "Retry-After: 4"));
        world.with(326, String.valueOf(desk.port())).awaitGateway();
        try (CallClient caller = world.caller()) {
            caller.hearType("ready");
            caller.offer();
            Await.until(Await.SOON, () -> desk.requests("ACK"), acks -> acks > 0);
            String media = SipDesk.media("127.0.0.1", 40_000, "0 PCMU/8000", "sendrecv");
            desk.answerCallsWith(new SipReply("180 Ringing"), SipReply.with("200 OK", media));
            assertThat(caller.hangUp().hearEnd()).isEqualTo(EndReason.HANG_UP);
        }
        Await.until(Await.SOON, () -> desk.requests("BYE"), byes -> byes == 1);
        assertThat(desk.received("INVITE")).hasSize(2);
    }
}
