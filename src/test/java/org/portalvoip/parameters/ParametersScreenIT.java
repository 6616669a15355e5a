package org.portalvoip.parameters;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.portalvoip.testing.SampleParameters.COMPLETE;
import static org.portalvoip.testing.SampleParameters.INITIAL;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.portalvoip.language.Languages;
import org.portalvoip.testing.browser.Administrator;
import org.portalvoip.testing.browser.Browser;
import org.portalvoip.testing.browser.ParametersPage;
import org.portalvoip.testing.browser.Visit;
import org.portalvoip.testing.server.Server;
import org.portalvoip.testing.server.SharedServer;

/**
 * What an administrator sees and does on the parameter screen. Longer than 200 lines, because its tests share a server
 * and a browser, whose start takes longer than any of them.
 */
@ExtendWith(SharedServer.class)
class ParametersScreenIT {
    static final Iterable<Locale> languages = Languages.ALL;

    private final Server server;
    private final Administrator program;
    private final Browser browser;
    private Visit visit;

    ParametersScreenIT(Server server, Administrator program, Browser browser) {
        this.server = server;
        this.program = program;
        this.browser = browser;
    }

    private ParametersPage openOver(Map<Integer, String> stored, Locale language) {
        program.save(stored);
        visit = browser.visit(language);
        program.lendSession(visit);
        return ParametersPage.open(server, visit);
    }

    @AfterEach
    void nothingWentWrongInTheBrowser() {
        visit.close();
    }

    @ParameterizedTest
    @FieldSource("languages")
    void refusalsStandAtTheirFieldsAndEverythingTypedStays(Locale language) {
        var screen = openOver(INITIAL, language);
        Map<Integer, String> typed = new TreeMap<>(COMPLETE);
        typed.putAll(Map.of(324, "sip:127.0.0.1", 326, "70000", 327, "go ofy", 329, "08@00", 330, "2"));
        String before = program.get("api/parameters").body();

        screen.set(typed);
        screen.save();

        assertThat(screen.refusal(324)).isEqualTo(visit.text("parameters.324.sip"));
        assertThat(screen.refusal(325)).isEmpty();
        assertThat(screen.refusal(326)).isEqualTo(visit.text("parameters.326.range"));
        assertThat(screen.refusal(327))
                .isEqualTo(new Violation(Parameter.USER, "parameters.327.character", " ").sentence(language));
        assertThat(screen.refusal(328)).isEmpty();
        assertThat(screen.refusal(329))
                .isEqualTo(new Violation(Parameter.EXTENSION, "parameters.329.character", "@").sentence(language));
        assertThat(screen.outcome()).containsText(visit.text("parameters.refused"));
        assertThat(screen.focused()).isEqualTo("p324");
        typed.forEach((number, value) -> assertThat(screen.value(number)).isEqualTo(value));
        assertThat(program.get("api/parameters").body()).isEqualTo(before);
    }

    /** Nothing listens at the address: first it is tried, then the screen says why there is no connection. */
    @Test
    void theConnectionToJanusIsShownWithoutAReload() {
        var screen = openOver(INITIAL, Languages.SPANISH);
        Locator gateway = screen.row(324).locator("#gateway");
        assertThat(gateway).hasAttribute("data-state", "off");

        screen.set(COMPLETE);
        screen.save();

        assertThat(gateway).hasAttribute("data-state", "down");
        assertThat(gateway).containsText(visit.text("gateway.failure.UNREACHABLE"));
    }

    @Test
    void whatIsMissingIsAskedForWhereItIsMissing() {
        var screen = openOver(INITIAL, Languages.SPANISH);

        screen.set(323, "S");
        screen.save();

        for (int number : new int[] {324, 325, 326, 327, 328, 329}) {
            assertThat(screen.refusal(number)).isEqualTo(visit.text("parameters." + number + ".required"));
        }
        assertThat(screen.input(324)).hasAttribute("aria-invalid", "true");
        assertThat(screen.focused()).isEqualTo("p324");
    }

    @Test
    void theLinkOfARefusalLeadsToItsField() {
        var screen = openOver(COMPLETE, Languages.SPANISH);
        screen.set(Map.of(326, "0", 329, "?"));
        screen.save();

        visit.page()
                .locator("[data-refused]")
                .getByRole(AriaRole.LINK)
                .filter(new Locator.FilterOptions().setHasText("329"))
                .click();

        assertThat(screen.focused()).isEqualTo("p329");
    }

    @Test
    void wordsAndNumbersFindTheirRows() {
        openOver(COMPLETE, Languages.SPANISH);
        var search = visit.field("parameters.search");
        var found = visit.page().locator("[data-parameter]:visible");

        search.fill("326");
        assertThat(found.first()).hasAttribute("data-parameter", "326");
        search.fill("CONTRASENA");
        assertThat(found.first()).hasAttribute("data-parameter", "328");
        search.fill("precede arroba");
        assertThat(found).hasCount(1);
        assertThat(found).hasAttribute("data-parameter", "327");
        search.fill("no such word");
        assertThat(found).hasCount(0);
        assertThat(visit.page().getByText(visit.text("parameters.search.none"))).isVisible();
        search.press("Escape");
        assertThat(found).hasCount(8);
    }

