package org.portalvoip.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What a secret is sealed for: its payload opens only together with exactly this.
 *
 * @param parameter the number of the parameter that is the secret
 * @param values where the secret may go, as it is stored; null elements are empty values
 * @param version of the row that holds the payload
 */
public record Binding(int parameter, List<String> values, int version) {
    /** Copies the values. */
    public Binding {
        values = Collections.unmodifiableList(new ArrayList<>(values));
    }

    /** The associated data of the payload. The lengths keep one value's end from being another's beginning. */
    byte[] associatedData(String keyId) {
        StringBuilder data = new StringBuilder("v2:" + parameter + ":" + version + ":" + keyId);
        for (String value : values) {
            data.append(':').append(value == null ? "-" : value.length() + "." + value);
        }
        return data.toString().getBytes(UTF_8);
    }
}
