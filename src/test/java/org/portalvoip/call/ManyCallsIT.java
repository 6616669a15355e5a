package org.portalvoip.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.portalvoip.testing.Await;
import org.portalvoip.testing.Endurance;
import org.portalvoip.testing.lab.CallWorld;
import org.portalvoip.testing.lab.Relay;
import org.portalvoip.testing.lab.ReturningCaller;
import org.portalvoip.testing.lab.TwoNodes;
import org.portalvoip.testing.server.Launch;
import org.portalvoip.testing.server.Nginx;
import org.portalvoip.testing.server.Server;

/**
 * A node dies with a hundred calls on it, and another one goes on with them all; two nodes are restarted one after the other
 * with fifty calls on them. Longer than 200 lines, because both are done to the same calls at the same pair of nodes.
 */
@Tag("alone")
class ManyCallsIT {
    private static final int CALLS = 100;
    /** With more calls, the desk's telephones would keep the processor from the nodes. */
    private static final int AT_THE_DESK = 50;

    private static final int CALLS_WHILE_RESTARTED = 50;
    private static final int OF_THEM_AT_THE_DESK = 20;

    /** Their number in the stage "long", and every day. */
    private static final int WAYS_TO_JANUS = Endurance.of(2, 1);

    /** Two nodes, a hundred callers and their telephones share the processors of one machine. */
    private static final Duration ALL_BACK = Duration.ofMinutes(2);

    private static final int EARLIER_CALLS = 30;
    private static final Duration CONTROL_BACK = Duration.ofSeconds(5);
    /**
     * Each call needs a connection of its own, with TLS, and Janus loses the first answer of each. Where nodes, callers and
     * desk share two processors, a hundred calls need 5.2 seconds.
     */
    private static final Duration CONTROL_BACK_OVER_HTTPS = Duration.ofSeconds(10);

    private static final Duration ORPHANED = Duration.ofSeconds(60);
    private static final Duration TO_BE_TOLD = Duration.ofSeconds(5);

    @AutoClose
    private static TwoNodes nodes;

    @AutoClose("shutdownNow")
    private static final ExecutorService THREADS = Executors.newCachedThreadPool();

    private final List<ReturningCaller> callers = new ArrayList<>();
    private String janus = CallWorld.WSS;

    @BeforeAll
    static void start() {
        nodes = TwoNodes.start(
                "many-calls",
                Launch.COMPILE_FULLY,
                "-Dvoip.calls-per-minute=10000",
                "-Dvoip.rings-per-minute=10000",
                "-Dvoip.max-calls-per-caller=1000",
                "-Dvoip.max-calls-per-address=1000",
                "-Dvoip.max-calls=1000",
                "-Dvoip.resume-time=" + ALL_BACK.toSeconds());
    }

    @BeforeEach
    void bothNodesRun() {
        nodes.restoreFirst();
    }

    /** Those whom a failed test has left in their calls would be in the way of the next one. */
    @AfterEach
    void nobodyIsLeft() {
        hangUp(callers.stream().filter(caller -> !caller.hasEnded()).toList());
    }

    private static Stream<String> waysToJanus() {
        return Stream.of(CallWorld.WSS, CallWorld.HTTPS).limit(WAYS_TO_JANUS);
    }

    @ParameterizedTest
    @MethodSource("waysToJanus")
    void allGoOnWhenTheirNodeIsKilled(String way) {
        janus = way;
        theOtherNodeHasHadCallsBefore();
        call("0808", CALLS - AT_THE_DESK, nodes.portal());
        call("0800", AT_THE_DESK, nodes.portal());
        nodes.world.awaitDeskCalls(AT_THE_DESK, Await.SOON);
        killTheirNode();
        bothSidesHangUp(AT_THE_DESK / 2);
        nothingIsLeft(1);
    }

    /** As an operator does who has a new version; nginx finds out by itself which node answers. It takes two minutes. */
    @Test
    @EnabledIfSystemProperty(named = Endurance.IN_FULL, matches = "true")
    void allGoOnWhenBothNodesAreRestartedOneAfterTheOther() {
        Server first = nodes.world.server;
        try (Relay toFirst = new Relay(first.uri("").getPort());
                Relay toSecond = new Relay(nodes.second().uri("").getPort());
                Nginx nginx = Nginx.startInClear(
                        nodes.data().resolve("nginx"), nodes.world.lab, toFirst.port(), toSecond.port())) {
            URI portal = nginx.uri("127.0.0.1", "");
            call("0808", CALLS_WHILE_RESTARTED - OF_THEM_AT_THE_DESK, portal);
            call("0800", OF_THEM_AT_THE_DESK, portal);
            restart(first, 1);
            toFirst.leadTo(nodes.world.server.uri("").getPort());
            nodes.lead(false);
            restart(nodes.second(), 2);
            toSecond.leadTo(nodes.second().uri("").getPort());
            assertThat(nodes.world.lab.deskCalls()).isEqualTo(OF_THEM_AT_THE_DESK);
            bothSidesHangUp(OF_THEM_AT_THE_DESK / 2);
        }
        nothingIsLeft(2);
    }

