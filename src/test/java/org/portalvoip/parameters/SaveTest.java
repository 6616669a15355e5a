package org.portalvoip.parameters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.portalvoip.testing.SampleParameters.COMPLETE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.portalvoip.secret.SealBroken.Reason;
import org.portalvoip.secret.Secret;

/**
 * What a save does to the secret, whatever happened to rows and keys before it. Longer than 200 lines, because every
 * state of the rows meets every state of the keys.
 */
class SaveTest {
    private static final String SECRET = "lab-secret-of-goofy";

    @TempDir
    Path data;

    private Table table;

    @BeforeEach
    void saveASecret() throws Exception {
        table = new Table(data);
        table.start();
        table.saveComplete(SECRET);
    }

    @Test
    void whatWasSavedOpens() {
        assertThat(table.opened()).isEqualTo(new Secret(SECRET));
        assertThat(table.stored().problems()).isEmpty();
        assertThat(table.stored().usable().callable()).isTrue();
        assertThat(table.setting(Parameter.PASSWORD)).startsWith("v2:").doesNotContain(SECRET);
    }

    @Test
    void itIsKeptWhileOtherValuesChange() throws Exception {
        String payload = table.setting(Parameter.PASSWORD);

        assertThat(table.saveKeeping(Parameter.EXTENSION, "0900").changed()).containsExactly(Parameter.EXTENSION);

        assertThat(table.setting(Parameter.PASSWORD)).isEqualTo(payload);
        assertThat(table.opened()).isEqualTo(new Secret(SECRET));
    }

    @ParameterizedTest
    @CsvSource({"SERVER, wss://elsewhere.example", "DOMAIN, elsewhere.example", "PORT, 5062", "USER, pluto"})
    void itIsNotKeptForAnotherPlaceWhetherItOpensOrNot(Parameter parameter, String value) throws Exception {
        assertRefused("parameters.328.retype", parameter, value);

        Path away = Files.move(table.keyFile, data.resolve("away"));
        table.saveKeeping(Parameter.ACTIVE, "N");
        assertRefused("parameters.328.retype", parameter, value);
        Files.writeString(table.keyFile, "not a key file");
        assertRefused("parameters.328.retype", parameter, value);

        Files.delete(table.keyFile);
        Files.move(away, table.keyFile);
        assertThat(table.opened()).isEqualTo(new Secret(SECRET));
        assertThat(table.setting(parameter)).isEqualTo(COMPLETE.get(parameter.number()));
    }

    @ParameterizedTest
    @CsvSource({"SERVER, wss://elsewhere.example", "DOMAIN, elsewhere.example", "PORT, 5062", "USER, pluto", "SERVER,"})
    void whoeverWritesTheTableDoesNotLeadItElsewhere(Parameter parameter, String value) throws Exception {
        table.put(parameter, value);

        assertThat(table.opened()).isNull();
        assertThat(table.stored().sealBroken().reason()).isEqualTo(Reason.CHANGED);
        assertThat(table.stored().usable().callable()).isFalse();
        assertThat(problems()).contains("parameters.328.seal.changed").doesNotContain("parameters.328.required");

        table.saveComplete(SECRET);
        assertThat(table.opened()).isEqualTo(new Secret(SECRET));
    }

    @Test
    void anOlderPayloadAloneIsRefused() throws Exception {
        String older = table.setting(Parameter.PASSWORD);
        table.saveComplete("newer-secret");

        table.put(Parameter.PASSWORD, older);

        assertThat(table.opened()).isNull();
        assertThat(problems()).containsExactly("parameters.328.seal.changed");
    }

    @Test
    void aWholeOlderDatabaseWorks() throws Exception {
        Table.Dump backup = table.dump();
        table.save(new Submission(
                Map.of(Parameter.SERVER, "wss://new.example"), SecretAct.REPLACE, new Secret("new"), Map.of()));
        table.saveKeeping(Parameter.EXTENSION, "0900");

        table.restore(backup);

        assertThat(table.opened()).isEqualTo(new Secret(SECRET));
        assertThat(table.saveKeeping(Parameter.EXTENSION, "0700").changed()).containsExactly(Parameter.EXTENSION);
        assertThat(table.opened()).isEqualTo(new Secret(SECRET));
    }

