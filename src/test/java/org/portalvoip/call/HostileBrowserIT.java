package org.portalvoip.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.Json;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.portalvoip.testing.Await;
import org.portalvoip.testing.Endurance;
import org.portalvoip.testing.lab.CallClient;
import org.portalvoip.testing.lab.CallRawClient;
import org.portalvoip.testing.lab.CallWorld;
import org.portalvoip.testing.lab.RawSocket;
import org.portalvoip.testing.lab.SipEnd;
import org.portalvoip.testing.server.Jcmd;

/**
 * Browsers that vanish while the server writes to them, never answer, or send more than a browser may: no thread is
 * stuck, no memory is filled, and no place is lost. Longer than 200 lines, because its tests share a server and a lab,
 * whose start takes longer than any of them.
 */
@Tag("thorough")
class HostileBrowserIT {
    private static final int CALLS = 4;
    private static final int ROUNDS = Endurance.of(30);
    private static final int UNREAD_PINGS = 10_000;

    private static final int HANDSHAKES = 300;
    private static final int BROKEN_HANDSHAKES = Endurance.of(1000);
    private static final int BYTES_BEHIND = 100;
    private static final long BREAK_SEED = Long.getLong("voip.test.seed", 9);
    private static final int VISITORS = 200;
    private static final int FIVE_MEGABYTES = 5 << 20;

    /** The last line of a histogram: instances, bytes. */
    private static final Pattern LIVE = Pattern.compile("Total +\\d+ +(\\d+)\\s*$");

    private static final Duration FIFTEEN_SECONDS = Duration.ofSeconds(15);
    /** An honest browser may have that, on a bad network. */
    private static final Duration A_PAUSE = Duration.ofSeconds(4);
    /** The promised five seconds, and some for a busy machine. */
    private static final Duration CUT_OFF = Duration.ofSeconds(7);

    /** WildFly does not tell what has come behind a handshake. */
    private static final boolean SEES_WHAT_IS_BEHIND =
            !System.getProperty("voip.server").equals("wildfly");

    /**
     * A reset behind queued frames is not always reported by a server; then the heartbeat finds out, within 5 s, and
     * waits 5 s more for the browser. The rest is for a busy machine.
     */
    private static final Duration HEARTBEAT = Duration.ofSeconds(60);

    @AutoClose
    private static CallWorld world;

    @BeforeAll
    static void start() {
        world = new CallWorld(
                "hostile",
                "-Dvoip.resume-time=5",
                "-Dvoip.max-calls=" + CALLS,
                "-Dvoip.max-calls-per-caller=" + CALLS,
                "-Dvoip.calls-per-minute=10000",
                "-Dvoip.rings-per-minute=10000");
        world.with();
    }

