package org.portalvoip.history.calls;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.portalvoip.testing.SampleParameters.COMPLETE;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ForcedColors;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.portalvoip.language.Languages;
import org.portalvoip.testing.Await;
import org.portalvoip.testing.browser.Administrator;
import org.portalvoip.testing.browser.Browser;
import org.portalvoip.testing.browser.Keys;
import org.portalvoip.testing.browser.ParametersPage;
import org.portalvoip.testing.browser.Visit;
import org.portalvoip.testing.lab.CallClient;
import org.portalvoip.testing.server.Server;
import org.portalvoip.testing.server.SharedServer;

/**
 * The list of calls as an administrator finds and uses it in a browser. Longer than 200 lines, because its tests share
 * a server, a browser and the calls that they look at.
 */
@ExtendWith(SharedServer.class)
@Tag("thorough")
class CallsScreenIT {
    static final Iterable<Locale> languages = Languages.ALL;

    private static final int NARROW = 320;

    private final Server server;
    private final Administrator program;
    private final Browser browser;

    CallsScreenIT(Server server, Administrator program, Browser browser) {
        this.server = server;
        this.program = program;
        this.browser = browser;
    }

    /** There is no Janus, so it fails. */
    @BeforeEach
    void call() {
        program.save(COMPLETE);
        try (var caller =
                CallClient.open(server.uri("call"), "http://" + server.uri("").getAuthority())) {
            caller.hearType("ready");
            caller.offer().hearEnd();
        }
        Await.until(Await.SOON, () -> program.get("admin/calls").body(), page -> page.contains("data-call="));
    }

    @ParameterizedTest
    @FieldSource("languages")
    void theMenuLeadsThereAlsoOnANarrowScreen(Locale language) {
        try (Visit visit = browser.visit(language, ColorScheme.DARK, NARROW, 900)) {
            program.lendSession(visit);
            ParametersPage.open(server, visit);

            visit.link("menu.calls").click();

            assertThat(visit.page()).hasTitle(visit.text("calls.title"));
            Locator begun = visit.page().locator("[data-call] time").first();
            assertThat(begun).hasAttribute("title", Pattern.compile(".+"));
            assertThat(begun).not().containsText("UTC");
            assertThat(visit.page().locator("[data-zone]")).not().isEmpty();
            assertThat((Integer) visit.page().evaluate("document.documentElement.scrollWidth"))
                    .isLessThanOrEqualTo(NARROW);
            assertThat(visit.faults()).isEmpty();
        }
    }

    @Test
    void itIsFilteredByKeyboardAloneAndInTheZoneOfTheBrowser() {
        try (Visit visit = browser.visit(Languages.SPANISH)) {
            program.lendSession(visit);
            visit.open(server.uri("admin/calls"));
            Keys keys = new Keys(visit);
            keys.press(visit.page().locator("#outcome"), "End");
            keys.tabTo(visit.field("calls.search"));
            keys.type("127.0.0");
            keys.press("Enter");

            visit.page().waitForURL("**/calls?zone=*outcome=TROUBLE&q=127.0.0");
            assertThat(visit.page().locator("[data-call]").first()).isVisible();
            assertThat(visit.page().locator("#outcome")).hasValue("TROUBLE");
            assertThat(visit.link("calls.export"))
                    .hasAttribute("href", Pattern.compile("calls\\.csv\\?zone=.*&outcome=TROUBLE&q=127\\.0\\.0"));
        }
    }

    @Test
    void theKeysReachEverythingOnANarrowScreen() {
        try (Visit visit = browser.visit(Languages.SPANISH, ColorScheme.LIGHT, NARROW, 900)) {
            program.lendSession(visit);
            Keys keys = new Keys(visit);
            visit.open(server.uri("admin/calls"));
            keys.walk();
            visit.page().reload();
            keys.skipMenu();
            keys.press(visit.page().locator("summary"), "Space");
            keys.press(visit.page().locator("[data-day] a").last(), "Enter");

            assertThat(visit.page().locator("[data-call]").first()).isVisible();
            assertThat(visit.page()).hasURL(Pattern.compile(".*from=20.*"));
            keys.walk();
        }
    }

