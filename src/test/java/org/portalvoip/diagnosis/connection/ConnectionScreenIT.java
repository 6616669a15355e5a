package org.portalvoip.diagnosis.connection;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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
import org.portalvoip.testing.browser.Browser;
import org.portalvoip.testing.browser.ParametersPage;
import org.portalvoip.testing.browser.Readers;
import org.portalvoip.testing.browser.Visit;
import org.portalvoip.testing.lab.CallWorld;
import org.portalvoip.testing.lab.NameServer;

/**
 * The connection test as an administrator uses it, with a real Janus and a real SIP server behind it. Longer than 200 lines,
 * because all of it needs the same lab, server and browser.
 */
@Tag("thorough")
class ConnectionScreenIT {
    static final List<Locale> languages = Languages.ALL;
    private static final String TYPED = "typed-but-never-saved";

    /** The last test of this administrator, in a language. */
    private static final String TOLD = """
            async language => {
              const page = await fetch('connection', { headers: { 'Accept-Language': language } });
              return new DOMParser().parseFromString(await page.text(), 'text/html').body.textContent;
            }""";

    @AutoClose
    private static CallWorld world;

    @AutoClose
    private static Browser browser;

    private final List<Response> answers = new ArrayList<>();

    @BeforeAll
    static void start() {
        world = new CallWorld("screen");
        browser = Browser.start();
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
            List<Visit> visits = readers.visits();
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
        assertThat(saved()).as("what is saved").isEqualTo(before);
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
        }
    }

    /** Whatever it names. */
    private static Pattern sentence(Locale language, Finding finding) {
        return Pattern.compile(
                Stream.of(Texts.of(language, "test.finding." + finding).split("\\{\\d}", -1))
                        .map(Pattern::quote)
                        .collect(Collectors.joining(".+")));
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
            finding(visit, Finding.CANCELLED).waitFor();
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
