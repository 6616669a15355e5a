package org.portalvoip.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsOfTurnTest {
    private static final String URL = "turn:turn.example";

    @TempDir
    Path folder;

    private Settings with(String... keysAndValues) throws IOException {
        List<String> all = new ArrayList<>(List.of(keysAndValues));
        for (int i = 0; i < all.size(); i += 2) {
            if (all.get(i).endsWith("-file")) {
                Path file = Files.writeString(folder.resolve(all.get(i)), all.get(i + 1));
                all.set(i + 1, file.toString());
            }
        }
        return SettingsTest.with(all.toArray(String[]::new));
    }

    private static String told(Settings settings) {
        return String.join(
                "\n", settings.problems().stream().map(SettingProblem::sentence).toList());
    }

    @Test
    void aUserAndItsPasswordAreForAllCalls() throws IOException {
        Settings settings =
                with("voip.turn.urls", URL, "voip.turn.user", "portal", "voip.turn.password-file", "hush\n");

        assertThat(told(settings)).isEmpty();
        Settings.Turn turn = settings.turn().orElseThrow();
        assertThat(turn.urls()).containsExactly(URL);
        assertThat(turn.user()).isEqualTo("portal");
        assertThat(turn.password().value()).isEqualTo("hush");
    }

    /** The browser may have to connect anew at the end of the longest call. */
    @ParameterizedTest
    @CsvSource({"45, 3600, PT1H10M45S", "300, 86400, P1DT15M"})
    void aSharedSecretGivesCredentialsThatOutlastTheLongestCall(String ring, String talk, Duration life)
            throws IOException {
        Settings settings = with(
                "voip.turn.urls", URL,
                "voip.turn.secret-file", "hush",
                "voip.ring-timeout", ring,
                "voip.max-duration", talk);

        assertThat(told(settings)).isEmpty();
        Settings.Turn turn = settings.turn().orElseThrow();
        assertThat(turn.user()).isNull();
        assertThat(turn.password().value()).isEqualTo("hush");
        assertThat(turn.life()).isEqualTo(life);
    }

    @ParameterizedTest
    @CsvSource({
        "604800, PT168H, ''",
        "4245, PT1H10M45S, ''",
        "4244, PT1H10M45S, 'voip.turn.ttl=4244 is too short for the longest call (voip.ring-timeout, voip.max-duration and"
                + " ten minutes); 4245 is used instead'",
        "604801, PT168H, voip.turn.ttl=604801 is not between 60 and 604800; 604800 is used instead",
        "1h, PT1H10M45S, voip.turn.ttl=1h is not a whole number; it is treated as not set"
    })
    void aLifeThatIsTooShortIsToldAndReplaced(String ttl, Duration life, String sentence) throws IOException {
        Settings settings = with("voip.turn.urls", URL, "voip.turn.secret-file", "hush", "voip.turn.ttl", ttl);

        assertThat(settings.turn().orElseThrow().life()).isEqualTo(life);
        assertThat(told(settings)).isEqualTo(sentence);
    }

    @Test
    void whatIsWrongWithTheCredentialsIsToldWithTheRemedyAndTurnIsLeftOut() throws IOException {
        String both =
                "two kinds of credentials: remove voip.turn.secret-file, or voip.turn.user and voip.turn.password-file";
        assertLeftOut(both, "voip.turn.secret-file", "hush", "voip.turn.user", "u", "voip.turn.password-file", "hush");
        assertLeftOut(both, "voip.turn.secret-file", "hush", "voip.turn.user", "u");
        assertLeftOut("a user without a password: set voip.turn.password-file", "voip.turn.user", "u");
        assertLeftOut("a password without a user: set voip.turn.user", "voip.turn.password-file", "hush");
    }

    private void assertLeftOut(String reason, String... keysAndValues) throws IOException {
        List<String> all = new ArrayList<>(List.of(keysAndValues));
        all.addAll(List.of("voip.turn.urls", URL));
        Settings settings = with(all.toArray(String[]::new));

        assertThat(settings.turn()).isEmpty();
        assertThat(told(settings)).isEqualTo("voip.turn.urls=" + URL + " has " + reason + "; it is left out");
    }

    @Test
    void aFileThatCannotBeUsedIsToldAndSoIsWhatFollowsFromIt() throws IOException {
        Settings settings = with("voip.turn.urls", URL, "voip.turn.secret-file", "hush\nhush");

        assertThat(settings.turn()).isEmpty();
        assertThat(told(settings))
                .containsPattern("voip.turn.secret-file=\\S+ has more than one line, .*; it is treated as not set")
                .contains("voip.turn.urls=" + URL + " has no credentials")
                .doesNotContain("hush");
    }

    @Test
    void aUserIsNeverShown() throws IOException {
        Settings settings = with("voip.turn.urls", URL, "voip.turn.user", "jane".repeat(128));

        assertThat(told(settings))
                .contains("voip.turn.user has more than 509 bytes")
                .doesNotContain("jane");
        assertThat(settings.all().toString()).doesNotContain("jane");
    }
}
