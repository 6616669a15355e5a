package org.portalvoip.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.portalvoip.sip.Callee;
import org.portalvoip.sip.Codecs;
import org.portalvoip.sip.Extension;
import org.portalvoip.sip.Offers;
import org.portalvoip.start.Settings;
import org.portalvoip.web.CallerLogin;
import org.portalvoip.web.ClientNetwork;
import org.portalvoip.web.Refusals;

/**
 * What becomes of the messages of a socket, whole or in parts, and of its end. Longer than 200 lines, because each kind
 * of message has its right and its wrong forms.
 */
class CallEndpointTest {
    private static final int LONGEST_MESSAGE = 16 * 1024;
    private static final int MOST_MESSAGES = 1000;
    private static final String HANG_UP = "{\"type\":\"hangup\"}";
    private static final String PING = "{\"type\":\"ping\"}";
    private static final String DIGIT = "{\"type\":\"dtmf\",\"digit\":\"1\"}";
    private static final CallTimes AN_HOUR = new CallTimes(
            Duration.ofHours(1), Duration.ofHours(1), Duration.ofHours(1), Duration.ofHours(1), Duration.ofHours(1));

    private final FakeSocket socket = new FakeSocket();
    private final AtomicLong nanoTime = new AtomicLong();
    private final LoginCalls logins = new LoginCalls();
    private final Calls calls = new Calls() {
        @Override
        CallLoop open(Caller who, Browser browser) {
            caller = who;
            CallLimits limits = new CallLimits(new CallLimits.Most(9, 9, 9, 9, 9));
            Place place = new Place(who, new WaitingRoom(9), limits, () -> Duration.ZERO);
            call = new CallLoop(
                    CallLoop.Past.none(),
                    browser,
                    listener -> new CompletableFuture<>(),
                    (offer, listener) -> new CompletableFuture<>(),
                    place,
                    Introduction.NONE,
                    new OtherNodes(),
                    nanoTime::get);
            call.begin(Call.opened(new Extension("0800"), AN_HOUR, JsonObject.EMPTY_JSON_OBJECT));
            return call;
        }

        @Override
        Optional<CallTickets.Transfer> transfer(Caller who, String ticket) {
            return ticket.equals("ours")
                    ? Optional.of(new CallTickets.Transfer(new Callee(new Extension("0801")), "its name"))
                    : Optional.empty();
        }
    };
    private final Settings settings = new Settings() {
        @Override
        public Codecs codecs() {
            return Codecs.ALL;
        }
    };
    private final CallEndpoint endpoint = endpoint();
    private Caller caller;
    private CallLoop call;

    private CallEndpoint endpoint() {
        return new CallEndpoint(calls, new CallReturns(), settings, logins, new Refusals(), nanoTime::get);
    }

    @BeforeEach
    void aSocketThatJustOpened() {
        endpoint.open(socket.session);
    }

    private void tickAt(int second) {
        nanoTime.set(Duration.ofSeconds(second).toNanos());
        call.post(new CallEvent.Tick());
    }

    private void assertGoesOn() {
        assertThat(call.ended()).isNotDone();
    }

    private void assertEnded(EndReason reason) {
        assertThat(socket.sent).last().asString().contains("\"ended\"", reason.name());
    }

    @Test
    void theCallIsThatOfTheCallerWhomTheGateLetIn() {
        assertThat(caller)
                .isEqualTo(new Caller("browser of " + FakeSocket.ADDRESS, ClientNetwork.of(FakeSocket.ADDRESS)));
    }

    @Test
    void theCallEndsWithTheLoginThatItDependsOnAndWithNoOther() {
        logins.ended(new CallerLogin.Ended("another login"));
        assertGoesOn();

        logins.ended(new CallerLogin.Ended(FakeSocket.LOGIN));
        assertEnded(EndReason.NOT_ALLOWED);
    }

    @Test
    void aMessageCountsWhenItIsWhole() {
        endpoint.part(HANG_UP.substring(0, 7), false);
        endpoint.part("", false);
        assertGoesOn();

        endpoint.part(HANG_UP.substring(7), true);
        assertEnded(EndReason.HANG_UP);
    }

    private static String offer(String transferTicket) {
        return Json.createObjectBuilder()
                .add("type", "offer")
                .add("sdp", Offers.CHROMIUM)
                .add("transferTicket", transferTicket)
                .build()
                .toString();
    }

    @Test
    void onlyOurOwnWordLeadsToAnotherExtension() {
        endpoint.part(offer("0900"), true);

        assertEnded(EndReason.NOT_ALLOWED);
    }

