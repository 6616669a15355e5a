package org.portalvoip.call;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.portalvoip.testing.lab.CallPage.DESK_HERTZ;
import static org.portalvoip.testing.lab.CallPage.MICROPHONE_HERTZ;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.portalvoip.testing.Await;
import org.portalvoip.testing.Endurance;
import org.portalvoip.testing.browser.Browser;
import org.portalvoip.testing.browser.PlainBrowser;
import org.portalvoip.testing.lab.CallClient;
import org.portalvoip.testing.lab.CallPage;
import org.portalvoip.testing.lab.CallTicket;
import org.portalvoip.testing.lab.CallWorld;
import org.portalvoip.testing.lab.Relay;
import org.portalvoip.testing.lab.Tone;
import org.portalvoip.testing.lab.TwoNodes;
import org.portalvoip.testing.server.Nginx;
import org.portalvoip.testing.server.Server;
import org.portalvoip.web.JsonAnswer;

/**
 * A talk goes on when its node does not: two nodes on one PostgreSQL, behind a {@link Relay} that leads to one or the
 * other, as a load balancer does. Longer than 200 lines, because its tests share two nodes, a database and a lab, whose
 * start takes longer than any of them.
 */
class TakeoverIT {
    private static final int CALLS_OF_ONE_CALLER = 3;
    private static final int TICKETS = 10;
    private static final String TAKEOVERS = "voip_takeovers_total ";
    private static final Duration CONTROL_BACK = Duration.ofSeconds(5);

    @AutoClose
    private static TwoNodes nodes;

    @AutoClose
    private static Browser browser;

    private static CallWorld world;

    @BeforeAll
    static void start() {
        nodes = TwoNodes.start("takeover", "-Dvoip.drain-time=1", "-Dvoip.dtmf=info");
        world = nodes.world;
        browser = CallPage.browser("--ignore-certificate-errors");
    }

    @BeforeEach
    void aWayToTheFirstNode() {
        nodes.lead(false);
        nodes.balancer.up();
    }

    @AfterEach
    void nothingIsLeft() {
        nodes.balancer.cut();
        world.awaitDeskCalls(0, Await.PATIENTLY);
    }

    private static CallPage phone() {
        return CallPage.open(browser, nodes.awaitGateways().portal());
    }

    /** A server that stops takes requests for a moment after its application is gone, and then answers 404. */
    private static void forgive(CallPage phone) {
        assertThat(phone.visit().takeFaults())
                .allMatch(fault -> fault.contains("net::ERR_")
                        || fault.contains("WebSocket")
                        || fault.contains("503")
                        || (fault.contains("404") && fault.contains("/api/call-ticket?resume=true")));
    }

    private static void pressKeys(CallPage phone) {
        String before = world.lab.deskDigits();
        phone.page().keyboard().press("4");
        phone.page().keyboard().press("2");
        Await.until(Await.PATIENTLY, world.lab::deskDigits, digits -> digits.equals(before + "42"));
    }

    /** Keys reach the desk, and so does the hang-up. */
    private static void isUnderControl(CallPage phone) {
        pressKeys(phone);
        phone.awaitTone(DESK_HERTZ);
        phone.speak();
        phone.hangUp();
        world.awaitDeskCalls(0, Await.SOON);
        forgive(phone);
    }

    /** The first node still lives, and the balancer has chosen another one: then again the first. */
    @ParameterizedTest
    @ValueSource(strings = {CallWorld.WSS, CallWorld.HTTPS})
    @Tag("thorough")
    void anotherNodeGoesOnWithTheCallAndTheFirstLetsGo(String janus) {
        world.with(324, janus).awaitGateway();
        Path heard = world.recordingOf(() -> {
            try (CallPage phone = phone()) {
                phone.call();
                phone.awaitTone(DESK_HERTZ);
                int before = takeovers();
                int lost = phone.receivePackets(1);
                nodes.turn();
                nodes.balancer.cut();
                Await.log(nodes.second().log(), "of another node goes on here");
                Await.until(Await.SOON, TakeoverIT::takeovers, now -> now == before + 1);
                assertThat(phone.receivePackets(100)).isEqualTo(lost);
                isUnderControl(phone);
            }
        });
        Await.until(Await.SOON, () -> Tone.share(heard, MICROPHONE_HERTZ), share -> share > 0.5);
    }

