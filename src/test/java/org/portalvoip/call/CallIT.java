package org.portalvoip.call;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.portalvoip.sip.Credential;
import org.portalvoip.sip.Offers;
import org.portalvoip.testing.Await;
import org.portalvoip.testing.Endurance;
import org.portalvoip.testing.RacingSaves;
import org.portalvoip.testing.lab.CallClient;
import org.portalvoip.testing.lab.CallWorld;

/**
 * The broker with a real Janus, a real SIP server and a real phone; the browser is a socket without media. Longer than
 * 200 lines, because its tests share a server and a lab, whose start takes longer than any of them.
 */
@Tag("essential")
class CallIT {
    private static final Duration TIME_TO_TELL = Duration.ofSeconds(5);

    private static final int RUNNING_CALLS = Endurance.of(100);
    private static final int SAVES_PER_ADMINISTRATOR = Endurance.of(1000) / 3;

    @AutoClose
    private static CallWorld world;

    @BeforeAll
    static void start() {
        world = new CallWorld(
                "call",
                "-Dvoip.max-calls=" + 2 * RUNNING_CALLS,
                "-Dvoip.max-calls-per-address=" + 2 * RUNNING_CALLS,
                "-Dvoip.calls-per-minute=10000",
                "-Dvoip.rings-per-minute=10000",
                "-Dvoip.ring-timeout=4");
    }

