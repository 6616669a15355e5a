package org.portalvoip.call;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.portalvoip.janus.JanusException;
import org.portalvoip.sip.Codecs;
import org.portalvoip.start.Settings;
import org.portalvoip.web.ClientNetwork;
import org.portalvoip.web.Refusals;

/**
 * A browser that has lost its socket comes back to its call, and nobody else does. Longer than 200 lines, because each
 * way to come back has its refusals.
 */
class ResumeTest {
    private static final String OFFER = "{\"type\":\"offer\",\"sdp\":\"" + sdp().replace("\r\n", "\\r\\n") + "\"}";
    private static final String HANG_UP = "{\"type\":\"hangup\"}";
    private static final String KEPT = "{\"type\":\"kept\"}";
    private static final int GUESSES = 10_000;

    private final Calls calls = CallsTest.calls(new CallsTest.OneCall());
    private final CallReturns returns = CallsTest.returns(calls);
    private final FakeSocket first = new FakeSocket();
    private final CallEndpoint firstEnd = endpoint(first);
    private String token;

    private static String sdp() {
        return "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\n"
                + "c=IN IP4 0.0.0.0\r\na=mid:0\r\na=ice-ufrag:abcd\r\na=ice-pwd:abcdefghijklmnopqrstuvwx\r\n"
                + "a=fingerprint:sha-256 " + "AA:".repeat(31) + "AA\r\na=setup:actpass\r\na=rtcp-mux\r\n"
                + "a=rtpmap:111 opus/48000/2\r\n";
    }

    @BeforeEach
    void aCallThatHasBegun() {
        token = last(first).getString("token");
        firstEnd.part(OFFER, true);
        assertThat(last(first).getString("state")).isEqualTo("calling");
    }

    private CallEndpoint endpoint(FakeSocket socket) {
        Settings settings = new Settings() {
            @Override
            public Codecs codecs() {
                return Codecs.ALL;
            }
        };
        var endpoint = new CallEndpoint(calls, returns, settings, new LoginCalls(), new Refusals(), System::nanoTime);
        endpoint.open(socket.session);
        return endpoint;
    }

    private static JsonObject last(FakeSocket socket) {
        return read(socket.sent.get(socket.sent.size() - 1));
    }

    private static JsonObject read(String text) {
        return Json.createReader(new StringReader(text)).readObject();
    }

    /** What a new socket gets that says it comes back. */
    private List<JsonObject> comeBack(String with, int received) {
        FakeSocket socket = new FakeSocket();
        endpoint(socket).part(resume(with, received), true);
        return socket.sent.stream().skip(1).map(ResumeTest::read).toList();
    }

    private static String resume(String with, int received) {
        return "{\"type\":\"resume\",\"token\":\"" + with + "\",\"received\":" + received + ",\"sent\":1}";
    }

    private CallLoop call() {
        return returns.find(new Caller(first.caller, new ClientNetwork(FakeSocket.ADDRESS)), List.of(token))
                .orElseThrow();
    }

    private static void loseLine(CallLoop call) {
        call.post(new CallEvent.LineLost(JanusException.from(new IOException("Janus is gone"))));
    }

    private static void assertRefused(List<JsonObject> answers) {
        assertThat(answers).singleElement().hasToString("{\"type\":\"gone\"}");
    }

    @Test
    void theBrowserGetsANewTokenAndWhatItHasMissed() {
        firstEnd.close();

        List<JsonObject> answers = comeBack(token, 0);

        assertThat(answers).hasSize(2);
        assertThat(answers.get(0).getString("type")).isEqualTo("resumed");
        assertThat(answers.get(0).getInt("received")).isEqualTo(1);
        assertThat(answers.get(0).getString("token")).isNotEqualTo(token);
        assertThat(answers.get(1).getString("state")).isEqualTo("calling");
        assertThat(comeBack(answers.get(0).getString("token"), 1)).hasSize(1);
    }

    @Test
    void pingsAndTheirAnswersAreNotCounted() {
        firstEnd.part("{\"type\":\"ping\"}", true);
        assertThat(last(first).getString("type")).isEqualTo("received");
        firstEnd.close();

        List<JsonObject> answers = comeBack(token, 1);

        assertThat(answers).hasSize(1);
        assertThat(answers.get(0).getInt("received")).isEqualTo(1);
    }

