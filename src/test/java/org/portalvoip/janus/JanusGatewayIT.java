package org.portalvoip.janus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.portalvoip.janus.GatewayLab.await;
import static org.portalvoip.janus.GatewayLab.get;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.portalvoip.janus.GatewayStatus.State;
import org.portalvoip.sip.AudioOffer;
import org.portalvoip.sip.Codec;
import org.portalvoip.sip.Codecs;
import org.portalvoip.sip.Credential;
import org.portalvoip.sip.Extension;
import org.portalvoip.sip.InviteLength;
import org.portalvoip.sip.Offers;
import org.portalvoip.sip.SipAccount;
import org.portalvoip.sip.SipHost;
import org.portalvoip.sip.SipPort;
import org.portalvoip.sip.SipRoute;
import org.portalvoip.sip.SipUser;
import org.portalvoip.testing.Await;
import org.portalvoip.testing.lab.CallClient;
import org.portalvoip.testing.lab.EthernetPackets;
import org.portalvoip.testing.lab.Lab;
import org.portalvoip.testing.lab.NameServer;
import org.portalvoip.testing.lab.SipEnd;

/**
 * What the gateway makes of a real Janus's ways: a call that changes hands, and a hang-up that crosses the answer.
 * Longer than 200 lines, because its tests share a lab, whose start takes longer than any of them.
 */
@Tag("once")
class JanusGatewayIT {
    private static final int SIP_PORT = 5061;
    private static final int HANG_UPS = 20;
    /** Servers ask for more or less. */
    private static final Offset<Integer> NEARLY = Offset.offset(40);
    /** Answers with any codec of telephones. */
    private static final Extension ECHO = new Extension("0808");

    private static final Pattern INVITE = Pattern.compile("INVITE goofy -> 0808 over \\w+, (\\d+) bytes");
    private static final Jsep OFFER = Jsep.offer(CallClient.OFFER);
    private static final Jsep RESTART = Jsep.offer(CallClient.OFFER
            .replace("ice-ufrag:meQa", "ice-ufrag:Xy3f")
            .replace("ice-pwd:vkG/", "ice-pwd:7kG/")
            .replace("o=- 5101088740802390938 2", "o=- 5101088740802390938 3"));

    @AutoClose
    private static Lab lab;

    private final ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(4);
    private final JanusGateway first = new JanusGateway(scheduler);
    private final JanusGateway second = new JanusGateway(scheduler);
    private final Heard before = new Heard();
    private final Heard after = new Heard();
    private Adoption master;

    @BeforeAll
    static void start() {
        lab = Lab.start(Path.of("target", "lab", "gateway"));
    }

    @AfterEach
    void nothingIsLeft() {
        first.close();
        second.close();
        await(() -> lab.janusSessions().isEmpty());
        Await.until(Await.PATIENTLY, lab::deskCalls, calls -> calls == 0);
        scheduler.shutdownNow();
    }

    private static GatewaySettings settings(String server) throws IOException {
        return settings(server, SIP_PORT);
    }

    private static GatewaySettings settings(String server, int sipPort) throws IOException {
        return settings(server, new SipHost("127.0.0.1"), sipPort, new SipRoute(SipRoute.Transport.UDP), false);
    }

    private static GatewaySettings settings(
            String server, SipHost domain, int sipPort, SipRoute route, boolean register) throws IOException {
        return new GatewaySettings(
                List.of(JanusAddress.parse(server)),
                new Credential.Password(Files.readString(lab.apiSecret()).strip()),
                lab.certificate(),
                new SipAccount(
                        new SipUser("goofy"),
                        domain,
                        new SipPort(sipPort),
                        route,
                        new Credential.Password(lab.sipPassword())),
                register,
                GatewaySettings.Limits.DEFAULT);
    }

    /** A call that the first gateway has set up, at the desk. */
    private Line established(String server) throws IOException {
        for (JanusGateway gateway : List.of(first, second)) {
            gateway.use(settings(server));
            await(() -> gateway.status().state() == State.UP);
        }
        Line line = get(first.openLine(before));
        get(line.call(GatewayLab.EXTENSION, OFFER, Map.of()));
        await(() -> before.news().contains("Accepted answer"));
        return line;
    }

    private Line takenOver(Line line) {
        first.leave();
        master = get(second.adopt(line.masterPlace()));
        return get(second.resume(line.place(), after));
    }

    private void hear(String what) {
        await(() -> after.news().contains(what));
    }