    /** Whatever a test did, only the master handle remains in Janus. */
    @AfterEach
    void nothingIsLeftInJanus() {
        world.awaitNothingLeft();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ws://127.0.0.1:8188/janus",
                "wss://127.0.0.1:8989/janus",
                "http://127.0.0.1:8088/janus",
                "https://127.0.0.1:8089/janus",
                "wss://127.0.0.1:9/janus,https://127.0.0.1:8089/janus"
            })
    void theDeskAnswersOverEveryTransport(String server) {
        world.with(324, server);

        try (var caller = world.caller()) {
            caller.hearType("ready");
            caller.offer();
            caller.hearState(CallState.CALLING);
            assertThat(caller.hearType("answer").getString("sdp")).startsWith("v=0");
            caller.hearState(CallState.ESTABLISHED);
            world.awaitDeskCalls(1, Await.SOON);
            caller.hangUp();
            assertThat(caller.hearEnd()).isEqualTo(EndReason.HANG_UP);
        }
    }

    @Test
    void ha1IsMadeOfThePassword() {
        world.with(330, "2").established().close();
    }

    @Test
    void aReadyHa1InCapitalsIsTakenToo() {
        String ha1 =
                Credential.Ha1.of("goofy", "127.0.0.1", world.lab.sipPassword()).hash();

        world.with(330, "2", 328, ha1.toUpperCase(java.util.Locale.ROOT))
                .established()
                .close();
    }

    @Test
    void aGuestCallsWithoutPassword() {
        world.with(330, "3", 327, "visitor", 328, null).established().close();
    }

    @ParameterizedTest
    @CsvSource({
        "0302,REDIRECTED",
        "0403,FORBIDDEN",
        "0410,NUMBER_GONE",
        "0420,NOT_SUPPORTED",
        "0433,ANONYMOUS",
        "0480,UNREACHABLE",
        "0482,LOOP",
        "0484,NUMBER_INCOMPLETE",
        "0486,BUSY",
        "0488,NOT_ACCEPTABLE",
        "0500,PHONE_SYSTEM_FAULT",
        "0503,SERVICE_UNAVAILABLE",
        "0600,BUSY",
        "0603,DECLINED",
        "0999,NOT_FOUND"
    })
    void whyNobodyAnsweredIsTold(String extension, EndReason reason) {
        world.with(329, extension);

        assertThat(world.endOfCall()).isEqualTo(reason);
    }

    @Test
    void itDoesNotRingForEver() {
        world.with(329, "0801");

        try (var caller = world.caller()) {
            caller.hearType("ready");
            caller.offer().hearState(CallState.RINGING);
            assertThat(caller.hearEnd()).isEqualTo(EndReason.RING_TIMEOUT);
        }
    }

    /** Were there no reply, the desk's telephone would wait for it with taking the call up again. */
    @Test
    @Tag("once")
    void aBrowserThatDoesNotReplyToTheDesksHoldKeepsItsCall() {
        world.with();

        try (var caller = world.established()) {
            world.lab.deskHolds();
            assertThat(caller.hearType("update").getString("sdp")).contains("a=sendonly");
            world.lab.deskResumes();
            assertThat(caller.hearType("update").getString("sdp")).contains("a=sendrecv");
            assertThat(caller.hangUp().hearEnd()).isEqualTo(EndReason.HANG_UP);
        }
    }

    @Test
    void aWrongPasswordIsTheAdministratorsMatter() {
        world.with(328, "wrong");

        assertThat(world.endOfCall()).isEqualTo(EndReason.CREDENTIALS);
    }

    @Test
    void soIsTheHa1OfAnotherRealm() {
        world.with(
                330,
                "2",
                328,
                Credential.Ha1.of("goofy", "asterisk", world.lab.sipPassword()).hash());

        assertThat(world.endOfCall()).isEqualTo(EndReason.CREDENTIALS);
    }

    @Test
    void aSilentSipServerKeepsNobodyWaiting() {
        world.with(326, "5062");

        assertThat(world.endOfCall()).isEqualTo(EndReason.RING_TIMEOUT);
    }

    @Test
    void theDeskMayHangUp() {
        world.with();

        try (var caller = world.established()) {
            world.lab.deskHangsUp();
            assertThat(caller.hearEnd()).isEqualTo(EndReason.FAR_END);
        }
    }

    @Test
    void aBrowserThatVanishesLeavesNoCallBehind() {
        world.with();
        var caller = world.established();
        world.awaitDeskCalls(1, Await.SOON);

        caller.vanish();

        // 8 s of silence, or as much more where the server does not report the reset and a ping finds out
        world.awaitDeskCalls(0, Await.PATIENTLY);
    }

    @Test
    void aDigitReachesTheDeskOnce() {
        world.with();

        try (var caller = world.established()) {
            String before = world.lab.deskDigits();
            caller.say("{\"type\":\"dtmf\",\"digit\":\"7\"}");
            Await.until(Await.SOON, world.lab::deskDigits, (before + "7")::equals);
        }
    }

    @Test
    void aSaveOfTheExtensionAloneKeepsTheConnectionToJanus() {
        world.with(329, "0800").established().close();
        world.awaitNothingLeft();
        Set<Long> before = world.lab.janusSessions();

        world.with(329, "0486");
        assertThat(world.endOfCall()).isEqualTo(EndReason.BUSY);

        world.awaitNothingLeft();
        Await.until(
                Await.SOON, world.lab::janusSessions, sessions -> !sessions.isEmpty() && before.containsAll(sessions));
    }

    @Test
    void aRunningCallOutlivesANewSetOfParameters() {
        world.with(329, "0808");

        try (var running = world.established()) {
            world.with(329, "0486", 324, "https://127.0.0.1:8089/janus");
            assertThat(world.endOfCall()).isEqualTo(EndReason.BUSY);
            running.hangUp();
            assertThat(running.hearEnd()).isEqualTo(EndReason.HANG_UP);
        }
    }

    /** As the admin guide says: add a key, save anything, remove the old key. */
    @Test
    @Tag("repeated")
    void runningCallsOutliveARotationOfTheKey() throws IOException {
        world.with(329, "0808");
        Path keys = world.server.data().resolve("voip.key");
        List<CallClient> callers = new ArrayList<>();
        try {
            for (int i = 0; i < RUNNING_CALLS; i++) {
                callers.add(world.established());
            }
            String added = "rotated" + System.nanoTime() + " " + newKey() + "\n";
            Files.writeString(keys, Files.readString(keys) + added);
            world.administrator().save(Map.of());
            Files.writeString(keys, added);
            // Opens the secret, which only the new key can.
            world.administrator().save(Map.of(329, "0808"));

            long kept = callers.stream()
                    .filter(caller -> caller.hangUp().hearEnd() == EndReason.HANG_UP)
                    .count();
            System.out.println("The key was rotated during " + RUNNING_CALLS + " calls: " + (RUNNING_CALLS - kept)
                    + " of them ended");
            assertThat(kept).isEqualTo(RUNNING_CALLS);
        } finally {
            callers.forEach(CallClient::close);
        }
        world.established().close();
        assertThat(world.administrator().get("health/ready").statusCode()).isEqualTo(200);
    }

    private static String newKey() {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(key);
    }

    /** The call at the end is one that the SIP server accepts with the password. */
    @Test
    @Tag("repeated")
    void theSecretOutlivesRacingSavesThatKeepIt() throws IOException {
        world.with();

        Map<Integer, Integer> answers = RacingSaves.run(world.server, SAVES_PER_ADMINISTRATOR);

        System.out.println("Racing saves that keep the secret, by status of the answer: " + answers);
        world.administrator().save(Map.of(329, "0808", 330, "1"));
        world.established().close();
        assertThat(Await.log(world.server.log())).doesNotContain("Parameter 328 cannot be used");
    }

    @Test
    void theOfferOfFirefoxIsAnsweredToo() {
        world.with();

        try (var caller = world.caller()) {
            caller.hearType("ready");
            caller.offer(Offers.FIREFOX).hearState(CallState.ESTABLISHED);
        }
    }

    @Test
    void noWordOfACallerReachesTheDesksTelephone() throws IOException {
        try (var desk = new DatagramSocket(0, InetAddress.getLoopbackAddress());
                var caller =
                        world.with(326, String.valueOf(desk.getLocalPort())).caller()) {
            caller.hearType("ready");
            caller.offer(CallClient.OFFER
                    .replace("o=- ", "o=<evil> ")
                    .replace("s=-", "s=evil")
                    .replace("a=mid:0", "a=mid:0\r\na=x-evil:INVITE sip:900@evil.example\r\na=ptime:evil"));

            assertThat(request(desk))
                    .startsWith("INVITE sip:0800@127.0.0.1:" + desk.getLocalPort() + " ")
                    .contains("opus/48000/2")
                    .doesNotContain("evil");
        }
    }

    private static String request(DatagramSocket desk) throws IOException {
        desk.setSoTimeout((int) Await.PATIENTLY.toMillis());
        var packet = new DatagramPacket(new byte[65_535], 65_535);
        desk.receive(packet);
        return new String(packet.getData(), 0, packet.getLength(), UTF_8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"wss://127.0.0.1:8989/janus", "https://127.0.0.1:8089/janus"})
    void aKilledJanusEndsTheCallAsSoonAsItIsBackAndTheNextOneWorks(String server) {
        world.with(324, server);

        try (var caller = world.established()) {
            world.lab.kill("janus");
            world.lab.start("janus");
            long back = System.nanoTime();
            assertThat(caller.hearEnd()).isEqualTo(EndReason.GATEWAY_LOST);
            assertThat(Duration.ofNanos(System.nanoTime() - back)).isLessThan(TIME_TO_TELL);
        } finally {
            // The help desk has not learnt that its call is over.
            world.lab.kill("baresip");
            world.lab.start("baresip");
        }

        world.awaitAnsweredCall();
    }
}
