package org.portalvoip.diagnosis.connection;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.portalvoip.language.Languages;
import org.portalvoip.language.Texts;
import org.portalvoip.parameters.SecretAct;
import org.portalvoip.testing.Await;
import org.portalvoip.testing.Folder;
import org.portalvoip.testing.browser.Administrator;
import org.portalvoip.testing.browser.Browser;
import org.portalvoip.testing.browser.ParametersPage;
import org.portalvoip.testing.browser.Readers;
import org.portalvoip.testing.browser.Visit;
import org.portalvoip.testing.browser.Wording;
import org.portalvoip.testing.lab.AlteredJanus;
import org.portalvoip.testing.lab.CallWorld;
import org.portalvoip.testing.lab.EthernetPackets;
import org.portalvoip.testing.lab.Lab;
import org.portalvoip.testing.lab.NameServer;
import org.portalvoip.testing.lab.Relay;
import org.portalvoip.testing.lab.SipEnd;
import org.portalvoip.testing.server.Server;

/**
 * The connection test as an administrator uses it, with a real Janus and a real SIP server behind it. Longer than 200 lines,
 * because all of it needs the same lab, server and browser.
 */
@Tag("thorough")
class ConnectionScreenIT {
    static final List<Locale> languages = Languages.ALL;
    private static final String VERSION = "(?<=\"version_string\":\")[^\"]*";
    private static final String TYPED = "typed-but-never-saved";

    /** The last test of this administrator, in a language. */
    private static final String TOLD = """
            async language => {
              const page = await fetch('connection', { headers: { 'Accept-Language': language } });
              return new DOMParser().parseFromString(await page.text(), 'text/html').body.textContent;
            }""";

    private static final Path OTHER_DATA = Path.of("target", "data", "screen-proxy");
    private static final Path DATA = Path.of("target", "data", "screen");
    /** A file of the tests, which some of them change. */
    private static final Path TRUST = Path.of("target", "screen-trust.pem").toAbsolutePath();

    @AutoClose
    private static CallWorld world;

    @AutoClose
    private static Browser browser;

    private final List<Response> answers = new ArrayList<>();

    @BeforeAll
    static void start() throws IOException {
        Folder.delete(DATA);
        world = new CallWorld(Lab.start(Path.of("target", "lab", "screen")), ConnectionScreenIT::server);
        browser = Browser.start();
    }

    private static Server server(Lab lab) {
        trustOnly(lab);
        return Server.start(DATA, lab.serverOptions("-Dvoip.janus.trust=" + TRUST));
    }

