package org.portalvoip.parameters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDateTime;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.portalvoip.secret.Secret;
import org.portalvoip.testing.LogCapture;

/** What whoever saves learns: that somebody was faster, which rules are broken, what is odd. */
class SaveOutcomeTest {
    private static final LocalDateTime NOON = LocalDateTime.of(2026, 11, 26, 12, 0);

    @TempDir
    Path data;

    private Table table;

    @BeforeEach
    void saveASecret() throws Exception {
        table = new Table(data);
        table.start();
        table.saveComplete("lab-secret-of-goofy");
    }

    private static Submission keeping(Map<Parameter, String> values, Map<Parameter, Integer> versions) {
        return new Submission(values, SecretAct.KEEP, null, versions);
    }

    @Test
    void whatSomebodyElseSavedMeanwhileIsNotOverwritten() throws Exception {
        Map<Parameter, Integer> seen = table.versions();
        table.saveKeeping(Parameter.EXTENSION, "0900");
        Submission late = keeping(Map.of(Parameter.USER, "goofy", Parameter.ACTIVE, "N"), seen);

        assertThatExceptionOfType(StaleParameters.class)
                .isThrownBy(() -> table.save(late))
                .satisfies(stale -> {
                    assertThat(stale.changes())
                            .extracting(ParameterRow::parameter)
                            .containsExactly(Parameter.EXTENSION);
                    assertThat(stale.rows()).hasSize(Parameter.values().length);
                    assertThat(stale.rows().get(6).setting()).isEqualTo("0900");
                })
                .withMessageContaining("EXTENSION");
        assertThat(table.setting(Parameter.ACTIVE)).isEqualTo("S");
    }

    @Test
    void onlyTheRowsThatTheClientHasSeenMustBeAsTheyWere() throws Exception {
        int seen = table.versions().get(Parameter.ACTIVE);
        table.saveKeeping(Parameter.EXTENSION, "0900");

        Submission save = keeping(Map.of(Parameter.ACTIVE, "N"), Map.of(Parameter.ACTIVE, seen));
        assertThat(table.save(save).changed()).containsExactly(Parameter.ACTIVE);
    }

    @Test
    void whoeverSavesIsRecordedInTheRowsThatChangedOnly() throws Exception {
        List<ParameterRow> rows =
                Stream.of(Parameter.values()).map(ParameterRow::missing).toList();
        StoredParameters before =
                StoredParameters.read(rows, FixedParameters.NONE, Optional.empty(), table.box, Optional.empty());
        Submission submission = keeping(Map.of(Parameter.EXTENSION, "0900", Parameter.ACTIVE, "N"), Map.of());

        assertThat(new Save(before, submission, table.box, Optional.empty()).write("ana", NOON))
                .containsExactly(Parameter.EXTENSION);
        assertThat(rows.get(6).changedBy()).isEqualTo("ana");
        assertThat(rows.get(6).changedAt()).isEqualTo(NOON);
        assertThat(rows).filteredOn(row -> row.changedBy() != null).hasSize(1);
    }

    @Test
    void aSecretThatDoesNotOpenAndWouldGoElsewhereIsAskedForOnceAndTheOtherRulesAreToldToo() throws Exception {
        Files.delete(table.keyFile);
        Map<Parameter, String> values = new EnumMap<>(Map.of(Parameter.SERVER, "wss://elsewhere.example"));
        values.put(Parameter.EXTENSION, null);

        assertThatExceptionOfType(InvalidParameters.class)
                .isThrownBy(() -> table.save(keeping(values, Map.of())))
                .satisfies(refusal -> assertThat(refusal.violations())
                        .extracting(Violation::text)
                        .containsExactly("parameters.328.retype", "parameters.329.required"));
    }

    @Test
    void theOtherRulesAreToldBesideASecretThatDoesNotOpen() throws Exception {
        Files.delete(table.keyFile);

        assertThatExceptionOfType(InvalidParameters.class)
                .isThrownBy(() -> table.saveKeeping(Parameter.EXTENSION, null))
                .satisfies(refusal -> assertThat(refusal.violations())
                        .extracting(Violation::text)
                        .containsExactly("parameters.328.seal.missing", "parameters.329.required"));
    }

    @Test
    void aSecretThatCannotBeSealedIsInTheLogWithItsRemedy() throws Exception {
        Files.setPosixFilePermissions(table.keyFile, PosixFilePermissions.fromString("rw-rw-rw-"));
        try (LogCapture log = new LogCapture(Save.class)) {
            assertThatExceptionOfType(InvalidParameters.class).isThrownBy(() -> table.saveComplete("another-secret"));

            assertThat(log.messages(Level.SEVERE)).singleElement().satisfies(line -> assertThat(line)
                    .contains("328 cannot be saved", "chmod 600")
                    .doesNotContain("another-secret"));
        }
    }

    @Test
    void theNotesTellWhatIsOddInWhatWasEnteredAndInWhatIsThenInForce() throws Exception {
        Submission odd = new Submission(
                Map.of(Parameter.SERVER, "http://janus.example"), SecretAct.REPLACE, new Secret("a space "), Map.of());

        assertThat(table.save(odd).notes())
                .extracting(Note::text)
                .containsExactly("parameters.324.note.path", "parameters.328.note.blank", "parameters.324.clear");
        assertThat(table.saveKeeping(Parameter.EXTENSION, "0900").notes())
                .extracting(Note::text)
                .containsExactly("parameters.324.clear");
    }
}
