package org.portalvoip.diagnosis;

import java.util.List;

/**
 * One thing that a node needs.
 *
 * @param name for machines
 * @param reason the key of the sentence that says why it is up or down
 * @param values what fills the gaps of that sentence
 */
record Check(String name, boolean up, String reason, List<Object> values) {
    Check(String name, boolean up, String reason, Object... values) {
        this(name, up, reason, List.of(values));
    }
}
