package org.portalvoip.parameters;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a program reads over REST; of 328 never more than whether it is set. */
class ParametersJsonTest {
    private static final LocalDateTime NOON = LocalDateTime.of(2026, 11, 26, 12, 0, 1);

    private static List<ParameterRow> rows(Map<Parameter, String> settings) {
        return Stream.of(Parameter.values())
                .map(parameter -> {
                    ParameterRow row = ParameterRow.missing(parameter);
                    settings.entrySet().stream()
                            .filter(set -> set.getKey() == parameter)
                            .forEach(set -> row.change(set.getValue(), "ana", NOON));
                    return row;
                })
                .toList();
    }

    @Test
    void aFreshInstallationHasItsDefaultsAndNullForTheRest() {
        assertThat(ParametersJson.of(rows(Map.of()), FixedParameters.NONE))
                .hasToString("{\"323\":\"N\",\"324\":null,\"325\":null,\"326\":null,\"327\":null,"
                        + "\"328\":{\"set\":false},\"329\":null,\"330\":\"1\"}");
    }

    @Test
    void everyValueIsATextAndTheSecretIsNotShown() {
        var json = ParametersJson.of(
                rows(Map.of(Parameter.PORT, "5061", Parameter.PASSWORD, "v2:sealed", Parameter.EXTENSION, "0800")),
                FixedParameters.NONE);

        assertThat(json.getString("326")).isEqualTo("5061");
        assertThat(json.getString("329")).isEqualTo("0800");
        assertThat(json.get("328")).hasToString("{\"set\":true}");
        assertThat(json.toString()).doesNotContain("sealed");
    }

    @Test
    void theNotesOfASaveStandBesideTheValues() {
        List<ParameterRow> rows = rows(Map.of());
        Note note = new Note(Parameter.SERVER, "the key of a sentence");

        assertThat(ParametersJson.of(rows, FixedParameters.NONE, List.of(), Note::text))
                .isEqualTo(ParametersJson.of(rows, FixedParameters.NONE));
        var json = ParametersJson.of(rows, FixedParameters.NONE, List.of(note), Note::text);
        assertThat(json.get("notes")).hasToString("[{\"number\":324,\"message\":\"the key of a sentence\"}]");
        assertThat(json).containsAllEntriesOf(ParametersJson.of(rows, FixedParameters.NONE));
    }

    @Test
    void aConflictNamesWhoChangedWhatWhenAndToWhat() {
        List<ParameterRow> changed = rows(Map.of(Parameter.ACTIVE, "S", Parameter.PASSWORD, "v2:sealed")).stream()
                .filter(row -> row.parameter() == Parameter.ACTIVE
                        || row.parameter() == Parameter.PASSWORD
                        || row.parameter() == Parameter.USER)
                .toList();

        assertThat(ParametersJson.changes(changed))
                .hasToString("[{\"number\":323,\"by\":\"ana\",\"at\":\"2026-11-26T12:00:01Z\",\"value\":\"S\"},"
                        + "{\"number\":327,\"value\":null},"
                        + "{\"number\":328,\"by\":\"ana\",\"at\":\"2026-11-26T12:00:01Z\",\"value\":{\"set\":true}}]");
    }
}