    @Test
    void whoWasTransferredCallsWithOurTicket() {
        endpoint.part(offer("ours"), true);

        assertThat(call.state()).isEqualTo(CallState.CALLING);
    }

    @Test
    void eachMessageBeginsAnew() {
        endpoint.part(DIGIT, true);
        endpoint.part(HANG_UP, true);

        assertEnded(EndReason.HANG_UP);
    }

    @Test
    void aMessageThatIsNotFinishedInTimeEndsTheCall() {
        endpoint.part("{", false);
        tickAt(4);
        assertGoesOn();

        endpoint.part(" ", false);
        tickAt(5);
        assertEnded(EndReason.NETWORK_LOST);
    }

    @Test
    void aWholeMessageNeedsNoMoreTime() {
        endpoint.part(DIGIT, true);
        tickAt(10);

        assertGoesOn();
    }

    @Test
    void aMessageMayHave32KBAndNotOneCharacterMore() {
        endpoint.part(DIGIT + " ".repeat(LONGEST_MESSAGE - DIGIT.length()), true);
        assertGoesOn();

        endpoint.part(DIGIT, false);
        endpoint.part(" ".repeat(LONGEST_MESSAGE - DIGIT.length() + 1), true);
        assertEnded(EndReason.NOT_ALLOWED);
    }

    @Test
    void aCallMayHaveAThousandMessages() {
        for (int i = 0; i < MOST_MESSAGES; i++) {
            endpoint.part(DIGIT, true);
        }
        assertGoesOn();

        endpoint.part(DIGIT, true);
        assertEnded(EndReason.NOT_ALLOWED);
    }

    @Test
    void emptyPartsAreCountedToo() {
        for (int i = 0; i < 5 * MOST_MESSAGES; i++) {
            endpoint.part("", false);
        }
        assertGoesOn();

        endpoint.part("", false);
        assertEnded(EndReason.NOT_ALLOWED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{}", "{\"type\":\"invented\"}"})
    void whatIsNoMessageEndsTheCallAndNothingFollows(String text) {
        endpoint.part(text, true);
        assertEnded(EndReason.NOT_ALLOWED);

        int said = socket.sent.size();
        endpoint.part(HANG_UP, true);
        endpoint.part(text, true);
        assertThat(socket.sent).hasSize(said);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aPongIsASignOfLife(boolean answered) {
        tickAt(15);
        if (answered) {
            endpoint.pong(() -> ByteBuffer.allocate(0));
        }
        tickAt(20);

        assertThat(call.ended().isDone()).isEqualTo(!answered);
    }

    @Test
    void aPingIsAnswered() {
        endpoint.part(PING, true);

        assertThat(socket.sent).last().isEqualTo("{\"type\":\"received\",\"count\":0}");
    }

    @Test
    void aLongCallMayHaveMorePingsThanMessages() {
        for (int halfSecond = 0; halfSecond < 10 * MOST_MESSAGES; halfSecond++) {
            nanoTime.set(Duration.ofSeconds(halfSecond).dividedBy(2).toNanos());
            endpoint.part(PING, true);
        }
        assertGoesOn();
        assertThat(socket.sent).hasSizeGreaterThan(10 * MOST_MESSAGES);
    }

    @Test
    void pingsThatComeFasterAreCountedAsMessages() {
        for (int i = 0; i <= MOST_MESSAGES; i++) {
            endpoint.part(PING, true);
        }
        assertGoesOn();

        endpoint.part(PING, true);
        assertEnded(EndReason.NOT_ALLOWED);
    }

    @Test
    void aClosedSocketIsTheEndAndIsToldToNobody() {
        int said = socket.sent.size();
        endpoint.close();

        assertThat(call.ended()).isDone();
        assertThat(socket.sent).hasSize(said);
    }

    @Test
    void whateverComesAfterTheCloseIsOfNoInterest() {
        endpoint.close();
        int said = socket.sent.size();

        endpoint.part(PING, true);
        endpoint.part("{", false);
        endpoint.pong(() -> ByteBuffer.allocate(0));
        endpoint.error(new IllegalStateException("broken"));
        endpoint.close();

        assertThat(socket.sent).hasSize(said);
        assertThat(socket.closed).hasValue(0);
    }

    @Test
    void aSocketThatFailsIsTheEnd() {
        endpoint.error(new IllegalStateException("broken"));

        assertThat(call.ended()).isDone();
        assertThat(socket.closed).hasValue(1);
    }

    @Test
    void aSocketThatNeverOpenedHasNoCall() {
        CallEndpoint unopened = endpoint();

        assertThatCode(unopened::close).doesNotThrowAnyException();
        assertThatCode(() -> unopened.error(new IllegalStateException("broken")))
                .doesNotThrowAnyException();
    }
}