    private void restart(Server node, int returns) {
        long told = System.nanoTime();
        node.close();
        awaitReturns(returns);
        assertThat(callers).noneMatch(ReturningCaller::hasEnded);
        System.out.println(callers.size() + " calls, node stopped: all back " + millisToReturn(told)[callers.size() - 1]
                + " ms after the order");
        nodes.startAgain(node);
    }

    private void call(String extension, int calls, URI portal) {
        nodes.world.with(324, janus, 329, extension);
        nodes.awaitGateways();
        for (int i = 0; i < calls; i++) {
            callers.add(TwoNodes.callAt(portal, THREADS));
        }
    }

    /** As every node behind a balancer has; a server that has only just started needs some seconds more for the first ones. */
    private void theOtherNodeHasHadCallsBefore() {
        call("0808", EARLIER_CALLS, nodes.portal());
        nodes.turn();
        nodes.balancer.cut();
        awaitReturns(1);
        hangUp(callers);
        callers.clear();
        nodes.turn();
    }

    private static void hangUp(List<ReturningCaller> callers) {
        callers.forEach(caller -> assertThat(caller.hangUp()).isEqualTo(EndReason.HANG_UP));
    }

    private void awaitReturns(int returns) {
        Await.until(
                ALL_BACK,
                () -> callers.stream()
                        .filter(one -> one.returns() >= returns && one.isConnected())
                        .count(),
                back -> back == callers.size());
    }

    private long[] millisToReturn(long since) {
        return callers.stream()
                .mapToLong(one -> Duration.ofNanos(one.lastReturn() - since).toMillis())
                .sorted()
                .toArray();
    }

    private void killTheirNode() {
        nodes.turn();
        long killed = System.nanoTime();
        nodes.world.server.kill();
        awaitReturns(1);
        assertThat(callers).noneMatch(ReturningCaller::hasEnded);
        long[] millis = millisToReturn(killed);
        System.out.println(CALLS + " calls, " + janus + ", node killed: back after p50 " + millis[CALLS / 2 - 1]
                + " ms, p99 " + millis[CALLS - 2] + " ms, max " + millis[CALLS - 1] + " ms");
        assertThat(nodes.world.lab.deskCalls()).isEqualTo(AT_THE_DESK);
        Duration limit = janus.equals(CallWorld.WSS) ? CONTROL_BACK : CONTROL_BACK_OVER_HTTPS;
        assertThat(millis[CALLS - 1]).as("until the last one is back").isLessThan(limit.toMillis());
    }

    /** The desk in the last of the calls, and the callers in all others. */
    private void bothSidesHangUp(int atTheDesk) {
        int callersHangUp = callers.size() - atTheDesk;
        hangUp(callers.subList(0, callersHangUp));
        nodes.world.awaitDeskCalls(atTheDesk, Await.SOON);
        theDeskHangsUp(callers.subList(callersHangUp, callers.size()));
    }

    /**
     * Its telephone hangs up one call after the other, in an order of its own. It sends no BYE in a call whose ACK it has
     * missed, as happens when a hundred calls share two processors; that caller hangs up himself.
     */
    private static void theDeskHangsUp(List<ReturningCaller> callers) {
        int before = nodes.world.lab.deskByes();
        callers.forEach(caller -> nodes.world.lab.deskHangsUp());
        nodes.world.awaitDeskCalls(0, Await.SOON);
        int byes = nodes.world.lab.deskByes() - before;
        assertThat(byes).isGreaterThan(callers.size() / 2);
        Await.until(
                TO_BE_TOLD,
                () -> callers.stream().filter(ReturningCaller::hasEnded).count(),
                told -> told == byes);
        for (ReturningCaller caller : callers) {
            if (caller.hasEnded()) {
                assertThat(caller.hearEnd(TO_BE_TOLD)).isEqualTo(EndReason.FAR_END);
            } else {
                assertThat(caller.hangUp()).isEqualTo(EndReason.HANG_UP);
            }
        }
    }

    private static void nothingIsLeft(int masters) {
        Await.until(ORPHANED, () -> nodes.database.query("select count(*) from voip_call"), "0"::equals);
        // One for each node that lives.
        Await.until(ORPHANED, nodes.world.lab::janusHandles, handles -> handles == masters);
        nodes.world.awaitDeskCalls(0, ORPHANED);
    }
}
