package org.portalvoip.benchmark;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.portalvoip.testing.Await;
import org.portalvoip.testing.browser.Browser;
import org.portalvoip.testing.lab.CallPage;
import org.portalvoip.testing.lab.MediaNetwork;
import org.portalvoip.testing.lab.ReturningCaller;
import org.portalvoip.testing.lab.Tone;
import org.portalvoip.testing.lab.TwoNodes;
import org.portalvoip.testing.server.Launch;
import org.portalvoip.testing.server.Server;

/**
 * How soon a phone is back that has lost its socket, its node or its network, and what is lost of the sound: two nodes on
 * one PostgreSQL and one Janus, all on one machine with the phones. Longer than 200 lines, because all figures are
 * measured on the same two nodes.
 */
@Tag("benchmark")
@ExtendWith(Report.class)
class ResumeBenchmark {
    private static final int CUTS = Scale.times(100);
    private static final int FIRST_CUTS = Scale.times(20);
    private static final int DEATHS = Scale.times(3);
    private static final int CALLERS = 20;
    private static final int LOSSES = Scale.times(10);
    private static final Duration LOST = Duration.ofSeconds(5);
    private static final int PACKETS_PER_SECOND = 50;
    private static final int MILLIS_PER_PACKET = 20;
    private static final int SECONDS_OF_SOUND = 5;
    private static final int EVENTS_OF_A_KIND = Scale.times(3);

    @AutoClose
    private static TwoNodes nodes;

    @AutoClose
    private static Browser browser;

    @AutoClose("shutdownNow")
    private static final ExecutorService THREADS = Executors.newCachedThreadPool();

    @BeforeAll
    static void start() {
        nodes = TwoNodes.start(
                "resume",
                Launch.COMPILE_FULLY,
                "-Dvoip.calls-per-minute=1000000",
                "-Dvoip.rings-per-minute=1000000",
                "-Dvoip.max-calls-per-caller=1000",
                "-Dvoip.max-calls-per-address=1000");
        nodes.world.with();
        nodes.awaitGateways();
        browser = CallPage.browser();
    }

    @Test
    void sameNode() {
        Sample seconds = cuts(() -> {});
        put(seconds, Figure.RESUME_SAME, Figure.RESUME_SAME_P99);
    }

    @Test
    void otherNode() {
        Sample seconds = cuts(nodes::turn);
        put(seconds, Figure.RESUME_OTHER, Figure.RESUME_OTHER_P99);
    }

    private static void put(Sample seconds, Figure p95, Figure p99) {
        String how = seconds.size() + " times, p50 " + Report.number(seconds.median());
        Report.put(p95, seconds.percentile(95), how);
        Report.put(p99, seconds.percentile(99), how);
    }

    private static Sample cuts(Runnable before) {
        ReturningCaller caller = nodes.call(THREADS);
        Sample seconds = new Sample();
        for (int i = -FIRST_CUTS; i < CUTS; i++) {
            before.run();
            int returns = caller.returns();
            long cut = System.nanoTime();
            nodes.balancer.cut();
            Await.until(Await.PATIENTLY, caller::returns, now -> now > returns);
            if (i >= 0) {
                seconds.add((caller.lastReturn() - cut) / 1e9);
            }
        }
        caller.hangUp();
        return seconds;
    }

    @Test
    void killedNode() {
        Sample seconds = new Sample();
        for (int i = 0; i < DEATHS; i++) {
            List<ReturningCaller> callers = new ArrayList<>();
            while (callers.size() < CALLERS) {
                callers.add(nodes.call(THREADS));
            }
            long killed = System.nanoTime();
            Server dead = kill();
            for (ReturningCaller caller : callers) {
                Await.until(Await.PATIENTLY, caller::returns, returns -> returns == 1);
                seconds.add((caller.lastReturn() - killed) / 1e9);
                caller.hangUp();
            }
            nodes.startAgain(dead);
        }
        String deaths = DEATHS + " deaths with " + CALLERS + " calls each, p50 ";
        Report.put(Figure.RESUME_KILLED, seconds.percentile(95), deaths + Report.number(seconds.median()));
    }

    private static Server kill() {
        Server dying = nodes.current();
        nodes.turn();
        dying.kill();
        return dying;
    }

    @Test
    void soundOfACutSocket() {
        soundOf(Figure.GAP_SAME, nodes.balancer::cut, () -> {});
    }

    @Test
    void soundOfACallThatGoesToAnotherNode() {
        Runnable event = () -> {
            nodes.turn();
            nodes.balancer.cut();
        };
        soundOf(Figure.GAP_OTHER, event, () -> {});
    }

    @Test
    void soundOfACallWhoseNodeIsKilled() {
        AtomicReference<Server> dead = new AtomicReference<>();
        soundOf(Figure.GAP_KILLED, () -> dead.set(kill()), () -> nodes.startAgain(dead.get()));
    }

    /** Packets that Janus has sent and the browser never got; and what either side heard, which depends on the machine, too. */
    private static void soundOf(Figure figure, Runnable event, Runnable repair) {
        double lost = 0;
        double made = 0;
        long desk = 0;
        for (int i = 0; i < EVENTS_OF_A_KIND; i++) {
            double[] before = new double[2];
            double[] after = new double[2];
            Path heard = nodes.world.recordingOf(() -> {
                try (CallPage phone = talking()) {
                    double quiet = madeUp(phone);
                    before[0] = phone.receivePackets(1);
                    event.run();
                    after[1] = madeUp(phone) - quiet;
                    after[0] = phone.receivePackets(1);
                    phone.hangUp();
                    nodes.world.awaitDeskCalls(0, Await.SOON);
                    phone.visit().takeFaults();
                }
            });
            repair.run();
            lost = Math.max(lost, (after[0] - before[0]) * MILLIS_PER_PACKET);
            made = Math.max(made, after[1]);
            desk = Math.max(
                    desk, Tone.longestGap(heard, CallPage.MICROPHONE_HERTZ).toMillis());
        }
        String ears = "; the browser made up " + Report.number(made) + " ms more than before, the desk heard " + desk
                + " ms of silence";
        Report.put(figure, lost, EVENTS_OF_A_KIND + " times, the worst" + ears);
    }

    private static CallPage talking() {
        CallPage phone = CallPage.open(browser, nodes.portal());
        phone.call();
        phone.awaitTone(CallPage.DESK_HERTZ);
        phone.speak();
        return phone;
    }

    /** Within the next five seconds. */
    private static double madeUp(CallPage phone) {
        double before = phone.concealedMillis();
        phone.receivePackets(SECONDS_OF_SOUND * PACKETS_PER_SECOND);
        return phone.concealedMillis() - before;
    }

    @Test
    void soundAfterALossOfTheNetwork() {
        Sample seconds = new Sample();
        try (MediaNetwork media = new MediaNetwork();
                CallPage phone = talking()) {
            for (int i = 0; i < LOSSES; i++) {
                nodes.balancer.silence();
                media.down();
                long end = System.nanoTime() + LOST.toNanos();
                Await.until(Await.PATIENTLY, System::nanoTime, now -> now >= end);
                media.up();
                nodes.balancer.up();
                long back = System.nanoTime();
                phone.receivePackets(1);
                seconds.add((System.nanoTime() - back) / 1e9);
                phone.receivePackets(SECONDS_OF_SOUND * PACKETS_PER_SECOND);
            }
            phone.hangUp();
            phone.visit().takeFaults();
        }
        String how = LOSSES + " times, p50 " + Report.number(seconds.median());
        Report.put(Figure.SOUND_BACK, seconds.percentile(95), how);
    }
}
