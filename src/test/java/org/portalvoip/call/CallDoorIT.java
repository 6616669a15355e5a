package org.portalvoip.call;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import java.io.IOException;
import java.net.URI;
import java.net.http.WebSocketHandshakeException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.portalvoip.testing.Await;
import org.portalvoip.testing.Endurance;
import org.portalvoip.testing.HostileValues;
import org.portalvoip.testing.browser.RawRequest;
import org.portalvoip.testing.lab.CallClient;
import org.portalvoip.testing.lab.CallRawClient;
import org.portalvoip.testing.lab.CallTicket;
import org.portalvoip.testing.lab.CallWorld;
import org.portalvoip.testing.lab.IdleSockets;
import org.portalvoip.testing.lab.PortalToken;
import org.portalvoip.testing.lab.SipEnd;
import org.portalvoip.testing.lab.SipRequests;

/**
 * Who may call, how many at once, and which messages are accepted: the entrance of the call socket, with a real Janus.
 * Longer than 200 lines, because its tests share a server and a Janus, whose start takes longer than any of them.
 */
class CallDoorIT {
    private static final int MOST_CALLS = 5;
    private static final String GUEST = "https://portal.elsewhere.example";
    private static final int HONEST_CALLERS = Endurance.of(190);
    private static final int TOKENS = 1000;
    private static final SecretKey OTHER_KEY = new SecretKeySpec(new byte[32], "HmacSHA256");
    private static final int HOSTILE_MESSAGES = Endurance.of(20_000, 200);

    @AutoClose
    private static CallWorld world;

