package org.portalvoip.parameters;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.portalvoip.testing.SampleParameters.COMPLETE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.portalvoip.language.Languages;
import org.portalvoip.testing.Await;
import org.portalvoip.testing.browser.Administrator;
import org.portalvoip.testing.browser.Browser;
import org.portalvoip.testing.browser.ParametersPage;
import org.portalvoip.testing.browser.Visit;
import org.portalvoip.testing.server.Server;
import org.portalvoip.testing.server.SharedServer;

/** Parameter 328 on the screen: kept, replaced or removed, and never shown. */
@ExtendWith(SharedServer.class)
class SecretOnScreenIT {
    private static final String STORED = COMPLETE.get(328);
    private static final String REPLACEMENT = "another-secret-of-goofy";

    private final Server server;
    private final Administrator program;
    private final Visit visit;
    private ParametersPage screen;

    SecretOnScreenIT(Server server, Administrator program, Browser browser) {
        this.server = server;
        this.program = program;
        this.visit = browser.visit(Languages.SPANISH);
    }

    @BeforeEach
    void open() {
        program.save(COMPLETE);
        program.lendSession(visit);
        screen = ParametersPage.open(server, visit);
    }

    @AfterEach
    void nothingWentWrongInTheBrowser() {
        visit.close();
    }

    @Test
    void thePageTellsThatItIsSetAndNoMore() {
        assertThat(screen.row(328)).containsText(visit.text("parameters.328.set"));
        assertThat(screen.row(328)).containsText(visit.text("parameters.changedBy") + " " + Administrator.NAME);
        assertThat(screen.value(328)).isEmpty();
        assertThat(visit.page().content()).doesNotContain(STORED);
        assertThat(program.get("admin/parameters").body()).doesNotContain(STORED);
        assertThat(program.get("api/parameters").body())
                .contains("\"328\":{\"set\":true}")
                .doesNotContain(STORED);
    }

    @Test
    void aForgedChoiceIsRefusedInPlainWords() {
        for (int number : new int[] {328, 330}) {
            screen = ParametersPage.open(server, visit);
            screen.row(number).locator("input:checked").evaluate("choice => { choice.value = 'FORGED'; }");
            screen.set(329, "0900");

            assertThat(screen.save())
                    .contains(visit.text("parameters." + number + ".choice"))
                    .doesNotContain("FORGED");
            assertThat(program.get("api/parameters").body()).contains("\"329\":\"" + COMPLETE.get(329));
        }
    }

    @Test
    void itStaysWhenSomethingElseIsSaved() {
        screen.set(329, "0900");
        assertThat(screen.save()).doesNotContain(STORED);

        assertThat(program.get("api/parameters").body())
                .contains("\"328\":{\"set\":true}")
                .contains("0900");
    }

    @Test
    void typingReplacesItAndTheAnswerDoesNotRepeatIt() {
        screen.set(328, REPLACEMENT);
        assertThat(screen.row(328).getByLabel(visit.text("parameters.328.REPLACE")))
                .isChecked();

        assertThat(screen.save()).doesNotContain(REPLACEMENT);

        assertThat(screen.outcome()).containsText("328");
        assertThat(screen.value(328)).isEmpty();
        assertThat(visit.page().content()).doesNotContain(REPLACEMENT);
    }

    /** A password manager fills in fields without an event; "keep" is still chosen then. */
    @Test
    void whatSomebodyElseFilledInIsNotSavedWhileKeepIsChosen() {
        screen.input(328).evaluate("field => { field.value = 'of-another-site'; }");
        screen.set(329, "0900");
        assertThat(visit.page().locator("#state")).not().containsText("328");

        screen.save();

        assertThat(screen.outcome()).not().containsText("328");
        assertThat(screen.row(328)).containsText(visit.text("parameters.328.note.kept"));
        assertThat(screen.value(328)).isEmpty();
        assertThat(program.get("api/parameters").body()).contains("0900");
    }

    @Test
    void toReplaceItWithNothingIsRefused() {
        screen.choose(SecretAct.REPLACE);
        screen.save();

        assertThat(screen.refusal(328)).isEqualTo(visit.text("parameters.328.empty"));
        assertThat(screen.focused()).isEqualTo("p328");
    }

    @Test
    void itIsRemovedWhenAskedFor() {
        screen.set(330, "3");
        assertThat(visit.page().locator("#guest328")).isVisible();
        screen.choose(SecretAct.REMOVE);
        screen.save();

        assertThat(screen.row(328)).containsText(visit.text("parameters.328.notSet"));
        assertThat(program.get("api/parameters").body()).contains("\"328\":{\"set\":false}");
    }

    @Test
    void anotherServerMayNotHaveItUntyped() {
        screen.set(325, "elsewhere.example");
        screen.save();
        assertThat(screen.refusal(328)).isEqualTo(visit.text("parameters.328.retype"));

        screen.set(328, STORED);
        assertThat(screen.save()).doesNotContain(STORED);
        assertThat(program.get("api/parameters").body()).contains("elsewhere.example");
    }

    @Test
    void aPasswordThatTravelsInClearIsSaidAtTheFieldAndToMonitors() {
        screen.set(Map.of(323, "N", 324, "ws://gw.example:8188", 328, STORED));
        screen.save();

        String words = visit.text("parameters.324.clear");
        assertThat(screen.row(324)).containsText(words);
        screen = ParametersPage.open(server, visit);
        assertThat(screen.row(324)).containsText(words);
        assertThat(program.get("health/ready?lang=es").body()).contains(words);
        Await.log(server.log(), "travels to Janus unencrypted");
    }

    @Test
    void aKeyThatIsAwayIsSaidAndComesBackWithoutARestart() throws IOException {
        Path key = server.data().resolve("voip.key");
        Path away = Files.move(key, server.data().resolve("voip.key.away"));
        try {
            screen = ParametersPage.open(server, visit);
            assertThat(screen.row(328)).containsText(visit.text("parameters.328.seal.missing"));
            assertThat(visit.page().locator("[data-problems]"))
                    .containsText(visit.text("parameters.problems.hindered"));
            Await.until(Await.SOON, () -> program.get("").body(), page -> !page.contains("voip-call"));
            Await.until(Await.SOON, () -> program.get("health/ready"), answer -> answer.statusCode() == 503);
            screen.set(325, "elsewhere.example");
            screen.save();
            assertThat(screen.refusal(328)).isEqualTo(visit.text("parameters.328.retype"));
        } finally {
            Files.move(away, key);
            // Other tests use this server, too.
            Await.until(Await.SOON, () -> program.get("").body(), page -> page.contains("voip-call"));
        }
        Await.until(Await.SOON, () -> program.get("health/ready"), answer -> answer.statusCode() == 200);
    }

    @Test
    void aRefusedSecretStaysInItsFieldAndLeavesTheAnswer() {
        String impossible = "half:half";
        screen.set(328, impossible);

        assertThat(screen.save()).doesNotContain(impossible);

        assertThat(screen.refusal(328)).isEqualTo(visit.text("parameters.328.colon"));
        assertThat(screen.value(328)).isEqualTo(impossible);
    }
}