    @Test
    void theOldSocketIsCutOffAndHeardNoMore() {
        CallLoop call = call();
        FakeSocket second = new FakeSocket();
        CallEndpoint secondEnd = endpoint(second);
        secondEnd.part(resume(token, 1), true);
        assertThat(first.closed).hasValue(1);

        firstEnd.part(HANG_UP, true);
        firstEnd.close();
        assertThat(second.sent.toString()).doesNotContain("ended");

        secondEnd.part(HANG_UP, true);
        loseLine(call);
        assertThat(last(second).getString("reason")).isEqualTo("HANG_UP");
    }

    @Test
    void anEndInTheMeantimeIsTold() {
        firstEnd.close();
        loseLine(call());

        assertThat(comeBack(token, 1)).last().asString().contains("ended", "GATEWAY_AWAY");
    }

    @Test
    void aTokenIsVoidWhenTheBrowserHasTheNext() {
        FakeSocket second = new FakeSocket();
        CallEndpoint secondEnd = endpoint(second);
        secondEnd.part(resume(token, 1), true);
        String next = last(second).getString("token");
        secondEnd.part(KEPT, true);

        assertRefused(comeBack(token, 1));
        assertThat(second.closed).hasValue(0);
        assertThat(comeBack(next, 1)).hasSize(1);
    }

    @Test
    void aTokenWhoseSuccessorWasLostOnTheWayIsStillGood() {
        comeBack(token, 1);

        assertThat(comeBack(token, 1)).singleElement().asString().contains("resumed");
    }

    @Test
    void aTokenHelpsNoOtherBrowser() {
        FakeSocket thief = new FakeSocket();
        thief.caller = "browser of somebody else";
        endpoint(thief).part(resume(token, 1), true);

        assertThat(last(thief).toString()).contains("gone");
        assertThat(first.closed).hasValue(0);
    }

    @Test
    void aSocketForComingBackIsWelcomeAtTheCallOfItsBrowser() {
        FakeSocket second = new FakeSocket();
        second.toReturn = true;
        endpoint(second).part(resume(token, 1), true);

        assertThat(second.sent).singleElement().asString().contains("resumed");
    }

    @Test
    void aSocketForComingBackMakesNoNewCallAndLearnsNothing() {
        FakeSocket second = new FakeSocket();
        second.toReturn = true;
        CallEndpoint end = endpoint(second);
        end.part(OFFER, true);
        end.part(resume("invented", 1), true);

        assertThat(second.sent.toString()).contains("ended", "NOT_ALLOWED").doesNotContain("calling", "token");

        FakeSocket third = new FakeSocket();
        third.toReturn = true;
        CallEndpoint lost = endpoint(third);
        lost.part(resume("invented", 1), true);
        lost.part(OFFER, true);
        assertThat(third.sent).singleElement().hasToString("{\"type\":\"gone\"}");
    }

    @Test
    void noGuessIsGood() {
        SecureRandom random = new SecureRandom();
        byte[] bits = new byte[32];
        int accepted = 0;
        for (int i = 0; i < GUESSES; i++) {
            random.nextBytes(bits);
            String guess = Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
            accepted += comeBack(guess, 1).toString().contains("resumed") ? 1 : 0;
        }

        System.out.println("Of " + GUESSES + " guessed resume tokens " + accepted + " were accepted");
        assertThat(accepted).isZero();
        assertThat(first.closed).hasValue(0);
    }

    /** The node that gave the last ones may not have written them down. */
    @Test
    @SuppressWarnings("UnnecessaryAssignment") // what CDI does in a server
    void allTokensOfTheBrowserAreLookedForAmongTheCallsOfOtherNodes() {
        List<String> lookedFor = new ArrayList<>();
        returns.others = new OtherNodes() {
            @Override
            Optional<CallRecord> take(String next, List<String> used, Predicate<CallRecord> mayCome) {
                lookedFor.addAll(used);
                return Optional.empty();
            }
        };
        FakeSocket socket = new FakeSocket();

        endpoint(socket).part(resume("t3", 1).replace("}", ",\"older\":[\"t2\",\"t1\"]}"), true);

        assertThat(lookedFor).containsExactly(ResumeHashes.of("t3"), ResumeHashes.of("t2"), ResumeHashes.of("t1"));
        assertThat(last(socket).toString()).contains("gone");
    }

    @Test
    void onlyTheFirstMessageOfASocketCanComeBack() {
        FakeSocket second = new FakeSocket();
        CallEndpoint secondEnd = endpoint(second);
        secondEnd.part("{\"type\":\"dtmf\",\"digit\":\"1\"}", true);
        secondEnd.part(resume(token, 1), true);

        assertThat(last(second).toString()).contains("ended", "NOT_ALLOWED");
        assertThat(first.closed).hasValue(0);
    }
}
