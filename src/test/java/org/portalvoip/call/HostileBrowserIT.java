package org.portalvoip.call;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.portalvoip.testing.Await;
import org.portalvoip.testing.Endurance;
import org.portalvoip.testing.lab.CallClient;
import org.portalvoip.testing.lab.CallRawClient;
import org.portalvoip.testing.lab.CallWorld;

/** Browsers that vanish while the server writes to them, or never answer: no thread is stuck, and no place is lost. */
class HostileBrowserIT {
    private static final int CALLS = 4;
    private static final int ROUNDS = Endurance.of(30);
    private static final int UNREAD_PINGS = 10_000;

    private static final Duration FIFTEEN_SECONDS = Duration.ofSeconds(15);
    /** A reset behind queued frames is not always reported by a server; then the heartbeat finds out. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(30);

    @AutoClose
    private static CallWorld world;

    @BeforeAll
    static void start() {
        world = new CallWorld(
                "hostile",
                "-Dvoip.max-calls=" + CALLS,
                "-Dvoip.max-calls-per-caller=" + CALLS,
                "-Dvoip.calls-per-minute=10000");
        world.with();
    }

    @AfterEach
    void noThreadIsStuckAndAllPlacesAreFree() throws Exception {
        world.awaitNothingLeft();
        assertThat(threads()).contains("java.lang.Thread.State").doesNotContain("deadlock");
        List<CallClient> callers = new ArrayList<>();
        try {
            for (int i = 0; i < CALLS; i++) {
                callers.add(world.established());
            }
        } finally {
            callers.forEach(CallClient::close);
        }
        world.awaitNothingLeft();
    }

    private static String threads() throws Exception {
        Process jcmd = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(world.server.pid()),
                        "Thread.print")
                .redirectErrorStream(true)
                .start();
        String dump = new String(jcmd.getInputStream().readAllBytes(), UTF_8);
        assertThat(jcmd.waitFor(FIFTEEN_SECONDS.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return dump;
    }

    @Test
    void browsersMayVanishWithUnreadFramesWhileTheDeskHangsUp() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            List<CallRawClient> browsers = new ArrayList<>();
            for (int i = 0; i < CALLS; i++) {
                browsers.add(call());
            }
            CompletableFuture<?>[] hostilities = browsers.stream()
                    .map(browser -> CompletableFuture.runAsync(() -> floodAndVanish(browser)))
                    .toArray(CompletableFuture<?>[]::new);
            for (int i = 0; i < CALLS; i++) {
                world.lab.deskHangsUp();
            }
            CompletableFuture.allOf(hostilities).get(FIFTEEN_SECONDS.toSeconds(), TimeUnit.SECONDS);
            // The desk's telephone may miss a command while it ends another call; then the heartbeat ends this one.
            world.awaitDeskCalls(0, HEARTBEAT);
            world.awaitNothingLeft();
        }
    }

    @Test
    void browsersThatVanishWithUnreadFramesLoseTheirCallsByThemselves() throws Exception {
        List<CallRawClient> browsers = new ArrayList<>();
        for (int i = 0; i < CALLS; i++) {
            browsers.add(call());
        }
        world.awaitDeskCalls(CALLS, FIFTEEN_SECONDS);

        browsers.forEach(HostileBrowserIT::floodAndVanish);

        world.awaitDeskCalls(0, HEARTBEAT);
    }

    private static CallRawClient call() throws IOException {
        return new CallRawClient(world.server.uri("call"), world.origin())
                .hear("ready")
                .offer()
                .hear("established");
    }

    /** The server answers each ping, and nobody reads it. */
    private static void floodAndVanish(CallRawClient browser) {
        try {
            browser.ping(UNREAD_PINGS);
        } catch (IOException alreadyClosed) {
            // The desk was faster.
        }
        browser.vanish();
    }

    @Test
    void aBrowserThatReadsNoneOfItsPongsLosesItsSocketWhenTheDeskHangsUp() throws Exception {
        try (CallRawClient browser = call()) {
            CompletableFuture<Void> cut = CompletableFuture.runAsync(() -> pingUntilCut(browser));
            world.lab.deskHangsUp();

            cut.get(FIFTEEN_SECONDS.toSeconds(), TimeUnit.SECONDS);
        }
    }

    private static void pingUntilCut(CallRawClient browser) {
        try {
            browser.ping(UNREAD_PINGS);
        } catch (IOException alreadyCut) {
            return;
        }
        Await.until(FIFTEEN_SECONDS, browser::isConnected, connected -> !connected);
    }

    @Test
    void aBrowserThatNeverAnswersTheCloseLosesItsSocket() throws Exception {
        try (CallRawClient browser = call()) {
            browser.say("{\"type\":\"hangup\"}");
            browser.hear("ended");

            Await.until(FIFTEEN_SECONDS, browser::isConnected, connected -> !connected);
        }
    }
}