    @AfterEach
    void noThreadIsStuckAndAllPlacesAreFree() {
        world.awaitNothingLeft();
        Await.until(Await.PATIENTLY, () -> Jcmd.count(world.server.pid(), CallLoop.class), inMemory -> inMemory == 0);
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

    private static String threads() {
        return Jcmd.threads(world.server.pid());
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

    /** Each from an address of its own, with the ticket of a real page, and a frame in the same write. */
    @Test
    void handshakesThatBringAFrameStopNobody() throws Exception {
        List<RawSocket> visitors = new ArrayList<>();
        try {
            for (int i = 0; i < HANDSHAKES; i++) {
                RawSocket visitor = new RawSocket(world.server.uri("call"), i);
                visitor.write(visitor.handshake(world.origin()), RawSocket.beginningOfAFrame(40));
                visitors.add(visitor);
            }
            Map<Integer, Long> answers = visitors.stream()
                    .map(RawSocket::status)
                    .collect(Collectors.groupingBy(status -> status, TreeMap::new, Collectors.counting()));
            // One that is there for a moment, because the server ends a socket without an offer, is not stuck.
            long stuck = Await.until(FIFTEEN_SECONDS, () -> threadsAt("UpgradeHandler"), threads -> threads == 0);
            System.out.println(HANDSHAKES + " handshakes with a frame behind them: answers " + answers + ", " + stuck
                    + " threads stuck, page " + page());
            assertThat(page()).isEqualTo(200);
            assertThat(answers).doesNotContainKey(0);
        } finally {
            closeAll(visitors);
        }
    }

    /** The page is a foreign one, or the ticket a used one; the offer is as good as any. */
    @Test
    void offersBehindHandshakesThatAreRefusedCallNobody() throws Exception {
        byte[] offer = RawSocket.frame(Json.createObjectBuilder()
                .add("type", "offer")
                .add("sdp", CallClient.OFFER)
                .build()
                .toString());
        try (SipEnd desk = new SipEnd()) {
            world.with(326, String.valueOf(desk.port()));
            Map<String, Long> answers = new TreeMap<>();
            for (int i = 0; i < HANDSHAKES; i++) {
                answers.merge(refusal(i, offer), 1L, Long::sum);
            }
            world.established().close();
            System.out.println(HANDSHAKES + " refused handshakes with an offer behind them: answers " + answers);

            assertThat(answers).containsOnlyKeys(SEES_WHAT_IS_BEHIND ? "400 once" : "403 once");
            assertThat(callsOf(desk)).as("calls, with the honest one").isEqualTo(1);
        } finally {
            world.with();
        }
    }

    /** Its status, and how many answers came until the connection was closed. */
    private static String refusal(int visitor, byte[] behind) throws IOException {
        try (var socket = new RawSocket(world.server.uri("call"), visitor)) {
            boolean foreign = visitor % 2 == 0;
            byte[] handshake = socket.handshake(foreign ? "http://evil.example" : world.origin());
            if (!foreign) {
                use(handshake, visitor);
            }
            socket.write(handshake, behind);
            String[] answers = socket.answer().split("HTTP/1.1 ", -1);
            return answers[1].substring(0, 3) + (answers.length == 2 ? " once" : " and more");
        }
    }

    private static void use(byte[] handshake, int visitor) throws IOException {
        try (var first = new RawSocket(world.server.uri("call"), visitor)) {
            first.write(handshake);
            assertThat(first.status()).isEqualTo(101);
        }
    }

    private static long callsOf(SipEnd desk) {
        return desk.requests().stream()
                .filter(request -> request.startsWith("INVITE "))
                .map(request -> request.replaceFirst("(?s).*?Call-ID: (\\S+).*", "$1"))
                .distinct()
                .count();
    }

    @Test
    @Tag("repeated")
    void handshakesThatBreakOffLeaveNothingBehind() throws Exception {
        Random random = new Random(BREAK_SEED);
        int whole = 0;
        for (int i = 0; i < BROKEN_HANDSHAKES; i++) {
            try (RawSocket visitor = new RawSocket(world.server.uri("call"), i)) {
                byte[] handshake = visitor.handshake(world.origin());
                int length = 1 + random.nextInt(handshake.length + BYTES_BEHIND);
                visitor.write(Arrays.copyOf(handshake, length));
                whole += length >= handshake.length ? 1 : 0;
                if (random.nextBoolean()) {
                    visitor.vanish();
                }
            }
        }
        long stuck = Await.until(FIFTEEN_SECONDS, HostileBrowserIT::threadsInHandshakes, threads -> threads == 0);
        System.out.println(BROKEN_HANDSHAKES + " handshakes cut off at random bytes, seed " + BREAK_SEED + ": " + whole
                + " were whole, " + stuck + " threads stuck, page " + page());
        assertThat(page()).isEqualTo(200);
    }

    /** Each is in the middle of an upgrade, or in our code. */
    private static long threadsInHandshakes() {
        return threadsAt("UpgradeHandler", "at org.portalvoip.call.");
    }

    private static long threadsAt(String... places) {
        return threads()
                .lines()
                .filter(line -> Stream.of(places).anyMatch(line::contains))
                .count();
    }

    /** Against the same visitors while they are silent: a server keeps some buffers for each connection. */
    @Test
    void framesThatNeverBecomeWholeFillNoMemory() throws Exception {
        closeAll(connect(VISITORS));
        long without = usedHeap();
        List<RawSocket> visitors = connect(VISITORS);
        try {
            long silent = usedHeap();
            CompletableFuture<?> writing = CompletableFuture.runAsync(
                    () -> visitors.parallelStream().forEach(visitor -> visitor.writeUntilClosed(FIVE_MEGABYTES)));
            long most = usedHeap();
            while (!writing.isDone()) {
                most = Math.max(most, usedHeap());
            }
            most = Math.max(most, usedHeap());
            System.out.println(VISITORS + " visitors with 5 MB each: heap " + (without >> 20) + " MB without them, "
                    + (silent >> 20) + " MB while they were silent, at most " + (most >> 20)
                    + " MB while they wrote, page " + page());
            // Without a limit of its own, Payara keeps 4 MB of each frame: 800 MB in all.
            assertThat(most - silent).isLessThan(16 << 20);
            assertThat(page()).isEqualTo(200);
        } finally {
            closeAll(visitors);
        }
    }

    /** Each from an address of its own, with the ticket of a real page. */
    private static List<RawSocket> connect(int count) throws IOException {
        List<RawSocket> visitors = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            RawSocket visitor = new RawSocket(world.server.uri("call"), HANDSHAKES + i);
            visitors.add(visitor);
            visitor.write(visitor.handshake(world.origin()));
            visitor.status();
        }
        return visitors;
    }

    private static void closeAll(List<RawSocket> visitors) {
        visitors.forEach(RawSocket::close);
    }

    /**
     * At the same time: a message, only its head, only its first byte, and a ping. Payara tells of each of them, WildFly only
     * of the first; the others it notices because nobody can answer its ping.
     */
    @Test
    void runningCallsWhoseBrowsersNeverEndTheirFramesAreCutOffAfterFiveSeconds() throws Exception {
        List<CallRawClient> browsers = new ArrayList<>();
        for (int i = 0; i < CALLS; i++) {
            browsers.add(call());
        }
        for (CallRawClient browser : browsers) {
            browser.pong(); // to the ping that may have come while the others called
        }
        long begun = System.nanoTime();
        List<CompletableFuture<Duration>> cuts = List.of(
                timeToCut(heard(browsers.get(0)).beginMessage(3000), begun),
                timeToCut(heard(browsers.get(1)).beginMessage(8), begun),
                timeToCut(heard(browsers.get(2)).beginMessage(1), begun),
                timeToCut(heard(browsers.get(3)).beginPing(100), begun));
        List<Duration> times = cuts.stream().map(CompletableFuture::join).toList();

        System.out.println("Half a message, its head, its first byte, half a ping in running calls: cut off after "
                + times.stream().map(Duration::toMillis).toList() + " ms");
        assertThat(times).allMatch(time -> time.compareTo(A_PAUSE) > 0 && time.compareTo(CUT_OFF) < 0);
    }

    /** As a phone, which says something every second. */
    private static CallRawClient heard(CallRawClient browser) throws IOException {
        return browser.say("{\"type\":\"ping\"}");
    }

    private static CompletableFuture<Duration> timeToCut(CallRawClient browser, long begun) {
        return CompletableFuture.supplyAsync(() -> {
            assertThatThrownBy(() -> browser.hear("\"ended\"")).isInstanceOf(IOException.class);
            browser.close();
            return Duration.ofNanos(System.nanoTime() - begun);
        });
    }

    private static int page() throws Exception {
        var connection = (HttpURLConnection) world.server.uri("").toURL().openConnection();
        connection.setReadTimeout((int) FIFTEEN_SECONDS.toMillis());
        return connection.getResponseCode();
    }

    /** What is in use, without what a collection would free at this moment. */
    private static long usedHeap() {
        Matcher live = LIVE.matcher(Jcmd.objects(world.server.pid()));
        assertThat(live.find()).isTrue();
        return Long.parseLong(live.group(1));
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
