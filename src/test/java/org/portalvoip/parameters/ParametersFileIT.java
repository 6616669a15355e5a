package org.portalvoip.parameters;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.portalvoip.testing.SampleParameters.COMPLETE;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.options.FilePayload;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.portalvoip.language.Languages;
import org.portalvoip.testing.browser.Administrator;
import org.portalvoip.testing.browser.Browser;
import org.portalvoip.testing.browser.ParametersPage;
import org.portalvoip.testing.browser.PlainBrowser;
import org.portalvoip.testing.browser.Visit;
import org.portalvoip.testing.server.Server;
import org.portalvoip.testing.server.SharedServer;

/** The parameters as a file: out of one installation, and into the form of another. */
@ExtendWith(SharedServer.class)
@Tag("thorough")
class ParametersFileIT {
    static final Iterable<Locale> languages = Languages.ALL;

    private final Server server;
    private final Administrator program;
    private final Browser browser;

    ParametersFileIT(Server server, Administrator program, Browser browser) {
        this.server = server;
        this.program = program;
        this.browser = browser;
    }

    @BeforeEach
    void save() {
        program.save(COMPLETE);
    }

    /** What is said of it must not be taken for what was said of the one before. */
    private static void choose(Visit visit, String content) {
        visit.page().locator("#imported").evaluate("said => said.replaceChildren()");
        visit.page()
                .setInputFiles("#import", new FilePayload("chosen.json", "application/json", content.getBytes(UTF_8)));
    }

    @Test
    void whatIsExportedFillsInTheFormAgainWithoutTheSecret() throws IOException {
        try (Visit visit = browser.visit(Languages.SPANISH)) {
            program.lendSession(visit);
            ParametersPage screen = ParametersPage.open(server, visit);
            Download download = visit.page()
                    .waitForDownload(() -> visit.link("transfer.export").click());
            String file = Files.readString(download.path());
            assertThat(download.suggestedFilename()).isEqualTo("voip-parameters.json");
            assertThat(file)
                    .contains("\"324\": \"" + COMPLETE.get(324) + "\"")
                    .doesNotContain("328", COMPLETE.get(328));
            program.save(Map.of(323, "N", 329, "0900", 330, "2"));

            ParametersPage.open(server, visit);
            choose(visit, file);

            assertThat(visit.page().locator("#imported")).hasText(visit.text("transfer.taken"));
            COMPLETE.keySet().stream()
                    .filter(number -> number != 328)
                    .forEach(number -> assertThat(screen.value(number)).isEqualTo(COMPLETE.get(number)));
            assertThat(visit.page().locator("#state")).containsText("329");
            assertThat(program.get("api/parameters").body()).contains("\"329\":\"0900\"", "\"330\":\"2\"");

            screen.save();
            assertThat(program.get("api/parameters").body()).contains("\"329\":\"0800\"", "\"330\":\"1\"");
        }
    }

    @ParameterizedTest
    @FieldSource("languages")
    void aWrongFileIsToldAndChangesNothing(Locale language) {
        try (Visit visit = browser.visit(language)) {
            program.lendSession(visit);
            ParametersPage screen = ParametersPage.open(server, visit);
            Map<String, String> wrong = Map.of(
                    "no JSON",
                    "transfer.content",
                    "{\"329\":\"0900\",\"1\":\"x\"}",
                    "transfer.content",
                    "{\"329\":\"0900\",\"330\":\"9\"}",
                    "transfer.choice",
                    "x".repeat(70_000),
                    "transfer.large");
            wrong.forEach((file, sentence) -> {
                choose(visit, file);
                assertThat(visit.page().locator("#imported")).hasText(visit.text(sentence));
                assertThat(screen.value(329)).isEqualTo(COMPLETE.get(329));
            });
        }
    }

    @Test
    void aSecretInTheFileIsNotTaken() {
        try (Visit visit = browser.visit(Languages.SPANISH)) {
            program.lendSession(visit);
            ParametersPage screen = ParametersPage.open(server, visit);
            choose(visit, "{\"328\":\"hush\",\"329\":\"0900\"}");

            assertThat(visit.page().locator("#imported")).containsText(visit.text("transfer.secret"));
            assertThat(screen.value(329)).isEqualTo("0900");
            assertThat(screen.value(328)).isEmpty();
            screen.press("parameters.save");
            assertThat(visit.page().locator("#saved")).containsText("329");
        }
    }

    @Test
    void onlyAnAdministratorGetsIt() {
        assertThat(new PlainBrowser(server.uri("")).get("admin/parameters.json").statusCode())
                .isEqualTo(303);
    }
}
