package org.portalvoip.history;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.portalvoip.testing.SampleParameters.COMPLETE;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.portalvoip.language.Languages;
import org.portalvoip.language.Texts;
import org.portalvoip.testing.browser.Administrator;
import org.portalvoip.testing.browser.Browser;
import org.portalvoip.testing.browser.Keys;
import org.portalvoip.testing.browser.ParametersPage;
import org.portalvoip.testing.browser.Visit;
import org.portalvoip.testing.server.Server;
import org.portalvoip.testing.server.SharedServer;

/** The history as an administrator finds and uses it in a browser. */
@ExtendWith(SharedServer.class)
@Tag("thorough")
class HistoryScreenIT {
    static final Iterable<Locale> languages = Languages.ALL;

    private static final int NARROW = 320;
    private static final Pattern CHANGE = Pattern.compile("data-change=\"(\\d+)\"");

    private final Server server;
    private final Administrator program;
    private final Browser browser;

    HistoryScreenIT(Server server, Administrator program, Browser browser) {
        this.server = server;
        this.program = program;
        this.browser = browser;
    }

    @BeforeEach
    void change() {
        program.save(COMPLETE);
        program.save(Map.of(329, "0900"));
    }

    @ParameterizedTest
    @FieldSource("languages")
    void theMenuLeadsThereAlsoOnANarrowScreenAndSaysWhereOneIs(Locale language) {
        try (Visit visit = browser.visit(language, ColorScheme.LIGHT, NARROW, 900)) {
            program.lendSession(visit);
            ParametersPage.open(server, visit);
            Locator current = visit.page()
                    .getByRole(AriaRole.NAVIGATION)
                    .filter(new Locator.FilterOptions().setHasText(visit.text("menu.history")))
                    .locator("[aria-current='page']");
            assertThat(current).hasText(visit.text("menu.parameters"));

            visit.link("menu.history").click();

            assertThat(visit.page()).hasTitle(visit.text("history.title"));
            assertThat(current.first()).hasText(visit.text("menu.history"));
            assertThat(visit.page().locator(".change time").first()).hasAttribute("title", Pattern.compile(".+"));
            assertThat(visit.page().locator(".change time").first()).not().containsText("UTC");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"history", "history?q=329", "history-restore?parameter=329&change="})
    void theKeysReachEverythingOnANarrowScreen(String address) {
        Matcher change = CHANGE.matcher(program.get("admin/history").body());
        assertThat(change.find()).isTrue();
        try (Visit visit = browser.visit(Languages.SPANISH, ColorScheme.LIGHT, NARROW, 900)) {
            program.lendSession(visit);
            Keys keys = new Keys(visit);
            visit.open(server.uri("admin/" + address + (address.endsWith("=") ? change.group(1) : "")));
            keys.walk();
            visit.page().reload();
            keys.skipMenu();
        }
    }

    @Test
    void aValueIsFoundAndRestoredByKeyboardAlone() {
        try (Visit visit = browser.visit(Languages.SPANISH)) {
            program.lendSession(visit);
            visit.open(server.uri("admin/history"));
            Keys keys = new Keys(visit);
            keys.tabTo(visit.field("history.search"));
            keys.type("ramal 0900");
            keys.press("Enter");
            visit.page().waitForURL("**/history?q=ramal*");
            keys.press(visit.page().locator("[data-parameter='329'] a").first(), "Enter");
            keys.press(visit.button("history.restore.confirm"), "Enter");

            assertThat(visit.page().getByRole(AriaRole.STATUS)).hasText(visit.text("history.restored"));
            assertThat(program.get("api/parameters").body()).contains("\"329\":\"0800\"");
        }
    }

    /** Also after an attempt that was refused, whose address no longer says what was to be restored. */
    @Test
    void anotherLanguageAsksTheSameQuestion() {
        program.save(Map.of(325, "another.example", 328, COMPLETE.get(328)));
        try (Visit visit = browser.visit(Languages.SPANISH)) {
            program.lendSession(visit);
            visit.open(server.uri("admin/history"));
            visit.page()
                    .locator(".change")
                    .first()
                    .locator("[data-parameter='325'] a")
                    .click();
            assertThat(visit.page().locator("#restore [data-parameter='325']")).isVisible();

            visit.page().locator("[hreflang='en']").click();
            assertThat(visit.page())
                    .hasTitle(Pattern.compile(Texts.of(Languages.ENGLISH, "history.restore.title") + ".*"));
            assertThat(visit.page().locator("#restore [data-parameter='325']")).isVisible();

            visit.page().locator("#confirm").click();
            assertThat(visit.page().locator("[data-refused]")).isVisible();
            visit.page().locator("[hreflang='pt-BR']").click();
            assertThat(visit.page())
                    .hasTitle(Pattern.compile(Texts.of(Languages.PORTUGUESE, "history.restore.title") + ".*"));
            assertThat(visit.page().locator("#restore [data-parameter='325']")).isVisible();
        }
    }
}