    /** Which the second node counts. */
    private static int takeovers() {
        return new PlainBrowser(nodes.second().uri(""))
                .get("metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(TAKEOVERS))
                .mapToInt(line -> (int) Double.parseDouble(line.substring(TAKEOVERS.length())))
                .sum();
    }

    @ParameterizedTest
    @ValueSource(strings = {CallWorld.WSS, CallWorld.HTTPS})
    @Tag("extra")
    void aNodeThatIsKilledTakesNoCallWithIt(String janus) {
        world.with(324, janus).awaitGateway();
        try (CallPage phone = phone()) {
            phone.call();
            phone.awaitTone(DESK_HERTZ);
            int lost = phone.receivePackets(1);
            nodes.turn();
            world.server.kill();
            nodes.balancer.cut();
            Await.log(nodes.second().log(), "keeps the lines of a node alive that is gone");
            for (int second = 0; second < secondsWithoutItsNode(janus); second++) {
                assertThat(phone.receivePackets(50)).isEqualTo(lost);
            }
            isUnderControl(phone);
        } finally {
            world.restartServer(() -> {});
        }
    }

    /** As by SIGTERM, with its call still on it. */
    @ParameterizedTest
    @ValueSource(strings = {CallWorld.WSS, CallWorld.HTTPS})
    @Tag("extra")
    void aNodeThatIsStoppedTakesNoCallWithIt(String janus) {
        goesOnAtTheOther(janus, world.server::close, () -> world.restartServer(() -> {}));
    }

    /** Payara Micro takes no application while it runs. */
    @ParameterizedTest
    @ValueSource(strings = {CallWorld.WSS, CallWorld.HTTPS})
    @Tag("extra")
    @EnabledIfSystemProperty(named = "voip.server", matches = "wildfly|payara-server")
    void aNodeThatGetsANewVersionOfTheApplicationTakesNoCallWithIt(String janus) {
        goesOnAtTheOther(janus, world.server::redeploy, world::signIn);
    }

    /** A call whose node leaves. */
    private static void goesOnAtTheOther(String janus, Runnable leaving, Runnable afterwards) {
        world.with(324, janus).awaitGateway();
        try (CallPage phone = phone()) {
            phone.call();
            phone.awaitTone(DESK_HERTZ);
            int lost = phone.receivePackets(1);
            long taken = count(nodes.second(), "of another node goes on here");
            nodes.turn();
            leaving.run();
            Await.until(
                    Await.PATIENTLY,
                    () -> count(nodes.second(), "of another node goes on here"),
                    calls -> calls == taken + 1);
            assertThat(phone.receivePackets(100)).isEqualTo(lost);
            isUnderControl(phone);
        } finally {
            afterwards.run();
        }
    }

    /** Longer than Janus keeps a session of which it hears nothing; over https every day only a little. */
    private static int secondsWithoutItsNode(String janus) {
        return janus.startsWith("wss") ? 70 : Endurance.of(70, 10);
    }

    /** It takes connections and answers nothing: the phone has to notice, and the proxy. */
    @ParameterizedTest
    @ValueSource(strings = {CallWorld.WSS, CallWorld.HTTPS})
    @Tag("thorough")
    void aNodeThatFreezesLosesItsCallToAnotherAndSaysNothingWhenItWakes(String janus) {
        world.with(324, janus);
        nodes.awaitGateways();
        try (Nginx nginx = Nginx.start(nodes.data().resolve("nginx"), world.lab, world.server, nodes.second());
                CallPage phone = CallPage.open(browser, nginx.uri("localhost", ""))) {
            phone.call();
            phone.awaitTone(DESK_HERTZ);
            awaitCallsOfFirst("1");
            int lost = phone.receivePackets(1);
            long taken = count(nodes.second(), "of another node goes on here");
            long givenAway = count(world.server, "goes on at another node");
            world.server.freeze();
            long frozen = System.nanoTime();
            // Nobody has noticed yet; the frozen node cannot pass them on.
            pressKeys(phone);
            Duration uncontrolled = Duration.ofNanos(System.nanoTime() - frozen);
            System.out.println(
                    "Node frozen: keys reach the desk through another after " + uncontrolled.toMillis() + " ms");
            Await.until(
                    Await.SOON,
                    () -> count(nodes.second(), "of another node goes on here"),
                    calls -> calls == taken + 1);
            world.server.thaw();
            Await.until(
                    Await.PATIENTLY,
                    () -> count(world.server, "goes on at another node"),
                    calls -> calls == givenAway + 1);
            assertThat(phone.receivePackets(100)).isEqualTo(lost);
            isUnderControl(phone);
            assertThat(uncontrolled).isLessThan(CONTROL_BACK);
        } finally {
            world.server.thaw();
        }
    }

    private static long count(Server node, String words) {
        try (Stream<String> lines = Files.lines(node.log(), ISO_8859_1)) {
            return lines.filter(line -> line.contains(words)).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    @Tag("extra")
    void aNodeThatIsEmptiedGivesItsCallsToAnother() {
        world.with();
        try (CallPage phone = phone()) {
            phone.call();
            phone.awaitTone(DESK_HERTZ);
            int lost = phone.receivePackets(1);
            awaitCallsOfFirst("1");
            assertThat(world.administrator()
                            .post("api/drain", "application/json", BodyPublishers.noBody())
                            .body())
                    .contains("\"draining\":true");
            assertThat(world.administrator().get("health/ready").statusCode()).isEqualTo(503);
            nodes.turn();
            awaitCallsOfFirst("0");
            world.restartServer(() -> {});
            assertThat(phone.receivePackets(100)).isEqualTo(lost);
            isUnderControl(phone);
        }
    }

    /** One of the test before may be about to end. */
    private static void awaitCallsOfFirst(String calls) {
        Await.until(Await.PATIENTLY, TakeoverIT::callsOfFirst, calls::equals);
    }

    private static String callsOfFirst() {
        String answer = world.administrator().get("api/drain").body();
        return JsonAnswer.JSON
                .createReader(new StringReader(answer))
                .readObject()
                .get("calls")
                .toString();
    }

    /** A ticket of one node is good at the other, and both count the calls of its browser. */
    @Test
    @Tag("extra")
    void theLimitsOfACallerHoldForBothNodesTogether() {
        world.with();
        nodes.awaitGateways();
        String cookie = CallTicket.fetch(nodes.second().uri("call")).cookie();
        List<CallClient> calls = new ArrayList<>();
        try {
            for (int i = 0; i < CALLS_OF_ONE_CALLER; i++) {
                calls.add(call(world.server, cookie));
                calls.get(i).hearState(CallState.ESTABLISHED);
            }
            Await.until(Await.PATIENTLY, () -> atTheSecond(cookie), news -> news.contains("\"TOO_MANY\""));
        } finally {
            calls.forEach(CallClient::close);
        }
    }

    /**
     * Used at both nodes at the same moment: at the one or the other the call goes on. Nobody answers, so that no hang-up
     * crosses that.
     */
    @Test
    void aTicketIsGoodForOneCallAtBothNodesTogether() {
        world.with(329, "0801");
        nodes.awaitGateways();
        for (int i = 0; i < TICKETS; i++) {
            CallTicket ticket = CallTicket.fetch(world.server.uri("call"));
            List<CallClient> calls = Stream.of(world.server, nodes.second())
                    .parallel()
                    .map(node -> call(node, ticket))
                    .toList();
            List<CompletableFuture<EndReason>> ends = calls.stream()
                    .map(call -> CompletableFuture.supplyAsync(call::hearEnd))
                    .toList();
            CompletableFuture.anyOf(ends.toArray(CompletableFuture<?>[]::new)).join();
            calls.forEach(CallClient::hangUp);
            List<EndReason> reasons =
                    ends.stream().map(CompletableFuture::join).sorted().toList();
            assertThat(reasons).containsExactly(EndReason.HANG_UP, EndReason.NOT_ALLOWED);
        }
        System.out.println(TICKETS + " tickets, each at two nodes at once: one of the two calls was ended each time");
    }

    /** A call at this node with a ticket of the second one. */
    private static CallClient call(Server node, String cookie) {
        return call(node, CallTicket.fetch(nodes.second().uri("call"), cookie).orElseThrow());
    }

    private static CallClient call(Server node, CallTicket ticket) {
        CallClient client =
                CallClient.open(node.uri("call"), "http://" + node.uri("").getAuthority(), ticket);
        client.hearType("ready");
        return client.offer();
    }

    /** What a call hears there first; one that is let through ends after its answer, so that no hang-up crosses that. */
    private static String atTheSecond(String cookie) {
        try (CallClient call = call(nodes.second(), cookie)) {
            String first = call.hearType("state").toString();
            if (!first.contains("ended")) {
                call.hearState(CallState.ESTABLISHED);
            }
            return first;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {CallWorld.WSS, CallWorld.HTTPS})
    @Tag("thorough")
    void whenTheDeskHangsUpWhileNoNodeListensTheCallerIsTold(String janus) {
        world.with(324, janus);
        try (CallPage phone = phone()) {
            phone.call();
            phone.awaitTone(DESK_HERTZ);
            nodes.balancer.down();
            world.server.kill();
            world.lab.deskHangsUp();
            nodes.turn();
            nodes.balancer.up();
            phone.awaitEnd("phone.FAR_END");
            forgive(phone);
        } finally {
            world.restartServer(() -> {});
        }
    }
}
