package org.portalvoip.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.portalvoip.testing.lab.CallPage.DESK_HERTZ;
import static org.portalvoip.testing.lab.CallPage.MICROPHONE_HERTZ;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.portalvoip.testing.Await;
import org.portalvoip.testing.browser.Browser;
import org.portalvoip.testing.lab.CallPage;
import org.portalvoip.testing.lab.CallWorld;
import org.portalvoip.testing.lab.MediaNetwork;
import org.portalvoip.testing.lab.Relay;
import org.portalvoip.testing.lab.Tone;
import org.portalvoip.testing.lab.TwoNetworks;

/**
 * What a running call survives: everything but a hang-up. The browser reaches the server through a {@link Relay}.
 * Longer than 200 lines, because its tests share a server and a lab, whose start takes longer than any of them.
 */
@Tag("extra")
class SurvivalIT {
    private static final int PACKETS_PER_SECOND = 50;
    private static final Duration SOUND_BACK = Duration.ofSeconds(3);
    private static final int MOST_TRIES = 3;

    @AutoClose
    private static CallWorld world;

    @AutoClose
    private static Browser browser;

    @AutoClose
    private static MediaNetwork media;

    private Relay relay;

    @BeforeAll
    static void start() {
        world = new CallWorld(
                "survival",
                "-Dvoip.calls-per-minute=10000",
                "-Dvoip.rings-per-minute=10000",
                "-Dvoip.dtmf=info"); // keys take the way that is interrupted
        browser = CallPage.browser();
        media = new MediaNetwork();
    }

    @BeforeEach
    void aWayToTheServer() {
        world.with();
        relay = new Relay(world.server.uri("").getPort());
    }

    /** Browsers write each request that fails to their console, and nobody can keep them from it. */
    private static void forgive(CallPage phone) {
        assertThat(phone.visit().takeFaults())
                .allMatch(fault -> fault.contains("net::ERR_") || fault.contains("WebSocket"));
    }

    @AfterEach
    void nothingIsLeft() {
        relay.close();
        world.awaitNothingLeft();
    }

