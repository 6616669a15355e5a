package org.portalvoip.sip;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The talk whose place a call takes (RFC 3891): the one that whoever is called has with the telephone that transfers.
 *
 * @param value of the header field: a Call-ID and the tags of both ends, in characters that mean nothing else in SIP
 */
public record Replaces(String value) {
    /** The header field of the call. */
    public static final String FIELD = "Replaces";

    private static final String TAG = "-tag=[A-Za-z0-9.!%*_+'~-]+";

    /** {@code early-only} is not in it: it asks for less than a transfer needs. */
    private static final Pattern VALUE =
            Pattern.compile("(?i)[a-z0-9.!%*_+'~:/\\[\\]-]+(?:@[a-z0-9.!%*_+'~:/\\[\\]-]+)?" + "(?:;to" + TAG + ";from"
                    + TAG + "|;from" + TAG + ";to" + TAG + ")");

    /** @throws IllegalArgumentException if it is none, or Janus would cut it off */
    public Replaces {
        if (!VALUE.matcher(value).matches() || value.length() > HeaderText.room(FIELD)) {
            throw new IllegalArgumentException("No talk to be replaced");
        }
    }

    /** As the header of a URI writes it, with escapes (RFC 3261 section 19.1.1); empty for anything else. */
    public static Optional<Replaces> parse(String text) {
        try {
            return Optional.of(new Replaces(Escapes.undone(text)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
