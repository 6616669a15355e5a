package org.portalvoip.parameters;

import java.time.LocalDateTime;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * Fired within the transaction, and under the lock, of each save that changes something: first with what the rows held,
 * then with what they hold. Also fired, under the same lock, when a look has found other rows than the look before. So
 * whoever compares each set with the last one learns of every change, and on several nodes once.
 *
 * @param settings by parameter, null when empty; of 328 the sealed text
 * @param by who has saved these; null when it is only known that they were found
 * @param at when, in UTC
 * @param sameSecret whether 328, if it has another sealed text than before, still is the same secret
 */
public record ParametersHeld(Map<Parameter, String> settings, String by, LocalDateTime at, boolean sameSecret) {
    public ParametersHeld {
        settings = Collections.unmodifiableMap(settings);
    }

    static ParametersHeld found(List<ParameterRow> rows, LocalDateTime at) {
        return new ParametersHeld(StoredParameters.values(rows), null, at, false);
    }

    /** @param changed see {@link Saved#changed()} */
    static ParametersHeld saved(List<ParameterRow> rows, List<Parameter> changed, String by, LocalDateTime at) {
        return new ParametersHeld(StoredParameters.values(rows), by, at, !changed.contains(Parameter.PASSWORD));
    }
}
