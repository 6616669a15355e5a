package org.portalvoip.diagnosis.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.portalvoip.janus.GatewaySettings;
import org.portalvoip.janus.JanusAddress;
import org.portalvoip.janus.JanusGateway;
import org.portalvoip.language.Languages;
import org.portalvoip.language.Texts;
import org.portalvoip.sip.Codec;
import org.portalvoip.sip.Codecs;
import org.portalvoip.sip.Credential;
import org.portalvoip.sip.Extension;
import org.portalvoip.sip.SipAccount;
import org.portalvoip.sip.SipHost;
import org.portalvoip.sip.SipPort;
import org.portalvoip.sip.SipRoute;
import org.portalvoip.sip.SipServer;
import org.portalvoip.sip.SipUser;
import org.portalvoip.testing.Await;
import org.portalvoip.testing.lab.AlteredJanus;
import org.portalvoip.testing.lab.EthernetPackets;
import org.portalvoip.testing.lab.Lab;
import org.portalvoip.testing.lab.NameServer;
import org.portalvoip.testing.lab.OldTlsServer;
import org.portalvoip.testing.lab.OtherJanus;
import org.portalvoip.testing.lab.Relay;
import org.portalvoip.testing.lab.SipEnd;

/**
 * Every stumbling block that the lab can provide, for real: what a connection test finds, and that nothing is left.
 * Longer than 200 lines, because all findings share one server and one lab, and one run of the test has many.
 */
@Tag("once")
@Tag("thorough")
class ConnectionTestIT {
    private static final String WSS = "wss://127.0.0.1:8989/janus";
    private static final int SIP_PORT = 5061;

    /** Whatever the real Janus says. */
    private static final String VERSION = "\"version_string\":\"[^\"]*\"";

    @AutoClose
    private static Lab lab;

    @AutoClose
    private static final NameServer names = new NameServer();

    private final ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(6);
    private final JanusGateway gateway = new JanusGateway(scheduler);
    private final Trial trial = new Trial();

    /** What is tried, as far as it differs from what works. */
    private static final class Trial {
        private String servers = WSS;
        private String domain = "127.0.0.1";
        private int port = SIP_PORT;
        private String user = "goofy";
        private Credential credential = new Credential.Password(lab.sipPassword());
        private SipRoute route = new SipRoute(SipRoute.Transport.UDP);
        private Path trust = lab.certificate();
        private String apiSecret;
        private Codecs codecs = Codecs.ALL;
        private Extension extension;

        Trial() {
            try {
                apiSecret = Files.readString(lab.apiSecret()).strip();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        ConnectionTest.Subject subject() {
            var account =
                    new SipAccount(new SipUser(user), SipHost.parse(domain), new SipPort(port), route, credential);
            var settings = new GatewaySettings(
                    JanusAddress.list(servers),
                    new Credential.Password(apiSecret),
                    trust,
                    account,
                    false,
                    GatewaySettings.Limits.DEFAULT);
            return new ConnectionTest.Subject(settings, Optional.empty(), codecs, extension);
        }
    }

    @BeforeAll
    static void start() {
        lab = Lab.start(Path.of("target", "lab", "connection"));
    }

    @AfterEach
    void nothingIsLeft() {
        Await.until(Await.SOON, () -> lab.janusSessions().isEmpty(), empty -> empty);
        Await.until(Await.PATIENTLY, lab::deskCalls, calls -> calls == 0);
        scheduler.shutdownNow();
    }

    private List<TestStep> steps() {
        ConnectionTest test = test();
        test.run();
        assertThat(test.isFinished()).isTrue();
        areToldInEachLanguage(test.steps());
        return test.steps();
    }

    /** The sentences that the administrator reads lack nothing of what they name. */
    private static void areToldInEachLanguage(List<TestStep> steps) {
        for (TestStep step : steps) {
            for (Remark remark : step.remarks()) {
                assertThat(Languages.ALL)
                        .extracting(language -> Texts.of(
                                language,
                                "test.finding." + remark.finding(),
                                remark.arguments().toArray()))
                        .noneMatch(sentence -> sentence.contains("{") || sentence.contains("null"));
            }
        }
    }

    private ConnectionTest test() {
        return new ConnectionTest(trial.subject(), gateway, scheduler);
    }

    private static List<Finding> findings(List<TestStep> steps) {
        return steps.stream()
                .flatMap(step -> step.remarks().stream())
                .map(Remark::finding)
                .toList();
    }

    private void findsLast(Finding finding) {
        assertThat(findings(steps())).endsWith(finding);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                WSS,
                "ws://127.0.0.1:8188",
                "https://127.0.0.1:8089/janus",
                "http://127.0.0.1:8088/janus",
            })
    void whatWorksIsGoodFromTheNameToTheRegistrationWhichIsWithdrawn(String server) {
        trial.servers = server;

        List<TestStep> steps = steps();

        assertThat(findings(steps))
                .filteredOn(finding -> finding != Finding.TLS_TRUSTED)
                .filteredOn(finding -> !finding.name().startsWith("JANUS_LACKS_"))
                .containsExactly(
                        Finding.NAME_FOUND,
                        Finding.TCP_CONNECTED,
                        Finding.JANUS_ANSWERS,
                        Finding.LINE_OPEN,
                        Finding.DOMAIN_FOUND,
                        Finding.CHALLENGE_SEEN,
                        Finding.REGISTERED);
        assertThat(TestStep.result(steps)).isEqualTo(Verdict.GOOD);
        assertThat(steps.toString()).doesNotContain(lab.sipPassword());
    }

