package org.portalvoip.history;

import java.io.Serializable;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.portalvoip.parameters.Parameter;
import org.portalvoip.parameters.ParameterRow;
import org.portalvoip.parameters.SecretAct;
import org.portalvoip.parameters.Submission;
import org.portalvoip.secret.Secret;

/**
 * Earlier values that are to be saved again.
 *
 * @param values the earlier ones, null when empty; never 328
 * @param rows all rows as they were when somebody looked at what would change
 */
record Restoration(Map<Parameter, String> values, List<ParameterRow> rows) implements Serializable {
    /** What the secret is sealed for: it is not kept when one of these changes. */
    private static final Set<Parameter> DESTINATION =
            Set.of(Parameter.SERVER, Parameter.DOMAIN, Parameter.PORT, Parameter.USER);

    /** A value that would change. */
    public record Line(int number, String now, String then) implements Serializable {}

    /** What would change, by number. */
    List<Line> lines() {
        return rows.stream()
                .filter(row -> values.containsKey(row.parameter()))
                .filter(row -> !Objects.equals(row.setting(), values.get(row.parameter())))
                .map(row -> new Line(row.parameter().number(), row.setting(), values.get(row.parameter())))
                .toList();
    }

    /** Whether 328 has to be entered again, so that it goes nowhere that it was not meant for. */
    boolean asksForSecret() {
        return rows.stream().anyMatch(row -> row.parameter() == Parameter.PASSWORD && row.isSet())
                && lines().stream()
                        .anyMatch(line ->
                                DESTINATION.contains(Parameter.of(line.number()).orElseThrow()));
    }

    /** @param typed a new secret, or null to keep the one that is stored */
    Submission submission(Secret typed) {
        Map<Parameter, Integer> seen = new EnumMap<>(Parameter.class);
        rows.forEach(row -> seen.put(row.parameter(), row.version()));
        return new Submission(values, typed == null ? SecretAct.KEEP : SecretAct.REPLACE, typed, seen);
    }
}
