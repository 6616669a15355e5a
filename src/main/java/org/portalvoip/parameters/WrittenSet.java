package org.portalvoip.parameters;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.portalvoip.secret.Secret;
import org.portalvoip.sip.Malformed;
import org.portalvoip.sip.Pasted;

/**
 * A whole set as somebody wrote it, after validation: readable values are in their normal form, and broken rules are
 * known. A value that cannot be read counts as empty.
 */
final class WrittenSet {
    private final Map<Parameter, String> values = new EnumMap<>(Parameter.class);
    private final List<Violation> violations = new ArrayList<>();
    private final VoipParameters parameters;

    /** Validates a set.
     *
     * @param written the values by parameter; null or a missing entry means empty; an entry for 328 is ignored
     * @param password the secret of 328, or null for none
     * @param realm the realm of the SIP server's challenges, when it is not the domain
     */
    WrittenSet(Map<Parameter, String> written, Secret password, Optional<String> realm) {
        for (Parameter parameter : Parameter.values()) {
            if (parameter != Parameter.PASSWORD) {
                values.put(parameter, read(parameter, written.get(parameter)));
            }
        }
        Secret readable = password != null && read(Parameter.PASSWORD, password.reveal()) != null ? password : null;
        parameters = VoipParameters.of(values, readable);
        Set<Parameter> unreadable =
                violations.stream().map(Violation::parameter).collect(Collectors.toSet());
        parameters.violations(realm).stream()
                .filter(violation -> !unreadable.contains(violation.parameter()))
                .forEach(violations::add);
    }

    private String read(Parameter parameter, String written) {
        String text = written == null || parameter == Parameter.PASSWORD ? written : Pasted.tidied(written);
        if ((text == null || text.isEmpty()) && parameter.defaultValue() == null) {
            return null;
        }
        try {
            return parameter.normal(text == null ? "" : text);
        } catch (Malformed e) {
            violations.add(Violation.of(parameter, e));
            return null;
        }
    }

    /** The values in their normal form, null when empty; without 328. */
    Map<Parameter, String> values() {
        return values;
    }

    /** The set, without what cannot be read. */
    VoipParameters parameters() {
        return parameters;
    }

    /** Every broken rule, in the order of the parameters. */
    List<Violation> violations() {
        return violations.stream()
                .distinct()
                .sorted(Comparator.comparing(Violation::parameter))
                .toList();
    }
}
