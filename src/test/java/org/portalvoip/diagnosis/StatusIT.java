package org.portalvoip.diagnosis;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.portalvoip.language.Languages;
import org.portalvoip.language.Texts;
import org.portalvoip.testing.Await;
import org.portalvoip.testing.SampleParameters;
import org.portalvoip.testing.browser.Administrator;
import org.portalvoip.testing.browser.Browser;
import org.portalvoip.testing.browser.Keys;
import org.portalvoip.testing.browser.PlainBrowser;
import org.portalvoip.testing.browser.Visit;
import org.portalvoip.testing.server.Server;
import org.portalvoip.testing.server.SharedServer;

/**
 * What the status page shows, to whom, and what it never shows. Longer than 200 lines, because its tests share a server
 * and a lab, whose start takes longer than any of them.
 */
@ExtendWith(SharedServer.class)
@Tag("thorough")
class StatusIT {
    static final Iterable<Locale> languages = Languages.ALL;

    /** How many lines a word takes as a value, beside the longest other columns. */
    private static final String LINES_OF_VALUE = """
            (table, word) => {
              const values = [...table.querySelectorAll('td:nth-of-type(1)')];
              values.forEach(value => value.textContent = word);
              const text = document.createRange();
              text.selectNodeContents(values[0]);
              return text.getClientRects().length;
            }""";

    private static final Path DATA = Path.of("target/data/status");
    private static final int NARROW = 320;
    private static final String TOKEN = "token-of-the-metrics-0123456789abcdef";
    private static final String TURN_USER = "user-of-the-turn-server";
    private static final String PASSWORD_IN_AN_ADDRESS = "password-in-an-address";

    @AutoClose
    private static Server server;

    private static Administrator administrator;

    private final Browser browser;

    StatusIT(Browser browser) {
        this.browser = browser;
    }

    @BeforeAll
    static void start() throws IOException {
        Path token = Files.createTempFile("metrics", ".token");
        Files.writeString(token, TOKEN);
        server = Server.startFresh(
                DATA,
                "-Dvoip.max-calls=many",
                "-Dvoip.max-call=7",
                "-Dvoip.ring-timeout=44",
                "VOIP_MAX_DURATION=3001",
                "-Dvoip.turn.user=" + TURN_USER,
                "-Dvoip.allowed-origins=https://me:" + PASSWORD_IN_AN_ADDRESS + "@portal.example",
                "-Dvoip.metrics-token-file=" + token.toAbsolutePath());
        administrator = Administrator.signIn(server);
        administrator.save(SampleParameters.COMPLETE);
    }

    private Visit open(Locale language) {
        Visit visit = browser.visit(language);
        administrator.lendSession(visit);
        visit.open(server.uri("admin/status"));
        return visit;
    }

    private static Locator setting(Visit visit, String key) {
        return visit.page().locator("[data-setting='" + key + "']");
    }

    @ParameterizedTest
    @FieldSource("languages")
    void theMenuLeadsToIt(Locale language) {
        try (Visit visit = open(language)) {
            visit.open(server.uri("admin/parameters"));
            visit.link("status.title").click();

            assertThat(visit.page()).hasTitle(visit.text("status.title"));
            assertThat(visit.link("status.title")).hasAttribute("aria-current", "page");
            assertThat(visit.page().getByRole(AriaRole.HEADING).first()).hasText(visit.text("status.title"));
        }
    }

    @ParameterizedTest
    @FieldSource("languages")
    void theKeysReachEverythingOnANarrowScreen(Locale language) {
        try (Visit visit = browser.visit(language, ColorScheme.LIGHT, NARROW, 900)) {
            administrator.lendSession(visit);
            Keys keys = new Keys(visit);
            visit.open(server.uri("admin/status"));
            keys.walk();
            visit.page().reload();
            keys.skipMenu();
            assertThat((Integer) visit.page().evaluate("document.documentElement.scrollWidth"))
                    .isLessThanOrEqualTo(NARROW);
        }
    }

    /** What does not fit is reached by the arrows. */
    @Test
    void theKeysMoveATableThatIsWiderThanTheScreen() {
        try (Visit visit = browser.visit(Languages.SPANISH, ColorScheme.LIGHT, NARROW, 900)) {
            administrator.lendSession(visit);
            Keys keys = new Keys(visit);
            visit.open(server.uri("admin/status"));
            Locator table = visit.page().locator(".scroll[aria-labelledby='settings']");

            keys.press(table, "ArrowRight");

            Await.until(Await.SOON, () -> (Integer) table.evaluate("table => table.scrollLeft"), left -> left > 0);
        }
    }

    @ParameterizedTest
    @FieldSource("languages")
    void theParametersInForceAreSeenAsAWholeOnANarrowScreen(Locale language) {
        try (Visit visit = browser.visit(language, ColorScheme.LIGHT, NARROW, 900)) {
            administrator.lendSession(visit);
            visit.open(server.uri("admin/status"));
            Locator parameters = visit.page().locator(".scroll:has(.in-force)");

            assertThat((Boolean) parameters.evaluate("table => table.scrollWidth <= table.clientWidth"))
                    .isTrue();
            assertThat(parameters.evaluate(LINES_OF_VALUE, Texts.of(language, "parameters.empty")))
                    .isEqualTo(1);
        }
    }

