package org.portalvoip.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.portalvoip.testing.Await;
import org.portalvoip.testing.Endurance;
import org.portalvoip.testing.browser.Browser;
import org.portalvoip.testing.lab.CallPage;
import org.portalvoip.testing.lab.Relay;
import org.portalvoip.testing.lab.ReturningCaller;
import org.portalvoip.testing.lab.TwoNodes;
import org.portalvoip.testing.server.Jcmd;
import org.portalvoip.testing.server.Server;

/**
 * Calls in bad weather: two nodes on one PostgreSQL and one Janus, behind a balancer, while sockets break, nodes die,
 * freeze or stop, the database goes away, and so does the network of half of the callers. The seed decides what
 * happens; every call ends only because its caller hangs up. Two of the callers are browsers, whose sound must go on.
 * Longer than 200 lines, because the weather, the callers and what must be left at the end belong together.
 */
@Tag("extra")
@Tag("repeated")
class StormIT {
    private static final long SEED = Long.getLong("voip.test.seed", 11);
    private static final Duration TIME = Duration.ofSeconds(Endurance.of(1800, 180));
    private static final int CALLERS = 18;
    private static final int BROWSERS = 2;
    private static final int PACKETS_PER_SECOND = 50;
    /** Of the packets; a browser sends some late, or never, while a server starts on the same two processors. */
    private static final double NEARLY_ALL = 0.98;

    private static final int JANUS = 8989;
    private static final Duration DATABASE_AWAY = Duration.ofSeconds(5);

    private static final Duration FROZEN = Duration.ofSeconds(4);
    private static final int LONGEST_SECONDS_WITHOUT_NETWORK = 20;
    private static final int LONGEST_CALM_MILLIS = 4000;
    /** The lab lets a call without sound last for five minutes. */
    private static final Duration LONGEST_CALL = Duration.ofSeconds(200);

    /**
     * A pool of the server, which grows while many requests wait, such as for a database that is away. Payara Micro keeps its
     * threads for long.
     */
    private static final Pattern ANSWERS_REQUESTS = Pattern.compile("http-thread-pool|default task-");

    /** Other pools may still grow, too: it was six threads once. One for each return would be hundreds. */
    private static final int MOST_THREADS_OF_POOLS = 40;

    private enum Weather {
        SOCKETS_BREAK(1),
        JANUS_CONNECTION_BREAKS(1),
        CALLER_HANGS_UP(1),
        NETWORK_FAILS(1),
        BALANCER_TURNS(2),
        NODE_DIES(2),
        NODE_FREEZES(2),
        NODE_STOPS(2),
        DATABASE_DIES(2);

        private final int nodes;

        /** @param nodes how many it takes for calls to survive this */
        Weather(int nodes) {
            this.nodes = nodes;
        }
    }

    @AutoClose
    private static TwoNodes nodes;

    @AutoClose
    private static final Relay TO_JANUS = new Relay(JANUS);

    @AutoClose
    private static Relay network;

    @AutoClose
    private static Browser browser;

    @AutoClose("shutdownNow")
    private static final ExecutorService THREADS = Executors.newCachedThreadPool();

    private final Random random = new Random(SEED);
    private final Map<Weather, Integer> happened = new EnumMap<>(Weather.class);
    private final List<ReturningCaller> callers = new ArrayList<>();
    private final List<CallPage> phones = new ArrayList<>();
    private CompletableFuture<?> repair = CompletableFuture.completedFuture(null);
    private int returns;

    @BeforeAll
    static void start() {
        nodes = TwoNodes.start(
                "storm",
                "-Dvoip.calls-per-minute=10000",
                "-Dvoip.rings-per-minute=10000",
                "-Dvoip.max-calls-per-caller=100",
                "-Dvoip.drain-time=1");
        nodes.world.with(329, "0808", 324, "wss://127.0.0.1:" + TO_JANUS.port() + "/janus");
        nodes.awaitGateways();
        network = new Relay(nodes.balancer.port());
        browser = CallPage.browser();
    }

    @Test
    void callsEndOnlyBecauseTheirCallersHangUp() {
        while (callers.size() < CALLERS) {
            call();
        }
        while (phones.size() < BROWSERS) {
            talk();
        }
        int threads = mostThreads();
        double share = shareHeardInTheStorm();
        phones.forEach(StormIT::hangUp);
        while (!callers.isEmpty()) {
            hangUp();
        }
        System.out.println("Storm of " + TIME.toSeconds() + " s with seed " + SEED + ": " + happened + ", " + returns
                + " returns, no call ended by it, " + 100 * share + " % of the sound came in");
        nothingIsLeft(threads);
        assertThat(share).isGreaterThan(NEARLY_ALL);
    }

