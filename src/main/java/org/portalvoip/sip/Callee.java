package org.portalvoip.sip;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Who is called.
 *
 * @param extension at the SIP server of the account
 * @param replaces the talk whose place the call takes there; null for none, as usual
 */
public record Callee(Extension extension, Replaces replaces) {
    public Callee {
        Objects.requireNonNull(extension, "extension");
    }

    /** Somebody whose talks stay as they are. */
    public Callee(Extension extension) {
        this(extension, null);
    }

    /** The header fields of the INVITE: these, and what it replaces. */
    public Map<String, String> headers(Map<String, String> others) {
        if (replaces == null) {
            return others;
        }
        Map<String, String> headers = new LinkedHashMap<>(others);
        headers.put(Replaces.FIELD, replaces.value());
        return headers;
    }

    @Override
    public String toString() {
        return replaces == null ? extension.number() : extension + " in the place of " + replaces.value();
    }
}
