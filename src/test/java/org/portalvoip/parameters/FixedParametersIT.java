package org.portalvoip.parameters;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.portalvoip.testing.SampleParameters.COMPLETE;

import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.portalvoip.language.Languages;
import org.portalvoip.testing.Await;
import org.portalvoip.testing.browser.Administrator;
import org.portalvoip.testing.browser.Browser;
import org.portalvoip.testing.browser.ParametersPage;
import org.portalvoip.testing.browser.PlainBrowser;
import org.portalvoip.testing.browser.Visit;
import org.portalvoip.testing.server.Server;
import org.portalvoip.testing.server.SharedServer;

/** Parameters that the configuration of a server fixes. */
@ExtendWith(SharedServer.class)
@Tag("thorough")
class FixedParametersIT {
    static final Iterable<Locale> languages = Languages.ALL;

    private static final String SECRET = "password-of-the-file";
    private static final int NARROW = 320;

    @TempDir
    static Path folder;

    private static Server server;
    private static Administrator program;

    private final Browser browser;

    FixedParametersIT(Browser browser) {
        this.browser = browser;
    }

    @BeforeAll
    static void start() throws IOException {
        Path file = Files.writeString(folder.resolve("sip-password"), SECRET + "\n");
        List<String> options = new ArrayList<>();
        for (int number : List.of(324, 325, 326, 327)) {
            options.add("-Dvoip.parameters." + number + "=" + COMPLETE.get(number));
        }
        options.add("VOIP_PARAMETERS_330=" + COMPLETE.get(330));
        options.add("-Dvoip.parameters.328-file=" + file);
        server = Server.startFresh(folder.resolve("data"), options.toArray(String[]::new));
        program = Administrator.signIn(server);
        program.save(Map.of(323, "S", 329, "0800"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void whatIsFixedAndWhatIsSavedMakeOneSet() {
        assertThat(program.get("api/parameters").body())
                .contains("\"324\":\"" + COMPLETE.get(324) + "\"", "\"328\":{\"set\":true}", "\"329\":\"0800\"")
                .doesNotContain(SECRET);
        assertThat(new PlainBrowser(server.uri("")).get("").body()).contains("voip-call");
    }

    @Test
    void theStatusSaysWhichKeyFixesWhat() {
        assertThat(program.get("admin/status").body())
                .contains("data-parameter=\"324\" data-source=\"property\"", "<td>" + COMPLETE.get(324) + "</td>")
                .contains("data-parameter=\"330\" data-source=\"environment\"")
                .containsPattern("data-parameter=\"329\" data-source=\"screen\"")
                .contains("<code>voip.parameters.328-file</code>")
                .doesNotContain(SECRET);
    }

    @Test
    void whoSendsBackWhatWasReadChangesNothing() {
        HttpResponse<String> answer =
                program.putParameters(program.get("api/parameters").body());

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    @ParameterizedTest
    @FieldSource("languages")
    void aProgramThatWouldChangeItIsToldTheKey(Locale language) {
        for (var wish : Map.of(326, "5070", 328, SECRET).entrySet()) {
            String body = "{\"" + wish.getKey() + "\":\"" + wish.getValue() + "\"}";
            HttpResponse<String> answer = program.send(HttpRequest.newBuilder(server.uri("api/parameters"))
                    .header("Content-Type", "application/json")
                    .header("Accept-Language", language.toLanguageTag())
                    .PUT(HttpRequest.BodyPublishers.ofString(body)));

            assertThat(answer.statusCode()).isEqualTo(409);
            assertThat(answer.body())
                    .contains("voip.parameters." + wish.getKey())
                    .doesNotContain(SECRET);
        }
    }

    @ParameterizedTest
    @FieldSource("languages")
    void theScreenSaysWhatFixesARowAndSavesTheRest(Locale language) {
        try (Visit visit = browser.visit(language, ColorScheme.LIGHT, NARROW, 900)) {
            program.lendSession(visit);
            ParametersPage screen = ParametersPage.open(server, visit);

            assertThat(screen.row(324).locator(".fixed"))
                    .containsText(visit.text("parameters.fixed") + " voip.parameters.324");
            assertThat(screen.row(324).locator(".fixed")).containsText(visit.text("status.source.property"));
            assertThat(screen.row(330).locator(".fixed")).containsText(visit.text("status.source.environment"));
            assertThat(screen.row(324).locator(".fixed-value")).hasText(COMPLETE.get(324));
            assertThat(screen.row(328).locator(".fixed-value")).hasText(visit.text("parameters.328.set"));
            assertThat(screen.row(324).locator("#gateway")).isVisible();
            for (int number : List.of(324, 325, 326, 327, 328, 330)) {
                assertThat(screen.row(number).locator("input")).hasCount(0);
                assertThat(screen.row(number).locator(".restore")).isHidden();
            }
            screen.set(329, "0" + language.toLanguageTag().length());
            String answer = screen.save();
            assertThat(answer).as(visit.page().locator("main").innerText()).contains("329");
            assertThat(screen.outcome()).containsText("329");
            assertThat(visit.page().content()).doesNotContain(SECRET);
        } finally {
            program.save(Map.of(329, "0800"));
        }
    }

    @Test
    void theTestOfTheConnectionUsesWhatIsFixed() {
        try (Visit visit = browser.visit(Languages.SPANISH)) {
            program.lendSession(visit);
            ParametersPage screen = ParametersPage.open(server, visit);
            screen.press("test.start");

            assertThat(visit.page().locator("#connection")).containsText("127.0.0.1");
        }
    }

    @Test
    void theHistoryKnowsNothingOfIt() {
        assertThat(program.get("admin/history").body())
                .contains("data-parameter=\"329\"")
                .doesNotContain("data-parameter=\"324\"")
                .doesNotContain("data-parameter=\"328\"");
    }

    @Test
    void aWrongOneIsToldAndNobodyCalls() {
        Path data = folder.resolve("wrong");
        try (Server wrong = Server.startFresh(data, "-Dvoip.parameters.326=70000", "-Dvoip.parameters.323=S")) {
            Administrator other = Administrator.signIn(wrong);

            Await.log(wrong.log(), "voip.parameters.326=70000 cannot be parameter 326");
            assertThat(other.get("admin/status").body())
                    .contains("voip.parameters.326=70000 no puede ser el parámetro 326");
            assertThat(other.get("admin/parameters").body()).contains(">70000<", "voip.parameters.326");
            assertThat(new PlainBrowser(wrong.uri("")).get("").body()).doesNotContain("class=\"voip-call");
        }
    }
}