    @Test
    void aSecretThatDoesNotOpenIsNotCalledMissing() throws Exception {
        Files.delete(table.keyFile);

        assertThat(problems()).containsExactly("parameters.328.seal.missing");
        assertRefused("parameters.328.seal.missing", Parameter.EXTENSION, "0900");
        assertThat(table.saveKeeping(Parameter.ACTIVE, "N").changed()).containsExactly(Parameter.ACTIVE);
        assertRefused("parameters.328.seal.missing", Parameter.ACTIVE, "S");
    }

    @Test
    void aGuestCallsThoughTheSecretDoesNotOpen() throws Exception {
        table.saveKeeping(Parameter.REGISTRATION_APPROACH, "3");
        Files.delete(table.keyFile);

        assertThat(table.stored().usable().callable()).isTrue();
        assertThat(problems()).containsExactly("parameters.328.seal.missing");
    }

    @Test
    void whoEntersItAgainWithoutAKeyFileGetsANewKey() throws Exception {
        Files.delete(table.keyFile);

        table.saveComplete("entered again");

        assertThat(table.keyFile).exists();
        assertThat(table.opened()).isEqualTo(new Secret("entered again"));
    }

    @Test
    void nothingIsSealedWithAKeyThatOthersCanRead() throws Exception {
        Files.setPosixFilePermissions(table.keyFile, PosixFilePermissions.fromString("rw-r--r--"));

        assertThat(table.opened()).isNull();
        assertThatExceptionOfType(InvalidParameters.class)
                .isThrownBy(() -> table.saveComplete("entered again"))
                .satisfies(refusal ->
                        assertThat(texts(refusal.violations())).containsExactly("parameters.328.seal.exposed"));
    }

    @Test
    void aNewPrimaryKeySealsAtTheNextSaveThoughNothingElseChanges() throws Exception {
        addKey("k2027");
        assertThat(table.opened()).isEqualTo(new Secret(SECRET));

        assertThat(table.saveKeeping(Parameter.EXTENSION, COMPLETE.get(329)).changed())
                .isEmpty();
        assertThat(table.setting(Parameter.PASSWORD)).startsWith("v2:k2027:");

        List<String> lines = Files.readAllLines(table.keyFile);
        Files.writeString(table.keyFile, lines.get(lines.size() - 1));
        assertThat(table.opened()).isEqualTo(new Secret(SECRET));
        table.start();
    }

    @Test
    void aValueThatIsOnlySpelledOtherwiseKeepsTheSecret() throws Exception {
        table.put(Parameter.DOMAIN, "PBX.example");
        table.saveComplete(SECRET);
        table.put(Parameter.DOMAIN, "PBX.example");
        assertThat(table.opened()).isNull();

        table.save(new Submission(
                Map.of(Parameter.DOMAIN, "PBX.example"), SecretAct.REPLACE, new Secret(SECRET), Map.of()));
        assertThat(table.setting(Parameter.DOMAIN)).isEqualTo("pbx.example");
        assertThat(table.saveKeeping(Parameter.DOMAIN, "PBX.EXAMPLE.").changed())
                .isEmpty();
        assertThat(table.opened()).isEqualTo(new Secret(SECRET));
    }

    @Test
    void anotherKeyOfTheSameNameIsToldApart() throws Exception {
        String own = Files.readString(table.keyFile);
        Files.writeString(table.keyFile, own.replaceAll("(?m)^([0-9a-f]{8}) .*$", "$1 " + "A".repeat(43)));

        assertThat(table.stored().sealBroken().reason()).isEqualTo(Reason.FOREIGN);
    }

    @Test
    void aRemovedSecretNeedsNoKey() throws Exception {
        Files.delete(table.keyFile);
        table.save(new Submission(Map.of(Parameter.REGISTRATION_APPROACH, "3"), SecretAct.REMOVE, null, Map.of()));

        assertThat(table.setting(Parameter.PASSWORD)).isNull();
        assertThat(table.stored().usable().callable()).isTrue();
        assertThat(table.keyFile).doesNotExist();
    }

    private void addKey(String id) throws IOException {
        Files.writeString(table.keyFile, Files.readString(table.keyFile) + id + " " + "B".repeat(43) + "\n");
    }

    private void assertRefused(String text, Parameter parameter, String value) {
        assertThatExceptionOfType(InvalidParameters.class)
                .isThrownBy(() -> table.saveKeeping(parameter, value))
                .satisfies(refusal -> assertThat(texts(refusal.violations())).containsExactly(text));
    }

    private List<String> problems() {
        return texts(table.stored().problems());
    }

    private static List<String> texts(List<Violation> violations) {
        return violations.stream().map(Violation::text).toList();
    }
}