    @BeforeAll
    static void start() {
        world = new CallWorld(
                "door",
                "-Dvoip.allowed-origins=" + GUEST,
                PortalToken.serverOption(),
                "-Dvoip.max-calls=" + MOST_CALLS,
                "-Dvoip.max-calls-per-caller=" + (MOST_CALLS + 1),
                "-Dvoip.calls-per-minute=10000",
                "-Dvoip.rings-per-minute=10000");
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
                sixth.hearType("ready");
                assertThat(sixth.offer().hearEnd()).isEqualTo(EndReason.ALL_LINES_BUSY);
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

    /** The help desk is a telephone that keeps what it gets: it is called as ever, and nobody else is. */
    @Test
    @Tag("repeated")
    void hostileMessagesReachNobody() {
        HostileValues values = HostileValues.of(CallDoorIT.class);
        HostileMessages hostile = new HostileMessages(values);
        try (SipEnd desk = new SipEnd()) {
            world.with(326, String.valueOf(desk.port()));
            int sent = 0;
            while (sent < HOSTILE_MESSAGES) {
                List<HostileVisit> visits = Stream.generate(() -> HostileVisit.next(hostile))
                        .limit(MOST_CALLS - 1L)
                        .toList();
                CompletableFuture.allOf(visits.stream()
                                .map(visit -> CompletableFuture.runAsync(() -> visit.pay(world)))
                                .toArray(CompletableFuture<?>[]::new))
                        .join();
                sent += visits.stream()
                        .mapToInt(visit -> visit.messages().size())
                        .sum();
            }
            List<String> requests = desk.requests();
            long calls = requests.stream()
                    .filter(request -> request.startsWith("INVITE "))
                    .map(request -> request.replaceFirst("(?s).*?Call-ID: (\\S+).*", "$1"))
                    .distinct()
                    .count();
            System.out.println(sent + " hostile messages with -Dvoip.test.seed=" + values.seed() + ": " + calls
                    + " calls, all of " + requests.size() + " SIP requests are checked");
            assertThat(calls).isGreaterThan(sent / 10);
            requests.forEach(request -> SipRequests.check(request, desk.port()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://evil.example", "https://localhost", "null"})
    void aForeignPageIsRefusedAtTheDoor(String origin) {
        assertThat(refusal(origin, CallTicket.fetch(world.server.uri("call")))).isEqualTo(403);
    }

    @Test
    void aTicketIsGoodOnceAndForItsBrowser() {
        world.with();
        CallTicket mine = CallTicket.fetch(world.server.uri("call"));
        CallTicket other = CallTicket.fetch(world.server.uri("call"));

        assertThat(refusal(world.origin(), new CallTicket(mine.text(), other.cookie())))
                .isEqualTo(403);
        assertThat(refusal(world.origin(), new CallTicket(mine.text(), "a=b"))).isEqualTo(403);
        assertThat(refusal(world.origin(), new CallTicket("invented", mine.cookie())))
                .isEqualTo(403);
        try (var caller = CallClient.open(world.server.uri("call"), world.origin(), mine)) {
            caller.hearType("ready");
        }
        assertThat(refusal(world.origin(), mine)).isEqualTo(403);
    }

    /** Payara keeps each field for as long as the socket is open. */
    @Test
    void theHandshakeIsAnsweredWithoutTheHeadersOfPages() {
        world.with();
        try (var browser = new CallRawClient(world.server.uri("call"), world.origin())) {
            assertThat(browser.head())
                    .containsIgnoringCase("\r\nsec-websocket-protocol: voip\r\n")
                    .doesNotContainIgnoringCase("content-security-policy")
                    .doesNotContainIgnoringCase("cache-control");
        }
    }

    /** The browser sends a page of another site no cookie of ours, so its ticket is bound to the network. */
    @Test
    void aPageOfAnAllowedOriginFetchesATicketAndCalls() throws Exception {
        world.with();
        var answer = fetchTicket(GUEST);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text().toLowerCase(Locale.ROOT))
                .contains("\r\naccess-control-allow-origin: " + GUEST + "\r\n")
                .doesNotContain("set-cookie");
        var ticket = new CallTicket(answer.text().replaceFirst("(?s).*\"ticket\":\"([^\"]+)\".*", "$1"), "a=b");

        try (var caller = CallClient.open(world.server.uri("call"), GUEST, ticket)) {
            caller.hearType("ready");
        }
        assertThat(refusal(GUEST, ticket)).as("again").isEqualTo(403);

        var foreign = fetchTicket("https://evil.example");
        assertThat(foreign.status()).isEqualTo(403);
        assertThat(foreign.text()).contains("NOT_ALLOWED").doesNotContainIgnoringCase("access-control-allow-origin");
    }

    /** What the portal says is written as SIP wants it, whatever is in it, and the INVITE has nothing else in it. */
    @Test
    void theDeskAndTheLogLearnWhomThePortalNames() throws Exception {
        String[] told = {
            "P-Asserted-Identity: \"Ana \\\"la\\\" María X-Evil: 1\" <sip:ana%40portal.example@127.0.0.1>",
            "X-Portal-Context: INC-0815 X-Evil: 2"
        };
        var claims = PortalToken.claims(desk(), "ana@portal.example")
                .claim("name", "Ana \"la\" María\r\nX-Evil: 1")
                .claim("context", "INC-0815\r\nX-Evil: 2\r\n\r\n");
        try (SipEnd telephone = new SipEnd()) {
            callTwice(claims, telephone, told);
        }
        Await.log(
                world.server.log(),
                " of portal user ana@portal.example (Ana \"la\" María X-Evil: 1) about INC-0815 X-Evil: 2 ended: HANG_UP");
    }

    @Test
    void theTelephoneSystemLearnsWhoWithholdsTheNumberAndThatItIsWithheld() throws Exception {
        String[] told = {"P-Asserted-Identity: \"Ana\" <sip:ana@127.0.0.1>", "Privacy: id"};
        var claims = PortalToken.claims(desk(), "ana").claim("name", "Ana").claim("privacy", true);
        try (SipEnd telephone = new SipEnd()) {
            callTwice(claims, telephone, told);
        }
    }

    /** The second time, the browser brings our pass instead of the token. */
    private static void callTwice(JWTClaimsSet.Builder claims, SipEnd telephone, String... told) throws Exception {
        world.with(326, String.valueOf(telephone.port()));
        var first = CallTicket.fetchAs(world.server.uri("call"), PortalToken.of(claims));
        call(first.ticket().orElseThrow());
        var again = CallTicket.fetchAs(
                world.server.uri("call"), first.pass(), first.ticket().get().cookie());
        call(again.ticket().orElseThrow());

        assertThat(telephone.requests().stream().filter(request -> request.startsWith("INVITE ")))
                .hasSize(2)
                .allSatisfy(invite -> assertThat(invite.split("\r\n", -1)).contains(told));
        telephone.requests().forEach(request -> SipRequests.check(request, telephone.port(), told));
    }

    private static URI desk() {
        return URI.create(world.server.uri("").toString().replaceFirst("/$", ""));
    }

    private static void call(CallTicket ticket) {
        try (var caller = CallClient.open(world.server.uri("call"), world.origin(), ticket)) {
            caller.hearType("ready");
            caller.offer().hearState(CallState.ESTABLISHED);
            assertThat(caller.hangUp().hearEnd()).isEqualTo(EndReason.HANG_UP);
        }
    }

    @Test
    void aThousandTokensOfOthersNameNobodyAndFillNoLog() throws Exception {
        world.with();
        String used = PortalToken.of(PortalToken.claims(desk(), "ana"));
        assertThat(CallTicket.fetchAs(world.server.uri("call"), used).pass()).isNotEmpty();
        List<Supplier<String>> others = List.of(
                () -> used,
                () -> PortalToken.of(PortalToken.claims(desk(), "eva"), OTHER_KEY),
                () -> PortalToken.of(PortalToken.claims(URI.create("https://desk.example"), "eva")),
                () -> PortalToken.of(PortalToken.claims(desk(), "eva").expirationTime(Date.from(Instant.EPOCH))),
                () -> new PlainJWT(PortalToken.claims(desk(), "eva").build()).serialize(),
                () -> used.replaceFirst("\\.[^.]*\\.", ".e30."));
        long size = Files.size(world.server.log());
        int accepted = 0;
        for (int i = 0; i < TOKENS; i++) {
            var answer = CallTicket.fetchAs(
                    world.server.uri("call"), others.get(i % others.size()).get());
            assertThat(answer.ticket()).as("a visitor's").isPresent();
            accepted += answer.pass().isEmpty() ? 0 : 1;
        }
        long logged = Files.size(world.server.log()) - size;
        System.out.println(TOKENS + " tokens that were forged, old, foreign or used before: " + accepted + " accepted, "
                + logged + " bytes in the log");
        assertThat(accepted).isZero();
        assertThat(logged).isLessThan(20_000);
        Await.log(
                world.server.log(),
                "A portal's token was not accepted, so its caller is only a visitor: it was used before");
    }

    @Test
    void aForeignPageIsNamedInTheLogOnceHoweverOftenItAsks() throws Exception {
        String origin = "https://often.example";
        for (int i = 0; i < 100; i++) {
            assertThat(fetchTicket(origin).status()).isEqualTo(403);
        }
        int lines = Await.log(world.server.log(), origin).split(origin, -1).length - 1;
        assertThat(lines)
                .as("once a minute, and the minute may have ended meanwhile")
                .isBetween(1, 2);
    }

    private static RawRequest.Answer fetchTicket(String origin) throws IOException {
        return RawRequest.send(world.server.uri(""), "GET", "/api/call-ticket", "Origin: " + origin + "\r\n");
    }

    private static int refusal(String origin, CallTicket ticket) {
        try (var caller = CallClient.open(world.server.uri("call"), origin, ticket)) {
            caller.hearType("ready");
            return 101;
        } catch (CompletionException e) {
            return ((WebSocketHandshakeException) e.getCause()).getResponse().statusCode();
        }
    }

    @Test
    void aProxyThatDropsTheUpgradeIsNamedInTheLog() throws Exception {
        var answer = RawRequest.send(
                world.server.uri(""), "GET", "/call", "Origin: " + world.origin() + "\r\nSec-WebSocket-Key: x\r\n");

        assertThat(answer.status()).isEqualTo(426);
        assertThat(answer.text().toLowerCase(Locale.ROOT)).contains("\r\nupgrade: websocket\r\n");
        Await.log(world.server.log(), "a proxy in front of this server drops the headers Upgrade and Connection");
    }

    /** They have 34 addresses, and open each socket again that is closed. */
    @Test
    @Tag("repeated")
    void socketsThatSayNothingKeepNobodyFromCalling() {
        world.with(329, "0808");
        try (var idle = new IdleSockets(world, 34, 3, visitor -> "X-Visitor: " + visitor)) {
            for (int honest = 0; honest < HONEST_CALLERS; honest++) {
                try (var caller = world.established()) {
                    assertThat(caller.hangUp().hearEnd()).isEqualTo(EndReason.HANG_UP);
                }
            }
            System.out.println(idle.opened() + " idle sockets from 34 addresses: " + HONEST_CALLERS + " of "
                    + HONEST_CALLERS + " honest callers were ready and answered");
        }
    }

    @Test
    void whoMakesNoOfferLosesTheSocketInThreeSeconds() {
        world.with();

        long begun = System.nanoTime();
        try (var caller = world.caller()) {
            caller.hearType("ready");
            long ready = System.nanoTime();
            assertThat(caller.hearEnd()).isEqualTo(EndReason.NETWORK_LOST);
            assertThat(since(begun)).isGreaterThan(Duration.ofSeconds(2));
            assertThat(since(ready)).isLessThan(Duration.ofSeconds(6));
        }
    }

    private static Duration since(long begun) {
        return Duration.ofNanos(System.nanoTime() - begun);
    }
}
