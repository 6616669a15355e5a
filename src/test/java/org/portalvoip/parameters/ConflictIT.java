package org.portalvoip.parameters;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.portalvoip.testing.SampleParameters.COMPLETE;

import com.microsoft.playwright.Locator;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Tag;
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

/** Two administrators edit at the same time: nothing is overwritten unnoticed, and nothing typed is lost. */
@Tag("thorough")
@Tag("database")
@ExtendWith(SharedServer.class)
class ConflictIT {
    static final Iterable<Locale> languages = Languages.ALL;

    private final Server server;
    private final Administrator program;
    private final Browser browser;

    ConflictIT(Server server, Administrator program, Browser browser) {
        this.server = server;
        this.program = program;
        this.browser = browser;
        program.save(COMPLETE);
    }

    /** Both have the screen open; the first saves 327 and 329, the second types 329 and 328 and wants to save. */
    private ParametersPage collide(Visit first, Visit second) {
        program.lendSession(first);
        Administrator.signIn(server).lendSession(second);
        var theirs = ParametersPage.open(server, first);
        var mine = ParametersPage.open(server, second);
        theirs.set(Map.of(327, "pluto", 328, "secret-of-pluto", 329, "0900"));
        theirs.save();
        mine.set(Map.of(328, "secret-of-minnie", 329, "0700"));
        mine.save();
        return mine;
    }

    @ParameterizedTest
    @FieldSource("languages")
    void theLaterOneIsToldWhoWhenAndWhatAndLosesNothing(Locale language) {
        try (var first = browser.visit(language);
                var second = browser.visit(language)) {
            var mine = collide(first, second);
            Locator panel = second.page().locator("[data-stale]");

            assertThat(panel).containsText(second.text("parameters.stale"));
            assertThat(panel).isFocused();
            assertThat(panel.locator("tbody tr")).hasCount(3);
            Locator row = panel.locator("tbody tr").last();
            assertThat(row.locator("th")).containsText("329 " + second.text("parameters.329.name"));
            assertThat(row.locator("td").nth(0)).hasText("0900");
            assertThat(row.locator("td").nth(1)).hasText("0700");
            assertThat(row.locator("td").nth(2)).containsText(Administrator.NAME);
            assertThat(row.locator("time").getAttribute("datetime")).matches("20[0-9-]+T[0-9:]+Z");
            assertThat(panel).not().containsText("secret-of");
            assertThat(mine.value(328)).isEqualTo("secret-of-minnie");
            assertThat(mine.value(329)).isEqualTo("0700");
            assertThat(stored()).contains("pluto", "0900");
        }
    }

    @Test
    void theirsCanBeLoaded() {
        try (var first = browser.visit(Languages.SPANISH);
                var second = browser.visit(Languages.SPANISH)) {
            var mine = collide(first, second);

            mine.press("parameters.stale.load");

            assertThat(second.page().locator("[data-stale]")).hasCount(0);
            assertThat(mine.value(327)).isEqualTo("pluto");
            assertThat(mine.value(328)).isEmpty();
            assertThat(mine.value(329)).isEqualTo("0900");
            assertThat(stored()).contains("pluto", "0900");
        }
    }

    @Test
    void mineCanBeSavedOverIt() {
        try (var first = browser.visit(Languages.SPANISH);
                var second = browser.visit(Languages.SPANISH)) {
            var mine = collide(first, second);

            mine.press("parameters.stale.overwrite");

            assertThat(mine.outcome()).containsText(second.text("parameters.saved"));
            assertThat(stored()).contains("goofy", "0700").doesNotContain("pluto", "0900");
        }
    }

    @Test
    void aStillLaterSaveIsNotOverwrittenEither() {
        try (var first = browser.visit(Languages.SPANISH);
                var second = browser.visit(Languages.SPANISH)) {
            var mine = collide(first, second);
            program.save(Map.of(329, "0600"));

            mine.press("parameters.stale.overwrite");

            assertThat(second.page().locator("[data-stale] tbody tr")).hasCount(1);
            assertThat(stored()).contains("pluto", "0600");
        }
    }

    private String stored() {
        return program.get("api/parameters").body();
    }
}