    @ParameterizedTest
    @FieldSource("languages")
    void theDefaultComesBackAtAClickAndCountsAsUnsaved(Locale language) {
        var screen = openOver(COMPLETE, language);

        for (int number = 323; number <= 330; number++) {
            var restore = screen.row(number).getByText(visit.text("parameters.restore"));
            if (restore.isVisible()) {
                restore.click();
            }
        }
        assertThat(visit.page().locator("#state")).containsText("329");
        screen.save();

        assertThat(program.get("api/parameters").body())
                .isEqualTo(
                        "{\"323\":\"N\",\"324\":null,\"325\":null,\"326\":null,\"327\":null,\"328\":{\"set\":false},\"329\":null,\"330\":\"1\"}");
    }

    @Test
    void leavingWithUnsavedChangesIsAskedFor() {
        var screen = openOver(COMPLETE, Languages.SPANISH);
        var asked = new ArrayList<String>();
        visit.page().onDialog(dialog -> {
            asked.add(dialog.type());
            dialog.dismiss();
        });
        var portal = visit.page().getByRole(AriaRole.BANNER).getByText(visit.text("portal.title"));

        screen.set(329, "0900");
        portal.click();
        visit.page().waitForCondition(() -> !asked.isEmpty());
        assertThat(asked).containsExactly("beforeunload");
        assertThat(screen.value(329)).isEqualTo("0900");

        screen.save();
        portal.click();
        visit.page().waitForURL(server.uri("").toString());
        assertThat(asked).hasSize(1);
    }

    @ParameterizedTest
    @FieldSource("languages")
    void thePreviewFollowsTheSwitch(Locale language) {
        var screen = openOver(COMPLETE, language);
        var preview = screen.row(323).locator(".preview-page .voip-call");
        assertThat(preview).isVisible();

        screen.set(323, "N");

        assertThat(preview).isHidden();
        assertThat(screen.row(323).getByText(visit.text("parameters.preview.off")))
                .hasCount(1);
    }

    @ParameterizedTest
    @FieldSource("languages")
    void anEndedSessionIsSaidAndNothingTypedIsLost(Locale language) {
        var screen = openOver(COMPLETE, language);
        // Else the page would ask for this state, too, after the end of the session.
        screen.row(324).locator("#gateway:not([data-state='connecting'])").waitFor();
        screen.set(Map.of(328, "typed", 329, "0900"));
        visit.context().clearCookies();

        screen.save();

        assertThat(visit.page().locator("#failure")).containsText(visit.text("parameters.ended"));
        assertThat(screen.value(328)).isEqualTo("typed");
        assertThat(screen.value(329)).isEqualTo("0900");
        assertThat(program.get("api/parameters").body()).doesNotContain("0900");
    }

    /** The server keeps the state of the last fifteen pages of a session. */
    @ParameterizedTest
    @FieldSource("languages")
    void aPageThatIsTooOldIsSaidAndNothingTypedIsLost(Locale language) {
        var screen = openOver(COMPLETE, language);
        screen.set(329, "0900");
        for (int later = 0; later < 30; later++) {
            visit.context().request().get(server.uri("admin/parameters").toString());
        }

        screen.save();

        var failure = visit.page().locator("#failure");
        assertThat(failure).containsText(visit.text("parameters.old"));
        assertThat(program.get("api/parameters").body()).doesNotContain("0900");

        failure.getByText(visit.text("parameters.old.reload")).click();
        assertThat(screen.input(329)).hasValue("0900");
        screen.save();
        assertThat(program.get("api/parameters").body()).contains("0900");
    }

    @Test
    void aDoubleClickSavesOnceAndSavedStaysSaid() {
        var screen = openOver(COMPLETE, Languages.SPANISH);
        var requests = new ArrayList<String>();
        visit.page().onRequest(request -> requests.add(request.method()));
        screen.set(329, "0900");

        screen.press("parameters.save", "button => { button.click(); button.click(); }");

        assertThat(requests).filteredOn("POST"::equals).hasSize(1);
        assertThat(screen.outcome()).containsText(visit.text("parameters.saved"));
        screen.save();
        assertThat(screen.outcome()).containsText(visit.text("parameters.unchanged"));
    }

    @Test
    void anotherFailureIsToldInTheWordsOfTheServer() {
        var screen = openOver(COMPLETE, Languages.SPANISH);
        screen.set(329, "0900");
        visit.page()
                .route(
                        "**/admin/parameters",
                        route -> route.fulfill(new Route.FulfillOptions()
                                .setStatus(503)
                                .setContentType("text/html")
                                .setBody("<div data-failure=''><p>The words of the server.</p></div>")));

        screen.save();

        assertThat(visit.page().locator("#failure")).containsText("The words of the server.");
        assertThat(screen.value(329)).isEqualTo("0900");
        assertThat(visit.takeFaults()).singleElement().asString().contains("503");
    }
}
