package org.portalvoip.parameters;

import java.io.Serializable;
import java.util.List;
import java.util.Set;
import org.portalvoip.start.SettingProblem;
import org.portalvoip.start.SettingsOfParameters.Fixed;

/**
 * A row of the screen that the configuration fixes.
 *
 * @param key of the setting
 * @param source {@code environment}, {@code property} or the name of another source of MicroProfile Config
 * @param value what counts, null when empty; of 328 only whether it is null
 * @param usable whether it breaks no rule by itself
 */
public record FixedRow(int number, String key, String source, String value, boolean usable) implements Serializable {
    static List<FixedRow> of(FixedParameters fixed, List<ParameterRow> rows) {
        return rows.stream()
                .flatMap(row -> fixed.of(row.parameter()).map(one -> of(fixed, row, one)).stream())
                .toList();
    }

    private static FixedRow of(FixedParameters fixed, ParameterRow row, Fixed one) {
        boolean refused = fixed.problems().stream().map(SettingProblem::key).anyMatch(one.key()::equals);
        String value = fixed.setting(row);
        return new FixedRow(row.parameter().number(), one.key(), one.source(), value, value != null && !refused);
    }

    /** Whether the bundles have a word for the source. */
    public boolean isOfKnownSource() {
        return Set.of("environment", "property").contains(source);
    }
}
