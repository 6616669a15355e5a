package org.portalvoip.call;

import java.util.Map;

/**
 * What is said of a caller.
 *
 * @param words for the log, behind the number of the call; empty when nothing is known
 * @param headers for the INVITE, by the names of the header fields
 */
record Introduction(String words, Map<String, String> headers) {
    /** Of a caller whom nobody knows. */
    static final Introduction NONE = new Introduction("", Map.of());
}