    private static void trustOnly(Lab lab) {
        try {
            Files.copy(lab.certificate(), TRUST, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @BeforeEach
    void everythingWorks() {
        world.with();
    }

    @AfterEach
    void nothingIsLeft() {
        world.awaitNothingLeft();
    }

    private ParametersPage open(Visit visit) {
        world.administrator().lendSession(visit);
        visit.page().onResponse(answers::add);
        return ParametersPage.open(world.server, visit);
    }

    private static String saved() {
        return world.administrator().get("api/parameters").body();
    }

    private void noAnswerHasAPassword() {
        assertThat(answers.stream()
                        .filter(answer -> answer.headers()
                                .getOrDefault("content-type", "")
                                .matches(".*(html|xml).*"))
                        .map(Response::text))
                .hasSizeGreaterThan(2)
                .noneMatch(answer -> answer.contains(TYPED) || answer.contains(world.lab.sipPassword()));
    }

    private static Locator finding(Visit visit, Finding finding) {
        return visit.page().locator("[data-finding='" + finding + "']");
    }

    private static void awaitResult(Visit visit, String state) {
        visit.page().locator("#connection[data-state='" + state + "']").waitFor();
    }

    @ParameterizedTest
    @FieldSource("languages")
    void fromAWrongValueToTheRightOneByWhatTheScreenSays(Locale language) {
        String before = saved();
        try (Visit visit = browser.visit(language)) {
            ParametersPage screen = open(visit);
            screen.choose(SecretAct.REPLACE);
            screen.set(Map.of(328, TYPED));

            screen.press("test.start");
            awaitResult(visit, "bad");
            assertThat(finding(visit, Finding.REGISTRATION_PASSWORD).innerText())
                    .startsWith(Texts.of(language, "test.finding.REGISTRATION_PASSWORD", 0));
            assertThat(screen.value(328)).as("what was typed").isEqualTo(TYPED);

            screen.set(328, world.lab.sipPassword());
            screen.press("test.ring");
            awaitResult(visit, "good");
            assertThat(finding(visit, Finding.RANG).innerText()).isEqualTo(visit.text("test.finding.RANG"));
            assertThat(visit.page().locator("#connection .result").innerText())
                    .isEqualTo(visit.text("test.result.good"));
            assertThat(visit.page().locator("#connection [data-settings]").count())
                    .isZero();
            noAnswerHasAPassword();
        }
        assertThat(saved()).as("what is saved").isEqualTo(before);
    }

    /** Each is provoked once, on the screen of one of three administrators, whose test is then read in each language. */
    @Test
    void eachStumblingBlockIsToldInEachLanguage() {
        String before = saved();
        List<StumblingBlock> all = StumblingBlock.all();
        try (NameServer names = new NameServer();
                Readers readers = new Readers(world.administrator(), browser)) {
            names.silentAbout(StumblingBlock.SILENT);
            areTold(readers.visits(), all);
        }
        assertThat(saved()).as("what is saved").isEqualTo(before);
    }

    /** Each is the last test of one of these administrators, who all test at the same time. */
    private static void areTold(List<Visit> visits, List<StumblingBlock> all) {
        visits.forEach(ConnectionScreenIT::openWithSecret);
        for (int i = 0; i < all.size(); i += visits.size()) {
            int most = Math.min(visits.size(), all.size() - i);
            for (int k = 0; k < most; k++) {
                provoke(visits.get(k), all.get(i + k));
            }
            for (int k = 0; k < most; k++) {
                isTold(visits.get(k), all.get(i + k).findings());
            }
        }
    }

    /** Servers in 324 that are broken or set up wrongly, and the networks between. */
    @Test
    @Tag("extra")
    void whatIsWrongAtServersIsToldInEachLanguage() throws Exception {
        try (NameServer names = new NameServer();
                EthernetPackets packets = new EthernetPackets();
                AlteredJanus old = AlteredJanus.start(answer -> answer.replaceAll(VERSION, "1.1.2"));
                SipEnd trusting = new SipEnd();
                BrokenServers servers = new BrokenServers(world.lab, TRUST);
                Readers readers = new Readers(world.administrator(), browser)) {
            packets.dropPieces();
            names.silentAbout(StumblingBlock.SILENT).host(StumblingBlock.LONG, "127.0.0.1");
            areTold(
                    readers.visits(),
                    Stream.concat(
                                    servers.all().stream(),
                                    StumblingBlock.ofTheWayToTheTelephone(old.address(), trusting.port()).stream())
                            .toList());
        } finally {
            trustOnly(world.lab);
        }
    }

    /** For the moment, or until somebody corrects it. */
    @Test
    @Tag("extra")
    void whatBreaksMeanwhileIsToldInEachLanguage() throws IOException {
        world.lab.janusAcceptsSessions(false);
        Files.writeString(TRUST, "no certificate");
        try (Relay network = new Relay(8188);
                Readers readers = new Readers(world.administrator(), browser)) {
            List<Visit> visits = readers.visits();
            visits.forEach(ConnectionScreenIT::openWithSecret);
            provoke(visits.get(0), new StumblingBlock(Map.of(), List.of()));
            isTold(visits.get(0), List.of(Finding.TLS_TRUST_FILE));
            trustOnly(world.lab);
            provoke(visits.get(1), new StumblingBlock(Map.of(324, "ws://127.0.0.1:8188"), List.of()));
            isTold(visits.get(1), List.of(Finding.LINE_REFUSED));
            world.lab.janusAcceptsSessions(true);
            String relayed = "ws://127.0.0.1:" + network.port();
            provoke(visits.get(2), new StumblingBlock(Map.of(324, relayed, 326, "5062", 330, "3"), List.of()));
            visits.get(2)
                    .page()
                    .locator("[data-stage='RING'][data-state='running']")
                    .waitFor();
            network.cut();
            isTold(visits.get(2), List.of(Finding.CONNECTION_LOST));
        } finally {
            trustOnly(world.lab);
            world.lab.janusAcceptsSessions(true);
        }
    }

    /** Of a server that sends SIP over TCP to a proxy, which may be several. */
    @Test
    @Tag("extra")
    void whatIsWrongInTheSettingsIsToldInEachLanguage() throws IOException {
        Path security = Files.createTempFile(Path.of("target").toAbsolutePath(), "java", ".security");
        Files.writeString(security, "networkaddress.cache.negative.ttl=0\n");
        Folder.delete(OTHER_DATA);
        try (NameServer names = new NameServer();
                SipEnd desk = new SipEnd();
                Server other = Server.start(
                        OTHER_DATA,
                        world.lab.serverOptions(
                                "-Dvoip.sip-proxy=" + StumblingBlock.SILENT + ":" + desk.port(),
                                "-Dvoip.sip-transport=tcp",
                                "-Dvoip.sip-srv=true",
                                "-Djava.security.properties=" + security));
                Visit visit = browser.visit(Languages.ENGLISH)) {
            Administrator administrator = Administrator.signIn(other);
            administrator.save(world.complete());
            administrator.lendSession(visit);
            ParametersPage screen = ParametersPage.open(other, visit);
            screen.press("test.start");
            isTold(visit, List.of(Finding.PROXY_UNKNOWN));
            names.silentAbout(StumblingBlock.SILENT);
            screen.press("test.start");
            isTold(visit, List.of(Finding.PROXY_SILENT));
            names.host(StumblingBlock.SILENT, "127.0.0.1");
            screen.press("test.start");
            isTold(visit, List.of(Finding.CHALLENGE_WANTS_UDP));
            names.host("sip.example", "127.0.0.1")
                    .service("_sip._tcp." + StumblingBlock.SILENT, "10 0 5099 sip.example.", "20 0 5061 sip.example.");
            screen.press("test.start");
            isTold(
                    visit,
                    List.of(
                            Finding.PROXY_FOUND,
                            Finding.CHALLENGE_NOT_HEARD,
                            Finding.REGISTRATION_NEXT,
                            Finding.REGISTERED));
        }
    }

    private static void openWithSecret(Visit visit) {
        ParametersPage screen = ParametersPage.open(world.server, visit);
        screen.choose(SecretAct.REPLACE);
        screen.set(328, world.lab.sipPassword());
    }

    private static void provoke(Visit visit, StumblingBlock block) {
        ParametersPage screen = new ParametersPage(visit);
        Map<Integer, String> right = new HashMap<>(block.values());
        right.replaceAll((number, wrong) -> screen.value(number));
        screen.set(block.values());
        screen.press("test.ring");
        screen.set(right);
    }

    private static void isTold(Visit visit, List<Finding> findings) {
        visit.page().locator("#connection:not([data-state='running'])").waitFor();
        for (Finding finding : findings) {
            assertThat(finding(visit, finding).first().innerText())
                    .containsPattern(sentence(visit.language(), finding));
        }
        for (Locale language : Languages.ALL) {
            String told = (String) visit.page().evaluate(TOLD, language.toLanguageTag());
            assertThat(told).doesNotContain("{", "???", "null");
            findings.forEach(finding -> assertThat(told).containsPattern(sentence(language, finding)));
            if (findings.stream().anyMatch(ConnectionScreenIT::namesSetting)) {
                assertThat(told).contains(Texts.of(language, "test.settings"));
            }
        }
    }

    private static boolean namesSetting(Finding finding) {
        return finding.verdict() != Verdict.GOOD
                && Texts.of(Languages.ENGLISH, "test.finding." + finding).contains("voip.");
    }

    private static Pattern sentence(Locale language, Finding finding) {
        return Wording.of(language, "test.finding." + finding);
    }

    @Test
    void aTestIsAsStrictAsASave() {
        try (Visit visit = browser.visit(Languages.SPANISH)) {
            ParametersPage screen = open(visit);
            screen.set(Map.of(326, "0", 329, "a b"));
            screen.press("test.start");
            assertThat(screen.refusal(326)).isNotEmpty();
            assertThat(screen.refusal(329)).isNotEmpty();
            assertThat(visit.page().locator("#outcome h2").innerText()).isEqualTo(visit.text("test.invalid"));
            assertThat(visit.page().locator("#connection").count()).isZero();
        }
    }

    /** Otherwise whoever may test could read the secret at a Janus of his own. */
    @Test
    void aKeptSecretIsNotTriedAtAnotherServer() {
        try (Visit visit = browser.visit(Languages.ENGLISH)) {
            ParametersPage screen = open(visit);
            screen.set(324, "wss://localhost:8989/janus");
            screen.press("test.start");
            assertThat(screen.refusal(328)).isEqualTo(visit.text("parameters.328.retype"));
            assertThat(visit.page().locator("#connection").count()).isZero();
        }
    }

    @Test
    void whatIsSwitchedOffCanBeTested() {
        world.with(323, "N");
        try (Visit visit = browser.visit(Languages.PORTUGUESE)) {
            ParametersPage screen = open(visit);
            screen.press("test.start");
            awaitResult(visit, "good");
            assertThat(screen.value(323)).isEqualTo("N");
        }
    }

    @Test
    void aTestCanBeCancelled() {
        try (Visit visit = browser.visit(Languages.SPANISH)) {
            ParametersPage screen = open(visit);
            screen.choose(SecretAct.REPLACE);
            // Kamailio waits for more, and so the test waits for Janus.
            screen.set(Map.of(324, "ws://127.0.0.1:5061", 328, TYPED));
            screen.press("test.start");
            visit.page().locator("[data-stage='JANUS'][data-state='running']").waitFor();

            screen.press("test.start");
            visit.page().getByText(visit.text("test.refused")).waitFor(); // one at a time
            screen.press("test.cancel");
            isTold(visit, List.of(Finding.CANCELLED));
            assertThat(visit.button("test.cancel").isVisible()).isFalse();
        }
    }

    @Test
    void nobodyElseSeesATest() {
        try (Visit visit = browser.visit(Languages.SPANISH)) {
            Page page = visit.page();
            visit.open(world.server.uri("admin/connection"));
            Await.until(Await.SOON, page::url, url -> url.contains("login"));
        }
    }
}