    @ParameterizedTest
    @ValueSource(strings = {"wss://127.0.0.1:8989/janus", "https://127.0.0.1:8089/janus"})
    void digitsIceAndOurHangUpWork(String server) throws IOException {
        Line resumed = takenOver(established(server));
        assertThat(resumed.state()).isEqualTo(LineState.ESTABLISHED);
        String digits = lab.deskDigits();
        get(resumed.dtmf('7'));
        Await.until(Await.SOON, lab::deskDigits, (digits + "7")::equals);
        get(resumed.restart(RESTART));
        hear("Restarted answer");
        get(resumed.hangup());
        hear("HangUp 200");
        get(resumed.close());
        get(master.close());

        Await.until(Await.SOON, lab::janusSessions, sessions -> sessions.size() == 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"wss://127.0.0.1:8989/janus", "https://127.0.0.1:8089/janus"})
    void theDesksHangUpIsHeardAfterwards(String server) throws IOException {
        Line resumed = takenOver(established(server));
        lab.deskHangsUp();

        hear("HangUp 200");
        assertThat(resumed.state()).isEqualTo(LineState.IDLE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"wss://127.0.0.1:8989/janus", "https://127.0.0.1:8089/janus"})
    void theDesksHangUpInBetweenIsFoundOut(String server) throws IOException {
        Line line = established(server);
        first.leave();
        lab.deskHangsUp();
        Await.until(Await.SOON, lab::deskCalls, calls -> calls == 0);

        Line resumed = takenOver(line);
        await(() -> resumed.state() == LineState.IDLE); // at once, unless the BYE comes to Janus later than we did
    }