    /** Of what the browsers are to hear. */
    private double shareHeardInTheStorm() {
        double heard = heard();
        long begun = System.nanoTime();
        while (System.nanoTime() - begun < TIME.toNanos()) {
            Weather next = next();
            happened.merge(next, 1, Integer::sum);
            happen(next);
            assertThat(callers).as("calls still up after " + next).noneMatch(ReturningCaller::hasEnded);
            LockSupport.parkNanos(
                    Duration.ofMillis(random.nextInt(LONGEST_CALM_MILLIS)).toNanos());
        }
        repair.join();
        return (heard() - heard) / expected(System.nanoTime() - begun);
    }

    /** Each hears its own echo. */
    private void talk() {
        CallPage phone = CallPage.open(browser, nodes.portal());
        phone.call();
        phone.awaitTone(CallPage.MICROPHONE_HERTZ);
        phones.add(phone);
    }

    private double heard() {
        return phones.stream().mapToDouble(CallPage::packetsReceived).sum();
    }

    private static double expected(long nanos) {
        return BROWSERS * PACKETS_PER_SECOND * nanos / 1e9;
    }

    private static void hangUp(CallPage phone) {
        phone.awaitTone(CallPage.MICROPHONE_HERTZ);
        phone.hangUp();
        phone.visit().takeFaults();
        phone.close();
    }

    private Weather next() {
        if (callers.get(0).age().compareTo(LONGEST_CALL) > 0) {
            return Weather.CALLER_HANGS_UP;
        }
        Weather next = Weather.values()[random.nextInt(Weather.values().length)];
        return repair.isDone() || next.nodes == 1 ? next : Weather.SOCKETS_BREAK;
    }

    private void call() {
        Relay from = random.nextBoolean() ? network : nodes.balancer;
        callers.add(nodes.callFrom(from, THREADS).impatient());
    }

    /** The one that has called for longest. */
    private void hangUp() {
        ReturningCaller caller = callers.remove(0);
        assertThat(caller.hangUp()).isEqualTo(EndReason.HANG_UP);
        returns += caller.returns();
    }

    private void happen(Weather weather) {
        switch (weather) {
            case SOCKETS_BREAK -> nodes.balancer.cut();
            case BALANCER_TURNS -> turn();
            case JANUS_CONNECTION_BREAKS -> TO_JANUS.cut();
            case NETWORK_FAILS -> networkFails();
            case NODE_DIES -> die();
            case NODE_FREEZES -> freeze();
            case NODE_STOPS -> stop();
            case DATABASE_DIES -> databaseDies();
            case CALLER_HANGS_UP -> {
                hangUp();
                call();
            }
        }
    }

    /** A caller whose socket had been closed before, and of whom nothing is heard, would be taken for gone. */
    private void networkFails() {
        Await.until(Await.PATIENTLY, () -> callers.stream().allMatch(ReturningCaller::isConnected), back -> back);
        network.silence();
        LockSupport.parkNanos(Duration.ofSeconds(1 + random.nextInt(LONGEST_SECONDS_WITHOUT_NETWORK))
                .toNanos());
        network.up();
    }

    private static void turn() {
        nodes.turn();
        nodes.balancer.cut();
    }

    private void die() {
        Server dying = nodes.current();
        turn();
        dying.kill();
        repair = CompletableFuture.runAsync(() -> nodes.startAgain(dying), THREADS);
    }

    private static void freeze() {
        Server freezing = nodes.current();
        freezing.freeze();
        turn();
        LockSupport.parkNanos(FROZEN.toNanos());
        freezing.thaw();
    }

    /** Stopped in order, as by SIGTERM. */
    private void stop() {
        Server leaving = nodes.current();
        nodes.turn();
        leaving.close();
        repair = CompletableFuture.runAsync(() -> nodes.startAgain(leaving), THREADS);
    }

    private static void databaseDies() {
        nodes.database.kill();
        LockSupport.parkNanos(DATABASE_AWAY.toNanos());
        nodes.database.resume();
    }

    /** Of the node that has more, which is the one with the calls. */
    private static int mostThreads() {
        return nodes().mapToInt(node -> ownThreads(node).size()).max().orElseThrow();
    }

    private static List<String> ownThreads(Server node) {
        return Jcmd.threadNames(node.pid()).stream()
                .filter(name -> !ANSWERS_REQUESTS.matcher(name).lookingAt())
                .toList();
    }

    private static Stream<Server> nodes() {
        return Stream.of(nodes.world.server, nodes.second());
    }

    private static void nothingIsLeft(int threadsBefore) {
        Await.until(Duration.ofSeconds(90), nodes.world.lab::janusHandles, handles -> handles <= 2);
        Await.until(Await.PATIENTLY, () -> nodes.database.query("select count(*) from voip_call"), "0"::equals);
        nodes().forEach(node -> Await.until(Await.PATIENTLY, () -> callsInMemory(node), calls -> calls == 0));
        assertThat(mostThreads()).isLessThan(threadsBefore + MOST_THREADS_OF_POOLS);
    }

    private static int callsInMemory(Server node) {
        return Jcmd.count(node.pid(), CallLoop.class);
    }
}
