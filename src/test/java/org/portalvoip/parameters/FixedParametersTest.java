package org.portalvoip.parameters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.portalvoip.testing.SampleParameters.COMPLETE;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.portalvoip.secret.SealBroken.Reason;
import org.portalvoip.secret.Secret;
import org.portalvoip.start.SettingProblem;
import org.portalvoip.start.SettingsOfParameters.Fixed;

/** What the configuration fixes counts, is never written, and never leads a secret elsewhere. */
class FixedParametersTest {
    private static final String SECRET = "lab-secret-of-goofy";
    private static final List<Integer> DESTINATION = List.of(324, 325, 326, 327);

    @TempDir
    Path data;

    private Table table;

    @BeforeEach
    void saveASecret() throws Exception {
        table = new Table(data);
        table.start();
        table.saveComplete(SECRET);
    }

    private static FixedParameters fixed(Map<Integer, String> texts) {
        Map<Integer, Fixed> fixed = new HashMap<>();
        texts.forEach((number, text) -> fixed.put(number, new Fixed("voip.parameters." + number, text, "property")));
        return new FixedParameters(fixed);
    }

    private static Map<Integer, String> destinationAnd(int number, String text) {
        Map<Integer, String> texts = new HashMap<>(Map.of(number, text));
        DESTINATION.forEach(one -> texts.putIfAbsent(one, COMPLETE.get(one)));
        return texts;
    }

    @Test
    void itCountsInItsNormalFormAndTheTableStaysAsItWas() throws Exception {
        table.fixed = fixed(Map.of(329, " 0 900 "));

        assertThat(table.stored().usable().extension()).hasToString("0900");
        table.saveKeeping(Parameter.ACTIVE, "N");
        assertThat(table.setting(Parameter.EXTENSION)).isEqualTo(COMPLETE.get(329));
        assertThat(table.opened()).isEqualTo(new Secret(SECRET));
    }

    @Test
    void whoeverWouldChangeItIsRefusedWithTheKey() throws Exception {
        table.fixed = fixed(Map.of(329, "0900"));

        assertThatExceptionOfType(InvalidParameters.class)
                .isThrownBy(() -> table.saveKeeping(Parameter.EXTENSION, "0800"))
                .satisfies(refusal -> assertThat(refusal.violations())
                        .containsExactly(
                                new Violation(Parameter.EXTENSION, "parameters.fixed.refused", "voip.parameters.329")));
        assertThat(table.saveKeeping(Parameter.EXTENSION, "09 00").changed()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"324, wss://elsewhere.example", "325, elsewhere.example", "326, 5062", "327, pluto"})
    void aStoredSecretIsNotLedElsewhere(int number, String value) throws Exception {
        table.fixed = fixed(Map.of(number, value));

        assertThat(table.opened()).isNull();
        assertThat(table.stored().sealBroken().reason()).isEqualTo(Reason.CHANGED);
        assertThat(table.stored().usable().callable()).isFalse();

        table.save(new Submission(Map.of(), SecretAct.REPLACE, new Secret("of the new place"), Map.of()));
        assertThat(table.opened()).isEqualTo(new Secret("of the new place"));
        assertThat(table.stored().usable().callable()).isTrue();

        table.fixed = FixedParameters.NONE;
        assertThat(table.opened()).isNull();
    }

    @Test
    void aStoredSecretIsKeptForTheSamePlace() {
        table.fixed = fixed(Map.of(324, COMPLETE.get(324), 327, COMPLETE.get(327)));

        assertThat(table.opened()).isEqualTo(new Secret(SECRET));
    }

    @Test
    void aFixedSecretIsUsedAndNeverStored() throws Exception {
        table.fixed = fixed(destinationAnd(328, "of the file"));
        String payload = table.setting(Parameter.PASSWORD);

        assertThat(table.opened()).isEqualTo(new Secret("of the file"));
        table.saveKeeping(Parameter.EXTENSION, "0900");

        assertThat(table.setting(Parameter.PASSWORD)).isEqualTo(payload);
        assertThat(table.stored().usable().callable()).isTrue();
        assertThat(table.fixed.problems()).isEmpty();
        assertThat(table.fixed.of(Parameter.PASSWORD).orElseThrow().toString()).doesNotContain("of the file");
    }

    @ParameterizedTest
    @CsvSource({"REPLACE, of the file", "REPLACE, another", "REMOVE,"})
    void noAnswerTellsWhetherAGuessOfAFixedSecretIsRight(SecretAct act, String guess) {
        table.fixed = fixed(destinationAnd(328, "of the file"));
        Secret secret = guess == null ? null : new Secret(guess);

        assertThatExceptionOfType(InvalidParameters.class)
                .isThrownBy(() -> table.save(new Submission(Map.of(), act, secret, Map.of())))
                .satisfies(refusal ->
                        assertThat(refusal.violations().get(0).text()).isEqualTo("parameters.fixed.refused"));
    }

    @ParameterizedTest
    @CsvSource({"324", "325", "326", "327"})
    void aFixedSecretCountsOnlyForAFixedPlace(int changeable) {
        Map<Integer, String> texts = destinationAnd(328, "of the file");
        texts.remove(changeable);
        table.fixed = fixed(texts);

        assertThat(table.opened()).isNull();
        assertThat(table.stored().usable().callable()).isFalse();
        assertThat(sentences()).singleElement().asString().contains("counts only beside", "treated as not set");
    }

    @ParameterizedTest
    @CsvSource({
        "323, X",
        "324, ftp://janus",
        "325, a b",
        "326, 70000",
        "327, a@b",
        "328, ''",
        "329, @",
        "330, 4",
        "326, ''"
    })
    void aWrongOneSwitchesCallsOffAndStaysFixed(int number, String text) {
        table.fixed = fixed(destinationAnd(number, text));

        assertThat(table.stored().usable().callable()).isFalse();
        assertThatExceptionOfType(InvalidParameters.class)
                .isThrownBy(() -> table.save(
                        number == 328
                                ? new Submission(Map.of(), SecretAct.REPLACE, new Secret("good"), Map.of())
                                : new Submission(
                                        Map.of(Parameter.of(number).orElseThrow(), COMPLETE.get(number)),
                                        SecretAct.KEEP,
                                        null,
                                        Map.of())));
        if (number != 328) {
            assertThat(sentences())
                    .singleElement()
                    .asString()
                    .contains("voip.parameters." + number, "nobody can call until it is corrected");
        }
    }

    private List<String> sentences() {
        return table.fixed.problems().stream().map(SettingProblem::sentence).toList();
    }
}