    /** Within five seconds: two for the caller's end of the call, and the rest for a busy machine. */
    @Test
    void aHangUpThatCrossesTheAnswerFreesTheDesk() throws IOException {
        try (SipEnd desk = SipEnd.crossing()) {
            first.use(settings("ws://127.0.0.1:8188/janus", desk.port()));
            await(() -> first.status().state() == State.UP);
            Line line = get(first.openLine(before));
            get(line.call(GatewayLab.EXTENSION, OFFER, Map.of()));
            await(() -> before.news().contains("Ringing"));
            get(line.hangup());
            await(() -> desk.requests().stream().anyMatch(request -> request.startsWith("ACK ")));
            long answered = System.nanoTime();
            get(line.stuck());
            get(line.close());
            await(() -> desk.requests().stream().anyMatch(request -> request.startsWith("BYE ")));

            System.out.println("BYE " + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - answered)
                    + " ms after a hang-up that crossed the answer");
            assertThat(first.status().state()).isIn(State.CONNECTING, State.UP);
        }
    }

    /** "calling" is what a line hears first, so nothing has been heard before that. */
    @ParameterizedTest
    @ValueSource(strings = {"", "Calling", "Ringing", "Accepted answer"})
    void aHangUpAtAnyMomentFreesTheDesk(String moment) throws IOException {
        first.use(settings("ws://127.0.0.1:8188/janus"));
        await(() -> first.status().state() == State.UP);
        for (int i = 0; i < HANG_UPS; i++) {
            Heard heard = new Heard();
            Line line = get(first.openLine(heard));
            var calling = line.call(GatewayLab.EXTENSION, OFFER, Map.of());
            await(() -> moment.isEmpty() || heard.news().contains(moment));
            get(line.hangup());
            get(calling);
            await(() -> line.stuck().toCompletableFuture().isDone()
                    || heard.news().stream().anyMatch(news -> news.startsWith("HangUp")));
            get(line.close());
        }
        Await.until(Await.SOON, lab::deskCalls, calls -> calls == 0);
    }

    /** Ethernet's 1,500 bytes without the headers of IP and UDP; what is longer is cut up, and firewalls drop the parts. */
    @Test
    void anInviteWithTheTelephonesOwnCodecsFitsIntoOneDatagram() throws IOException {
        String all = Codecs.ALL.in(AudioOffer.parse(Offers.CHROMIUM).toString());
        String few = new Codecs(List.of(Codec.PCMA, Codec.PCMU))
                .in(AudioOffer.parse(Offers.CHROMIUM).toString());

        int longest = inviteWith(all);
        int shortest = inviteWith(few);

        System.out.println("INVITE with four codecs: " + longest + " bytes, with PCMA and PCMU: " + shortest);
        assertThat(shortest).isLessThan(longest).isLessThanOrEqualTo(1472);
        assertThat(longest).isCloseTo(known(GatewayLab.EXTENSION, new Credential.Guest(), all), NEARLY);
        assertThat(shortest).isCloseTo(known(GatewayLab.EXTENSION, new Credential.Guest(), few), NEARLY);
    }

    /** Also with the credentials that the server has asked for, and with a caller's name and what the call is about. */
    @Test
    void whatTheServerWantsToKnowFitsIn() throws IOException {
        String all = Codecs.ALL.in(AudioOffer.parse(Offers.CHROMIUM).toString());
        String few = new Codecs(List.of(Codec.PCMA, Codec.PCMU))
                .in(AudioOffer.parse(Offers.CHROMIUM).toString());
        Map<String, String> caller = Map.of(
                "P-Asserted-Identity", "\"Ana María López de la Fuente\" <sip:ana.lopez@portal.example.com>",
                "X-Portal-Context", "ticket=2026-004711; application=invoices");

        first.use(settings("ws://127.0.0.1:8188/janus"));
        await(() -> first.status().state() == State.UP);
        try (EthernetPackets packets = new EthernetPackets()) {
            int shortest = askedFor(few, Map.of());
            int shortOfCaller = askedFor(few, caller);
            assertThat(packets.cutUp()).isZero();
            int longest = askedFor(all, Map.of());
            int longOfCaller = askedFor(all, caller);

            System.out.println("INVITE with credentials: four codecs " + longest + " bytes, with a caller "
                    + longOfCaller + "; PCMA and PCMU " + shortest + ", with a caller " + shortOfCaller);
            assertThat(shortOfCaller).isGreaterThan(shortest).isLessThanOrEqualTo(1472);
            assertThat(packets.cutUp()).isPositive();
            assertThat(longest).isCloseTo(known(ECHO, new Credential.Password("any"), all), NEARLY);
            assertThat(shortest).isCloseTo(known(ECHO, new Credential.Password("any"), few), NEARLY);
        }
    }

    private static int known(Extension extension, Credential credential, String offer) {
        return InviteLength.of(GatewayLab.account("127.0.0.1", credential), extension, offer);
    }

    /** The bytes of the INVITE with which this offer reached the server in the end. */
    private int askedFor(String offer, Map<String, String> headers) throws IOException {
        Heard heard = new Heard();
        Line line = get(first.openLine(heard));
        get(line.call(ECHO, Jsep.offer(offer), headers));
        await(() -> heard.news().contains("Accepted answer"));
        get(line.hangup());
        await(() -> heard.news().stream().anyMatch(news -> news.startsWith("HangUp")));
        get(line.close());
        return INVITE.matcher(lab.log("kamailio"))
                .results()
                .mapToInt(found -> Integer.parseInt(found.group(1)))
                .reduce(0, (earlier, last) -> last);
    }

    /** Nobody is at the first one, and the second one, which is asked over UDP only, says nothing. */
    @ParameterizedTest
    @CsvSource({"UDP, _sip._udp, 5062, 5061", "TCP, _sip._tcp, 5098, 5061", "TLS, _sips._tcp, 5098, 5064"})
    void anAccountIsRegisteredAtTheServerThatAnswers(SipRoute.Transport transport, String service, int dead, int good)
            throws IOException {
        try (NameServer names = new NameServer().host("sip.example", "127.0.0.1")) {
            names.service(
                    service + ".desk.example",
                    "10 0 5099 sip.example.",
                    "20 0 " + dead + " sip.example.",
                    "30 0 " + good + " sip.example.");
            first.use(settings(
                    "wss://127.0.0.1:8989/janus",
                    new SipHost("desk.example"),
                    5060,
                    new SipRoute(transport, null, true, SipRoute.Srtp.OFF),
                    true));
            await(() -> first.status().state() == State.UP);

            assertThat(first.status().sipServer()).hasToString("127.0.0.1:" + good);
            askedFor(CallClient.OFFER, Map.of());
        }
    }

    private int inviteWith(String offer) throws IOException {
        try (SipEnd desk = new SipEnd()) {
            first.use(settings("ws://127.0.0.1:8188/janus", desk.port()));
            await(() -> first.status().state() == State.UP);
            Line line = get(first.openLine(before));
            get(line.call(GatewayLab.EXTENSION, Jsep.offer(offer), Map.of()));
            await(() -> desk.requests().stream().anyMatch(request -> request.startsWith("ACK ")));
            get(line.close());
            return desk.requests().stream()
                    .filter(request -> request.startsWith("INVITE "))
                    .findFirst()
                    .orElseThrow()
                    .length();
        }
    }
}
