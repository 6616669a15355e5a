package org.portalvoip.sip;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Escaped characters of a URI. Telephones escape more than they must (RFC 3261 section 19.1.2). */
final class Escapes {
    private static final Pattern ESCAPE = Pattern.compile("%([0-9a-fA-F]{2})");

    private Escapes() {}

    /** Undoes each escape once; one that is left over then was no escape. */
    static String undone(String text) {
        return ESCAPE.matcher(text)
                .replaceAll(code -> Matcher.quoteReplacement(Character.toString(Integer.parseInt(code.group(1), 16))));
    }
}