    /** For each of its series the values of the days; null is empty. */
    private static Object drawn(Visit visit) {
        return visit.page().evaluate("""
                () => Chart.getChart(document.querySelector('.days canvas')).data.datasets
                    .map(series => series.data.map(value => value ?? '–').join())""");
    }

    private static Object figures(Visit visit) {
        return visit.page().evaluate("""
                () => [4, 1, 2, 3].map(column => [...document.querySelectorAll('[data-day]')]
                    .map(row => row.querySelectorAll('td')[column].textContent).join())""");
    }

    /** The colours of the series, then those of the first axis. */
    private static String colours(Visit visit) {
        return (String) visit.page().evaluate("""
                () => {
                  const { config } = Chart.getChart(document.querySelector('.days canvas'));
                  return [...config.data.datasets.map(series => series.backgroundColor),
                      config.options.scales.calls.ticks.color].join(' ');
                }""");
    }

    /** How many pixels have the colour of calls that failed. */
    private static int failed(Visit visit) {
        return (Integer) visit.page().evaluate("""
                () => {
                  const canvas = document.querySelector('.days canvas');
                  const colour = Chart.getChart(canvas).data.datasets[3].backgroundColor.match(/\\d+/g).join();
                  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
                  let count = 0;
                  for (let i = 0; i < data.length; i += 4) count += data.slice(i, i + 3).join() === colour;
                  return count;
                }""");
    }

    @ParameterizedTest
    @FieldSource("languages")
    void thePictureShowsTheFiguresOfTheTable(Locale language) {
        try (Visit visit = browser.visit(language, ColorScheme.LIGHT, NARROW, 900)) {
            program.lendSession(visit);
            visit.open(server.uri("admin/calls"));
            Locator picture = visit.page()
                    .getByRole(AriaRole.IMG, new Page.GetByRoleOptions().setName(visit.text("calls.days.picture")));

            assertThat(picture).isVisible();
            assertThat(drawn(visit)).isEqualTo(figures(visit));
            assertThat(failed(visit)).isGreaterThan(10);
            assertThat((String) visit.page()
                            .evaluate("Chart.getChart(document.querySelector('.days canvas')).data.labels.join()"))
                    .as("dates as people write them")
                    .doesNotContainPattern("\\d{4}");
        }
    }

    @Test
    void thePictureHasTheColoursOfThePage() {
        try (Visit visit = browser.visit(Languages.SPANISH)) {
            program.lendSession(visit);
            visit.open(server.uri("admin/calls"));
            visit.page().waitForFunction("document.querySelector('.days canvas').width > 300");
            String light = colours(visit);

            visit.page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
            String dark = Await.until(Await.SOON, () -> colours(visit), now -> !now.equals(light));
            visit.page().emulateMedia(new Page.EmulateMediaOptions().setForcedColors(ForcedColors.ACTIVE));
            String forced = Await.until(Await.SOON, () -> colours(visit), now -> !now.equals(dark));

            assertThat(forced).as("the axes").endsWith(" rgb(255, 255, 255)");
            assertThat(failed(visit)).isGreaterThan(10);
        }
    }

    @Test
    void aPageWithoutThePictureLoadsNoScriptForIt() {
        try (Visit visit = browser.visit(Languages.SPANISH)) {
            program.lendSession(visit);
            Locator library = visit.page().locator("script[src*='chart']");
            visit.open(server.uri("admin/calls"));
            assertThat(library).hasCount(1);

            visit.open(server.uri("admin/calls?outcome=FAILED"));
            assertThat(visit.page().locator("[data-call]").first()).isVisible();
            assertThat(library).hasCount(0);
        }
    }
}