    private CallPage phone() {
        URI portal = URI.create(
                "http://127.0.0.1:" + relay.port() + world.server.uri("").getPath());
        return CallPage.open(browser, portal);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10, 40})
    void aSocketThatIsCutForSecondsCostsNoSound(int seconds) {
        Path heard = world.recordingOf(() -> {
            try (CallPage phone = phone()) {
                phone.call();
                phone.awaitTone(DESK_HERTZ);
                int lost = phone.receivePackets(1);
                relay.down();
                for (int second = 0; second < seconds; second++) {
                    assertThat(phone.receivePackets(PACKETS_PER_SECOND)).isEqualTo(lost);
                }
                relay.up();
                pressKeys(phone);
                assertThat(phone.receivePackets(1)).isEqualTo(lost);
                phone.hangUp();
                world.awaitDeskCalls(0, Await.SOON);
                forgive(phone);
            }
        });
        Await.until(
                Await.SOON,
                () -> Tone.course(heard, MICROPHONE_HERTZ),
                course -> course.matches("(silence )?tone( silence)?"));
    }

    /** Each reaches the desk, as soon as the way is there again. */
    private static void pressKeys(CallPage phone) {
        String before = world.lab.deskDigits();
        phone.page().keyboard().press("4");
        phone.page().keyboard().press("2");
        Await.until(Await.PATIENTLY, world.lab::deskDigits, digits -> digits.equals(before + "42"));
        phone.awaitStatus("phone.established");
    }

    @Test
    void whoPressesKeysWhileTheSocketIsCutIsHeardLaterAndWhoHangsUpIsHeardAtOnce() {
        try (CallPage phone = phone()) {
            phone.call();
            String before = world.lab.deskDigits();
            relay.down();
            phone.awaitStatus("phone.reconnecting");
            phone.page().keyboard().press("7");
            relay.up();
            Await.until(Await.SOON, world.lab::deskDigits, digits -> digits.equals(before + "7"));

            relay.down();
            phone.awaitStatus("phone.reconnecting");
            phone.hangUp();
            world.awaitDeskCalls(0, Await.SOON);
            relay.up();
            forgive(phone);
        }
    }

    @Test
    void whenTheDeskHangsUpMeanwhileTheCallerIsToldAfterwards() {
        try (CallPage phone = phone()) {
            phone.call();
            relay.down();
            phone.awaitStatus("phone.reconnecting");
            world.lab.deskHangsUp();
            relay.up();
            phone.awaitEnd("phone.FAR_END");
            forgive(phone);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 20})
    void aNetworkThatIsLostForSecondsBringsTheSoundBack(int seconds) {
        try (CallPage phone = phone()) {
            phone.call();
            phone.awaitTone(DESK_HERTZ);
            relay.silence();
            media.down();
            pass(Duration.ofSeconds(seconds));
            media.up();
            relay.up();
            Duration silence = soundIsBack(phone, "Network lost for " + seconds + " s", System.nanoTime());
            forgive(phone);
            assertThat(silence).isLessThan(SOUND_BACK);
        }
    }

    /** And both sides go on as before, until the caller hangs up; returns for how long there was none. */
    private static Duration soundIsBack(CallPage phone, String after, long back) {
        phone.receivePackets(PACKETS_PER_SECOND / 10); // some may have come just before
        Duration silence = Duration.ofNanos(System.nanoTime() - back);
        System.out.println(after + ": sound back " + silence.toMillis() + " ms after it");
        phone.awaitTone(DESK_HERTZ);
        // Checks of a connection that go unanswered are noticed only after five seconds.
        phone.receivePackets(8 * PACKETS_PER_SECOND);
        phone.speak();
        pressKeys(phone);
        phone.hangUp();
        return silence;
    }

    private static void pass(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        Await.until(Await.PATIENTLY, System::nanoTime, now -> now >= end);
    }

    /** What becomes of the caller's network, and when there is a network again. */
    private enum Change {
        /** As whoever leaves the house, and gets the mobile network when the Wi-Fi is gone. */
        SWAPPED {
            @Override
            long happen(TwoNetworks networks) {
                networks.leave(TwoNetworks.WIFI);
                pass(Duration.ofSeconds(1));
                networks.join(TwoNetworks.MOBILE);
                return System.nanoTime();
            }
        },
        /** As a telephone, which has both for a while. */
        OVERLAPPED {
            @Override
            long happen(TwoNetworks networks) {
                networks.join(TwoNetworks.MOBILE);
                pass(Duration.ofSeconds(1));
                networks.leave(TwoNetworks.WIFI);
                return System.nanoTime();
            }
        },
        ADDRESS_CHANGED {
            @Override
            long happen(TwoNetworks networks) {
                networks.moveIn(TwoNetworks.WIFI);
                return System.nanoTime();
            }
        };

        /** Returns when there was a network again. */
        abstract long happen(TwoNetworks networks);
    }

    /** Chromium itself takes up to two of the three seconds; other work on the machine only adds to them. */
    @ParameterizedTest
    @EnumSource
    void whoComesIntoAnotherNetworkGoesOnTalking(Change change) {
        Stream<Duration> silences = Stream.generate(() -> silenceAfter(change)).limit(MOST_TRIES);
        assertThat(silences.anyMatch(silence -> silence.compareTo(SOUND_BACK) < 0))
                .as("sound back within %s, once at least", SOUND_BACK)
                .isTrue();
    }

    private static Duration silenceAfter(Change change) {
        try (TwoNetworks networks = new TwoNetworks();
                Browser walker = networks.browser();
                Relay way = TwoNetworks.way(world.server.uri("").getPort());
                CallPage phone = CallPage.open(walker, TwoNetworks.portal(way))) {
            phone.call();
            phone.awaitTone(DESK_HERTZ);
            Duration silence = soundIsBack(phone, "Network " + change, change.happen(networks));
            forgive(phone);
            return silence;
        }
    }
}