    @Test
    void aWithdrawnRegistrationIsNoLongerCalled() {
        steps();

        // Kamailio answers 404 to a call for a user who is not registered, and "busy" comes from whoever is.
        trial.user = "visitor";
        trial.credential = new Credential.Guest();
        trial.extension = new Extension("goofy");
        findsLast(Finding.RING_UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource({
        "wss://nothing.invalid:8989, NAME_UNKNOWN",
        "wss://127.0.0.1:1, TCP_REFUSED",
        "wss://127.0.0.1:8188, TLS_NOT_SPOKEN",
        "ws://127.0.0.1:8989, JANUS_WANTS_TLS",
        "http://127.0.0.1:8089/janus, JANUS_WANTS_TLS",
        "ws://127.0.0.1:8088, JANUS_WANTS_HTTP",
        "wss://127.0.0.1:8089, JANUS_WANTS_HTTP",
        "http://127.0.0.1:8188/janus, JANUS_WANTS_WEBSOCKET",
        "https://127.0.0.1:8989/janus, JANUS_WANTS_WEBSOCKET",
        "http://127.0.0.1:8088/wrong, JANUS_PATH",
        "http://127.0.0.1:7088/janus, JANUS_PATH",
        "ws://127.0.0.1:5061, JANUS_SILENT",
        "wss://192.0.2.1:8989, TCP_FAILED",
    })
    void aWrongAddressIsToldForWhatItIs(String server, Finding finding) {
        trial.servers = server;
        findsLast(finding);
    }

    @Test
    void anUnknownIssuerIsNamed() {
        trial.trust = null;
        findsLast(Finding.TLS_UNKNOWN_ISSUER);
    }

    @Test
    void aFileOfCertificatesThatIsNoneIsNamed() {
        trial.trust = Path.of("pom.xml");
        findsLast(Finding.TLS_TRUST_FILE);
        trial.servers = "ws://127.0.0.1:8188"; // whoever needs no certificate does without the file
        findsLast(Finding.REGISTERED);
    }

    @ParameterizedTest
    @ValueSource(strings = {WSS, "https://127.0.0.1:8089/janus"})
    void aWrongApiSecretIsNamed(String server) {
        trial.servers = server;
        trial.apiSecret = "wrong";
        findsLast(Finding.LINE_API_SECRET);
    }

    @ParameterizedTest
    @CsvSource({
        "session_timeout, 0, JANUS_SESSION_TIMEOUT_OFF",
        "session_timeout, 20, JANUS_SESSION_TIMEOUT",
        "reclaim_session_timeout, 0, JANUS_RECLAIM_SESSION_TIMEOUT",
    })
    void aJanusWhoseSessionsEndTooSoonOrNeverIsNamedAndTriedFurther(String setting, String seconds, Finding finding) {
        try (OtherJanus janus =
                OtherJanus.start(lab, text -> text.replaceAll("(?m)^( +" + setting + " = )\\d+", "$1" + seconds))) {
            trial.servers = janus.address();

            List<TestStep> steps = steps();

            assertThat(findings(steps)).contains(finding).endsWith(Finding.REGISTERED);
            assertThat(TestStep.result(steps)).isEqualTo(Verdict.WARNING);
        }
    }

    @Test
    void aJanusWithoutTheSipPluginIsNamed() {
        try (OtherJanus janus = OtherJanus.start(
                lab, text -> text.replace("\"libjanus_audiobridge.so", "\"libjanus_sip.so,libjanus_audiobridge.so"))) {
            trial.servers = janus.address();
            findsLast(Finding.LINE_NO_SIP_PLUGIN);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "version_string, 0.11.8, JANUS_OLD",
        "version_string, 1.1.1, JANUS_OLD",
        "version_string, newest, JANUS_UNTOLD",
        "another, 1.1.2, JANUS_UNTOLD",
    })
    void aJanusThatIsOldOrDoesNotSayHowOldIsNamedAndTriedFurther(String key, String version, Finding finding) {
        String told = "\"" + key + "\":\"" + version + "\"";
        try (AlteredJanus janus = AlteredJanus.start(answer -> answer.replaceAll(VERSION, told))) {
            trial.servers = janus.address();

            List<TestStep> steps = steps();

            assertThat(findings(steps)).contains(finding).endsWith(Finding.REGISTERED);
            assertThat(steps.toString().contains(version)).isEqualTo(finding == Finding.JANUS_OLD);
            assertThat(TestStep.result(steps)).isEqualTo(Verdict.WARNING);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1.1.2, JANUS_LACKS_IPV6 JANUS_LACKS_REASON JANUS_LACKS_HEADERS JANUS_LACKS_FIXES",
        "1.1.3, JANUS_LACKS_REASON JANUS_LACKS_HEADERS JANUS_LACKS_FIXES",
        "1.1.4, JANUS_LACKS_HEADERS JANUS_LACKS_FIXES",
        "1.3.0, JANUS_LACKS_FIXES",
        "1.4.1, ''",
    })
    void whatAVersionLacksIsListedAndTheTestIsGood(String version, String lacks) {
        try (AlteredJanus janus = telling(version)) {
            trial.servers = janus.address();

            List<TestStep> steps = steps();

            assertThat(findings(steps))
                    .extracting(Finding::name)
                    .filteredOn(name -> name.startsWith("JANUS_LACKS_"))
                    .isEqualTo(lacks.isEmpty() ? List.of() : List.of(lacks.split(" ", -1)));
            assertThat(TestStep.result(steps)).isEqualTo(Verdict.GOOD);
        }
    }

    private static AlteredJanus telling(String version) {
        return AlteredJanus.start(answer -> answer.replaceAll(VERSION, "\"version_string\":\"" + version + "\""));
    }

    /** A guest, because this Janus speaks SIP from an IPv4 address, and would not reach a server that is asked first. */
    @ParameterizedTest
    @CsvSource({"1.1.2, NO_SOUND_OVER_IPV6", "1.1.3, REGISTRATION_GUEST"})
    void aJanusThatIsTooOldForSoundOverIpv6IsNamed(String version, Finding finding) {
        trial.domain = "::1";
        trial.credential = new Credential.Guest();
        try (AlteredJanus janus = telling(version)) {
            trial.servers = janus.address();
            findsLast(finding);
        }
    }

    @Test
    void aJanusThatTakesNobodyIsNamed() {
        lab.janusAcceptsSessions(false);
        try {
            findsLast(Finding.LINE_REFUSED);
        } finally {
            lab.janusAcceptsSessions(true);
        }
    }

    @Test
    void aServerThatSpeaksOnlyAnOldTlsIsNamed() {
        try (OldTlsServer server = OldTlsServer.start(lab)) {
            trial.servers = server.address();
            findsLast(Finding.TLS_FAILED);
        }
    }

    /** As from another machine. */
    @Test
    void aPasswordThatEverybodyOnTheWayCanReadIsNamed() throws IOException {
        try (Relay network = Relay.at(InetAddress.getByName("10.99.0.1"), 8188)) {
            trial.servers = "ws://10.99.0.1:" + network.port();
            assertThat(findings(steps())).contains(Finding.IN_CLEAR).endsWith(Finding.REGISTERED);
        }
    }

    @Test
    void aNameServerThatSaysNothingIsNamed() {
        names.silentAbout("silent.example");
        trial.servers = "wss://silent.example:8989";
        findsLast(Finding.NAME_SILENT);
        trial.servers = WSS;
        trial.domain = "silent.example";
        findsLast(Finding.DOMAIN_SILENT);
        trial.domain = "127.0.0.1";
        trial.route = new SipRoute(SipRoute.Transport.UDP, SipServer.parse("silent.example:5060"), SipRoute.Srtp.OFF);
        findsLast(Finding.PROXY_SILENT);
    }

    @Test
    void aSecondAddressIsTriedToo() {
        trial.servers = "wss://127.0.0.1:1," + WSS;

        List<TestStep> steps = steps();

        assertThat(findings(steps)).contains(Finding.TCP_REFUSED).endsWith(Finding.REGISTERED);
        assertThat(TestStep.result(steps)).isEqualTo(Verdict.WARNING);
    }

    @Test
    void aDomainWithoutAddressIsNamed() {
        trial.domain = "nothing.invalid";
        findsLast(Finding.DOMAIN_UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource({
        "unknown, REGISTRATION_UNKNOWN_USER",
        "barred, REGISTRATION_FORBIDDEN",
        "nowhere, REGISTRATION_NO_REGISTRAR",
        "ailing, REGISTRATION_REFUSED",
    })
    void aRefusedRegistrationIsToldForWhatItIs(String user, Finding finding) {
        trial.user = user;
        findsLast(finding);
    }

    @ParameterizedTest
    @CsvSource({"wrong, REGISTRATION_PASSWORD", "0123456789abcdef0123456789abcdef, REGISTRATION_LOOKS_LIKE_HA1"})
    void aWrongPasswordIsNamed(String password, Finding finding) {
        trial.credential = new Credential.Password(password);
        findsLast(finding);
    }

    @Test
    void aWrongHa1IsNamed() {
        trial.credential = Credential.Ha1.of("goofy", "127.0.0.1", "wrong");
        findsLast(Finding.REGISTRATION_HA1);
    }

    @Test
    void anHa1ForAnotherRealmIsNamed() {
        trial.user = "elsewhere";
        trial.credential = Credential.Ha1.of("elsewhere", "127.0.0.1", "any");
        assertThat(findings(steps())).contains(Finding.CHALLENGE_REALM).endsWith(Finding.REGISTRATION_HA1);
    }

    @Test
    void aDigestThatJanusCannotComputeIsNamed() {
        trial.user = "modern";

        List<TestStep> steps = steps();

        assertThat(findings(steps)).contains(Finding.CHALLENGE_NOT_MD5);
        assertThat(steps.toString()).contains("SHA-256");
        assertThat(TestStep.result(steps)).isEqualTo(Verdict.BAD);
    }

    @Test
    void aServerThatAnswersOverTcpOnlyIsNamed() {
        trial.port = 5063;
        assertThat(findings(steps())).contains(Finding.CHALLENGE_WANTS_TCP).endsWith(Finding.REGISTRATION_SILENT);
        trial.route = new SipRoute(SipRoute.Transport.TCP);
        findsLast(Finding.REGISTERED);
    }

    @Test
    void aServerThatAnswersOverUdpOnlyIsNamed() {
        try (SipEnd desk = new SipEnd()) {
            trial.port = desk.port();
            trial.route = new SipRoute(SipRoute.Transport.TCP);
            assertThat(findings(steps()))
                    .contains(Finding.CHALLENGE_WANTS_UDP)
                    .endsWith(Finding.REGISTRATION_UNREACHABLE);
        }
    }

    @Test
    void aServerThatAnswersOverTlsOnlyIsNamed() {
        trial.port = 5064;
        assertThat(findings(steps())).contains(Finding.CHALLENGE_WANTS_TLS).endsWith(Finding.REGISTRATION_UNREACHABLE);
        trial.route = new SipRoute(SipRoute.Transport.TLS);
        assertThat(findings(steps())).contains(Finding.CHALLENGE_SEEN).endsWith(Finding.REGISTERED);
    }

    @Test
    void theProxyIsAskedInsteadOfTheDomain() {
        trial.domain = "telephones.invalid";
        trial.route = new SipRoute(SipRoute.Transport.UDP, SipServer.parse("127.0.0.1:" + SIP_PORT), SipRoute.Srtp.OFF);
        assertThat(findings(steps())).contains(Finding.PROXY_FOUND).endsWith(Finding.REGISTERED);
        trial.route = new SipRoute(SipRoute.Transport.UDP, SipServer.parse("proxy.invalid:5060"), SipRoute.Srtp.OFF);
        findsLast(Finding.PROXY_UNKNOWN);
    }

    /** As calls do. */
    @Test
    void theNextOfSeveralServersIsAskedWhenOneIsNotReached() {
        trial.domain = "desk.example";
        trial.route = new SipRoute(SipRoute.Transport.UDP, null, true, SipRoute.Srtp.OFF);
        names.host("sip.example", "127.0.0.1")
                .service("_sip._udp.desk.example", "10 0 5099 sip.example.", "20 0 " + SIP_PORT + " sip.example.");

        assertThat(findings(steps()))
                .contains(Finding.DOMAIN_FOUND, Finding.REGISTRATION_NEXT)
                .endsWith(Finding.REGISTERED);
    }

    @Test
    void aServerThatAnswersNobodyIsNamed() {
        trial.port = 5062;
        assertThat(findings(steps())).contains(Finding.CHALLENGE_NOT_HEARD).endsWith(Finding.REGISTRATION_SILENT);
    }

    @Test
    void ofAGuestNothingCanBeProven() {
        trial.user = "visitor";
        trial.credential = new Credential.Guest();
        findsLast(Finding.REGISTRATION_GUEST);
    }

    /** Of whom the telephone system wants a password, or who is not known there, or calls at the wrong port. */
    @ParameterizedTest
    @CsvSource({"goofy, 5061, RING_GUEST", "nobody, 5061, RING_GUEST", "goofy, 5999, RING_UNREACHABLE"})
    void whatAGuestMayHaveWrongIsToldWhenTheTelephoneDoesNotRing(String user, int port, Finding finding) {
        trial.user = user;
        trial.port = port;
        trial.credential = new Credential.Guest();
        trial.extension = new Extension("0800");
        findsLast(finding);
    }

    @ParameterizedTest
    @CsvSource({
        "0800, RANG",
        "0801, RANG",
        "0302, RING_REDIRECTED",
        "0403, RING_FORBIDDEN",
        "0407, RING_PASSWORD",
        "0410, RING_GONE",
        "0433, RING_ANONYMOUS",
        "0480, RING_NO_TELEPHONE",
        "0482, RING_LOOP",
        "0484, RING_INCOMPLETE",
        "0486, RING_BUSY",
        "0488, RING_CODEC",
        "0500, RING_REFUSED",
        "0503, RING_OVERLOADED",
        "0513, RING_TOO_LARGE",
        "0603, RING_DECLINED",
        "0999, RING_UNKNOWN",
    })
    void theTelephoneRingsOrTheTestSaysWhyNot(String extension, Finding finding) {
        trial.extension = new Extension(extension);
        findsLast(finding);
    }

    /** Otherwise the test would succeed where calls fail. */
    @Test
    void theTelephoneIsOfferedWhatCallsOffer() {
        try (SipEnd desk = new SipEnd()) {
            trial.port = desk.port();
            trial.user = "visitor";
            trial.credential = new Credential.Guest();
            trial.codecs = new Codecs(List.of(Codec.PCMA));
            trial.extension = new Extension("0800");

            findsLast(Finding.RANG);

            assertThat(desk.requests())
                    .filteredOn(request -> request.startsWith("INVITE "))
                    .isNotEmpty()
                    .allMatch(request -> request.contains(" RTP/AVP 8 13 126\r\n"));
        }
    }

    /** By a firewall as there are many. */
    @Test
    void anInviteThatIsCutUpAndLostIsNamed() {
        names.host(StumblingBlock.LONG, "127.0.0.1");
        trial.domain = StumblingBlock.LONG;
        trial.extension = new Extension("0999");
        try (EthernetPackets packets = new EthernetPackets()) {
            packets.dropPieces();
            assertThat(findings(steps()))
                    .contains(Finding.REGISTERED)
                    .endsWith(Finding.RING_SILENT, Finding.RING_CUT_UP);
            assertThat(packets.cutUp()).isPositive();
            trial.route = new SipRoute(SipRoute.Transport.TCP);
            findsLast(Finding.RING_UNKNOWN); // it arrives
        }
    }

    @Test
    void aServerThatWantsNoPasswordIsTold() {
        try (SipEnd desk = new SipEnd()) {
            trial.port = desk.port();
            assertThat(findings(steps())).contains(Finding.CHALLENGE_NONE).endsWith(Finding.REGISTERED);
        }
    }

    /** A guest's call is the first that goes there. */
    @Test
    void aTelephoneSystemThatDoesNotAnswerIsNamed() {
        trial.port = 5062;
        trial.credential = new Credential.Guest();
        trial.extension = new Extension("0800");
        findsLast(Finding.RING_SILENT);
    }

    @Test
    void aTestThatIsCancelledLeavesNothing() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            trial.servers = "ws://127.0.0.1:" + silent.getLocalPort();
            ConnectionTest test = test();
            var running = scheduler.submit(test);
            Await.until(Await.SOON, test::steps, steps -> steps.stream().anyMatch(step -> step.stage() == Stage.JANUS));

            test.cancel();
            running.get();

            assertThat(findings(test.steps())).endsWith(Finding.CANCELLED);
        }
    }

    /** While Janus waits for a SIP server that says nothing. */
    @Test
    void aConnectionToJanusThatBreaksIsNamed() throws Exception {
        try (Relay network = new Relay(8188)) {
            trial.servers = "ws://127.0.0.1:" + network.port();
            trial.port = 5062;
            ConnectionTest test = test();
            var running = scheduler.submit(test);
            Await.until(Await.PATIENTLY, test::steps, steps -> steps.stream()
                    .anyMatch(step -> step.stage() == Stage.REGISTRATION));

            network.cut();
            running.get();

            assertThat(findings(test.steps())).endsWith(Finding.CONNECTION_LOST);
        }
    }

    /** While Janus waits for the answer to an INVITE. */
    @Test
    void aConnectionToJanusThatBreaksWhileTheTelephoneIsCalledIsNamed() throws Exception {
        try (Relay network = new Relay(8188)) {
            trial.servers = "ws://127.0.0.1:" + network.port();
            trial.port = 5062;
            trial.credential = new Credential.Guest();
            trial.extension = new Extension("0800");
            ConnectionTest test = test();
            var running = scheduler.submit(test);
            Await.until(
                    Await.PATIENTLY, test::steps, steps -> steps.stream().anyMatch(step -> step.stage() == Stage.RING));

            network.cut();
            running.get();

            assertThat(test.steps()).last().extracting(TestStep::stage).isEqualTo(Stage.RING);
            assertThat(findings(test.steps())).endsWith(Finding.CONNECTION_LOST);
        }
    }

    /** It tells who it is, opens a session, and then says nothing more. */
    @Test
    void aJanusThatIsSilentWhenALineIsOpenedIsNamed() {
        CompletableFuture<String> never = new CompletableFuture<>();
        try (AlteredJanus janus = AlteredJanus.start(
                answer -> answer.contains("\"success\"") && answer.contains("session_id") ? never.join() : answer)) {
            trial.servers = janus.address();

            List<TestStep> steps = steps();

            assertThat(steps).last().extracting(TestStep::stage).isEqualTo(Stage.LINE);
            assertThat(findings(steps)).endsWith(Finding.JANUS_SILENT);
        } finally {
            never.complete("{}");
        }
    }

    @Test
    void aTestTakesTwentySecondsAtMost() throws IOException {
        try (ServerSocket first = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                ServerSocket second = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                ServerSocket third = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            trial.servers = Stream.of(first, second, third)
                    .map(silent -> "ws://127.0.0.1:" + silent.getLocalPort())
                    .collect(Collectors.joining(","));
            long begun = System.nanoTime();

            findsLast(Finding.TIME_IS_UP);

            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(25));
        }
    }

    @Test
    void aTestThatIsCancelledBeforeItBeginsEndsAtOnce() {
        ConnectionTest test = test();
        test.cancel();
        test.run();
        assertThat(findings(test.steps())).containsExactly(Finding.CANCELLED);
    }

    @Test
    void aServerThatSpeaksSomethingElseIsNamed() throws IOException {
        try (ServerSocket stranger = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            scheduler.execute(() -> hangUpOnAll(stranger));
            trial.servers = "ws://127.0.0.1:" + stranger.getLocalPort();
            findsLast(Finding.JANUS_NONE);
        }
    }

    private static void hangUpOnAll(ServerSocket server) {
        try {
            while (true) {
                server.accept().close();
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }
}
