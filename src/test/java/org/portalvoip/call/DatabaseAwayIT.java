package org.portalvoip.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.portalvoip.testing.Await;
import org.portalvoip.testing.Endurance;
import org.portalvoip.testing.lab.CallClient;
import org.portalvoip.testing.lab.CallWorld;
import org.portalvoip.testing.lab.Lab;
import org.portalvoip.testing.lab.ReturningCaller;
import org.portalvoip.testing.lab.TwoNodes;

/**
 * The database is away before, during and after a node's death. Browsers, and Janus, wait for longer than by default,
 * because a call whose node is dead needs the database back within {@code voip.resume-time}. Longer than 200 lines,
 * because all that may happen meanwhile happens to the same pair of nodes.
 */
@Tag("extra")
@Tag("repeated")
class DatabaseAwayIT {
    private static final Duration AWAY = Duration.ofSeconds(Endurance.of(60, 15));
    private static final int SECONDS_TO_RESUME = 120;
    private static final Duration HANGS = Duration.ofSeconds(25);
    private static final Duration TO_SEND_AWAY = Duration.ofSeconds(6);
    private static final int CALLS = 4;
    private static final int RETURNS = 12;

    /** Their number in the stage "long", and every day. */
    private static final int WAYS_TO_JANUS = Endurance.of(2, 1);

    @AutoClose
    private static TwoNodes nodes;

    @AutoClose("shutdownNow")
    private static final ExecutorService THREADS = Executors.newCachedThreadPool();

    private final List<ReturningCaller> callers = new ArrayList<>();
    private String janus = CallWorld.WSS;

    @BeforeAll
    static void start() {
        String name = "database-away";
        nodes = TwoNodes.start(
                name,
                Lab.startPatient(Path.of("target", "lab", name), 2 * SECONDS_TO_RESUME),
                "-Dvoip.max-calls-per-caller=100",
                "-Dvoip.resume-time=" + SECONDS_TO_RESUME);
    }

    private void callsReach(String extension) {
        nodes.world.with(324, janus, 329, extension);
        nodes.awaitGateways();
    }

    private static Stream<String> waysToJanus() {
        return Stream.of(CallWorld.WSS, CallWorld.HTTPS).limit(WAYS_TO_JANUS);
    }

    @ParameterizedTest
    @MethodSource("waysToJanus")
    void noCallIsLostThatNeedsNoDatabase(String way) {
        janus = way;
        nodes.restoreFirst();
        callsReach("0800");
        while (callers.size() < CALLS) {
            callers.add(nodes.call(THREADS));
        }
        awaitRows(CALLS);
        awayBefore();
        awayDuring();
        awayAfter();
        nodes.world.awaitDeskCalls(0, Await.SOON);
        awaitRows(0);
    }

    /** Whoever waits for it takes a thread, and the clocks of all calls need some. */
    @Test
    void aDatabaseThatHangsStopsNoCallAndNoClock() {
        nodes.restoreFirst();
        callsReach("0800");
        ReturningCaller caller = nodes.call(THREADS);
        callers.add(caller);
        nodes.database.freeze();
        try {
            for (long begun = System.nanoTime(); System.nanoTime() - begun < HANGS.toNanos(); ) {
                cutAndAwaitReturns();
                whoSaysNothingIsSentAwayInTime();
            }
            hangUp(caller);
        } finally {
            nodes.database.thaw();
        }
        nodes.world.awaitDeskCalls(0, Await.SOON);
        awaitRows(0);
    }

    private static void whoSaysNothingIsSentAwayInTime() {
        long opened = System.nanoTime();
        try (CallClient silent = CallClient.open(
                nodes.portal().resolve("call"), "http://" + nodes.portal().getAuthority())) {
            assertThat(silent.hearEnd()).isEqualTo(EndReason.NETWORK_LOST);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - opened)).isLessThan(TO_SEND_AWAY);
    }

    /** Calls go on, come back to their own node, and begin; with the database they are written down. */
    private void awayBefore() {
        nodes.database.kill();
        cutAndAwaitReturns();
        callers.add(nodes.call(THREADS));
        LockSupport.parkNanos(AWAY.toNanos());
        noneHasEnded();
        nodes.database.resume();
        awaitRows(callers.size());
        Await.log(
                nodes.world.server.log(),
                "The database takes no calls down; no other node can go on with them",
                "The database takes calls down again");
    }

    /** The other node says why it cannot go on, and goes on as soon as it can. */
    private void awayDuring() {
        goAwayBetweenRingingAndAnswer();
        for (int i = 0; i < RETURNS; i++) {
            cutAndAwaitReturns(); // with new tokens, which nobody writes down
        }
        List<Integer> before = returns();
        nodes.turn();
        nodes.world.server.kill();
        Await.log(nodes.second().log(), "call of another node, which this one cannot look up");
        LockSupport.parkNanos(AWAY.toNanos());
        noneHasEnded();
        assertThat(returns()).isEqualTo(before);
        nodes.database.resume();
        long resumed = System.nanoTime();
        awaitReturnsSince(before);
        System.out.println(
                "Database back after " + AWAY.toSeconds() + " s, " + janus + ": all calls of the dead node go on after "
                        + Duration.ofNanos(System.nanoTime() - resumed).toMillis() + " ms");
    }

    /** So that the table does not know of the answer when the node dies. */
    private void goAwayBetweenRingingAndAnswer() {
        callsReach("0801");
        var ringing = CompletableFuture.supplyAsync(() -> nodes.call(THREADS), THREADS);
        Await.until(Await.SOON, () -> rows("where phase = 'RINGING'"), "1"::equals);
        nodes.database.kill();
        nodes.world.lab.deskAnswers();
        callers.add(ringing.join());
    }

    /** The node that has taken them is as independent of the database as the one that has placed them. */
    private void awayAfter() {
        nodes.database.kill();
        cutAndAwaitReturns();
        hangUp(callers.remove(0));
        LockSupport.parkNanos(AWAY.toNanos());
        noneHasEnded();
        hangUp(callers.remove(0));
        nodes.database.resume();
        callers.forEach(DatabaseAwayIT::hangUp);
    }

    private void cutAndAwaitReturns() {
        List<Integer> before = returns();
        nodes.balancer.cut();
        awaitReturnsSince(before);
    }

    /** One may have come back twice before the last one has done so once. */
    private void awaitReturnsSince(List<Integer> before) {
        Await.until(Await.PATIENTLY, this::returns, now -> IntStream.range(0, now.size())
                .allMatch(i -> now.get(i) > before.get(i)));
    }

    /** How often each has come back. */
    private List<Integer> returns() {
        return callers.stream().map(ReturningCaller::returns).toList();
    }

    private void noneHasEnded() {
        assertThat(callers).noneMatch(ReturningCaller::hasEnded);
        assertThat(nodes.world.lab.deskCalls()).isEqualTo(callers.size());
    }

    private static void hangUp(ReturningCaller caller) {
        assertThat(caller.hangUp()).isEqualTo(EndReason.HANG_UP);
    }

    /** A row may lag behind its call in either way: not yet ESTABLISHED when the database goes, not yet erased. */
    private static void awaitRows(int calls) {
        String wanted = String.valueOf(calls);
        Await.until(Await.PATIENTLY, () -> rows("where phase = 'ESTABLISHED'"), wanted::equals);
        Await.until(Await.PATIENTLY, () -> rows(""), wanted::equals);
    }

    private static String rows(String which) {
        return nodes.database.query("select count(*) from voip_call " + which);
    }
}
