package org.portalvoip.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.portalvoip.testing.Await;
import org.portalvoip.testing.lab.ReturningCaller;
import org.portalvoip.testing.lab.TwoNodes;

/** A node dies with a hundred calls on it, and another one goes on with them all. */
@Tag("alone")
class ManyCallsIT {
    private static final int CALLS = 100;
    /** With more calls, the desk's telephones would keep the processor from the nodes. */
    private static final int AT_THE_DESK = 50;

    /** Two nodes, a hundred callers and their telephones share the processors of one machine. */
    private static final Duration ALL_BACK = Duration.ofMinutes(2);

    private static final int EARLIER_CALLS = 30;
    private static final Duration CONTROL_BACK = Duration.ofSeconds(5);

    private static final Duration ORPHANED = Duration.ofSeconds(60);
    private static final Duration TO_BE_TOLD = Duration.ofSeconds(5);

    @AutoClose
    private static TwoNodes nodes;

    @AutoClose("shutdownNow")
    private static final ExecutorService THREADS = Executors.newCachedThreadPool();

    @BeforeAll
    static void start() {
        nodes = TwoNodes.start(
                "many-calls",
                "-Dvoip.calls-per-minute=10000",
                "-Dvoip.rings-per-minute=10000",
                "-Dvoip.max-calls-per-caller=1000",
                "-Dvoip.max-calls-per-address=1000",
                "-Dvoip.max-calls=1000",
                "-Dvoip.resume-time=" + ALL_BACK.toSeconds());
        nodes.world.with();
        nodes.awaitGateways();
    }

    @Test
    void allGoOnWhenTheirNodeIsKilled() {
        theOtherNodeHasHadCallsBefore();
        List<ReturningCaller> callers = new ArrayList<>();
        call("0808", CALLS - AT_THE_DESK, callers);
        call("0800", AT_THE_DESK, callers);
        nodes.world.awaitDeskCalls(AT_THE_DESK, Await.SOON);
        killTheNodeOf(callers);

        int half = AT_THE_DESK / 2;
        for (ReturningCaller caller : callers.subList(0, CALLS - half)) {
            assertThat(caller.hangUp()).isEqualTo(EndReason.HANG_UP);
        }
        nodes.world.awaitDeskCalls(half, Await.SOON);
        theDeskHangsUp(callers.subList(CALLS - half, CALLS));
        nothingIsLeft();
    }

    private static void call(String extension, int calls, List<ReturningCaller> callers) {
        nodes.world.with(329, extension);
        for (int i = 0; i < calls; i++) {
            callers.add(nodes.call(THREADS));
        }
    }

    /** As every node behind a balancer has; a server that has only just started needs some seconds more for the first ones. */
    private static void theOtherNodeHasHadCallsBefore() {
        List<ReturningCaller> callers = new ArrayList<>();
        call("0808", EARLIER_CALLS, callers);
        nodes.turn();
        nodes.balancer.cut();
        awaitReturns(callers);
        callers.forEach(caller -> assertThat(caller.hangUp()).isEqualTo(EndReason.HANG_UP));
        nodes.turn();
    }

    private static void awaitReturns(List<ReturningCaller> callers) {
        Await.until(
                ALL_BACK,
                () -> callers.stream().filter(one -> one.returns() > 0).count(),
                back -> back == callers.size());
    }

    private static void killTheNodeOf(List<ReturningCaller> callers) {
        nodes.turn();
        long killed = System.nanoTime();
        nodes.world.server.kill();
        awaitReturns(callers);
        assertThat(callers).noneMatch(ReturningCaller::hasEnded);
        long[] millis = callers.stream()
                .mapToLong(one -> Duration.ofNanos(one.lastReturn() - killed).toMillis())
                .sorted()
                .toArray();
        System.out.println(CALLS + " calls, node killed: back after p50 " + millis[CALLS / 2 - 1] + " ms, p99 "
                + millis[CALLS - 2] + " ms, max " + millis[CALLS - 1] + " ms");
        assertThat(nodes.world.lab.deskCalls()).isEqualTo(AT_THE_DESK);
        assertThat(millis[CALLS - 1]).as("until the last one is back").isLessThan(CONTROL_BACK.toMillis());
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

    private static void nothingIsLeft() {
        Await.until(ORPHANED, () -> nodes.database.query("select count(*) from voip_call"), "0"::equals);
        // The master of the node that lives.
        Await.until(ORPHANED, nodes.world.lab::janusHandles, handles -> handles == 1);
        assertThat(nodes.world.lab.deskCalls()).isZero();
    }
}