    @ParameterizedTest
    @FieldSource("languages")
    void eachParameterSaysItsValueAndWhereItComesFrom(Locale language) {
        try (Visit visit = open(language)) {
            assertThat(parameter(visit, 324)).containsText(SampleParameters.COMPLETE.get(324));
            assertThat(parameter(visit, 324)).containsText(visit.text("status.source.screen"));
            assertThat(parameter(visit, 328)).containsText(visit.text("status.hidden"));
            assertThat(parameter(visit, 330)).containsText(visit.text("status.source.standard"));
        }
    }

    private static Locator parameter(Visit visit, int number) {
        return visit.page().locator("[data-parameter='" + number + "']");
    }

    @ParameterizedTest
    @FieldSource("languages")
    void eachSettingSaysItsValueAndWhereItComesFrom(Locale language) {
        try (Visit visit = open(language)) {
            assertThat(setting(visit, "voip.ring-timeout")).containsText("44");
            assertThat(setting(visit, "voip.ring-timeout")).containsText(visit.text("status.source.property"));
            assertThat(setting(visit, "voip.max-duration")).containsText("3001");
            assertThat(setting(visit, "voip.max-duration")).containsText(visit.text("status.source.environment"));
            assertThat(setting(visit, "voip.sound-timeout")).containsText("5");
            assertThat(setting(visit, "voip.sound-timeout")).containsText(visit.text("status.source.standard"));
            assertThat(setting(visit, "voip.realm")).containsText(visit.text("status.none"));
            assertThat(setting(visit, "voip.turn.user")).containsText(visit.text("status.hidden"));
        }
    }

    @ParameterizedTest
    @FieldSource("languages")
    void whatWasRefusedAtTheStartStandsBesideItInTheLanguageOfTheReader(Locale language) {
        try (Visit visit = open(language)) {
            assertThat(setting(visit, "voip.max-calls")).containsText(visit.text("status.refused"));
            assertThat(setting(visit, "voip.max-calls"))
                    .containsText("voip.max-calls=many " + visit.text("setting.NOT_A_NUMBER") + "; "
                            + Texts.of(language, "setting.USED", "100"));
            assertThat(visit.page().locator("main"))
                    .containsText("voip.max-call " + Texts.of(language, "setting.UNKNOWN_BUT", "voip.max-calls"));
            assertThat(setting(visit, "voip.ring-timeout").locator(".notice")).hasCount(0);
        }
    }

    @Test
    void theLogOfTheSameIsInEnglish() {
        Await.log(server.log(), "voip.max-calls=many is not a whole number; 100 is used instead");
    }

    @ParameterizedTest
    @FieldSource("languages")
    void itTellsOfTheNodeItsKeyAndItsDatabase(Locale language) {
        try (Visit visit = open(language)) {
            assertThat(visit.page().locator(".checks")).containsText(visit.text("health.parameters"));
            assertThat(visit.page().locator("#gateway")).isVisible();
            // A node may be ready without Janus, and the page must not call that good.
            assertThat(visit.page().locator(".checks")).not().containsText("Janus");
            assertThat(visit.page().locator("[data-fact='key'] code")).hasText(Pattern.compile("[0-9a-f]{32}"));
            assertThat(visit.page().locator("[data-fact='database']"))
                    .containsText(Pattern.compile("(H2|PostgreSQL|MariaDB) [0-9]+"));
        }
    }

    @Test
    void noSecretStandsInIt() throws IOException {
        String page = administrator.get("admin/status").body();

        assertThat(page)
                .contains("voip.metrics-token-file")
                .doesNotContain(TOKEN, TURN_USER, PASSWORD_IN_AN_ADDRESS, SampleParameters.COMPLETE.get(328))
                .doesNotContain(Administrator.PASSWORD, "jdbc:");
        for (String line : Files.readAllLines(DATA.resolve("voip.key"))) {
            assertThat(line.length() < 20 || !page.contains(line.strip())).isTrue();
        }
    }

    @Test
    void onlyAnAdministratorSeesIt() {
        var stranger = new PlainBrowser(server.uri("")).get("admin/status");

        assertThat(stranger.statusCode()).isEqualTo(303);
        assertThat(stranger.headers().firstValue("Location"))
                .hasValueSatisfying(address -> assertThat(address).contains("/login"));
    }

    /** With a token, even this machine needs it. */
    @Test
    void theMetricsAreForWhoBringsTheToken() {
        PlainBrowser monitor = new PlainBrowser(server.uri(""));

        var refused = monitor.get("metrics?lang=en");
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.headers().firstValue("WWW-Authenticate")).hasValue("Bearer realm=\"Portal VoIP\"");
        assertThat(refused.body()).contains("voip.metrics-token-file");
        assertThat(monitor.get("metrics", "Authorization", "Bearer " + TOKEN, "X-Forwarded-For", "192.0.2.1")
                        .body())
                .contains("voip_refusals_total{door=\"metrics\",reason=\"reader\"}");
    }
}
