package org.portalvoip.sip;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Free text on its way into a header field (RFC 3261 section 25.1, {@code TEXT-UTF8-TRIM}). */
public final class HeaderText {
    /** Janus writes a header field into 255 bytes, with the line break and a zero at its end, and cuts off the rest. */
    static final int LONGEST_FIELD = 252;

    private static final String SEPARATOR = ": ";
    /** Of Unicode: controls, formats, surrogates, private use, unassigned, and everything that separates. */
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{C}\\p{Z}]+");

    private HeaderText() {}

    /** How many bytes remain for the value of a header field with this name. */
    public static int room(String name) {
        return LONGEST_FIELD - name.length() - SEPARATOR.length();
    }

    /**
     * The printable part of {@code text}: each run of anything else becomes one blank, none of them at the ends, and what
     * exceeds {@code mostBytes} in UTF-8 is cut off, between two characters.
     */
    public static String clean(String text, int mostBytes) {
        StringBuilder cut = new StringBuilder();
        int left = mostBytes;
        for (int c :
                UNPRINTABLE.matcher(text).replaceAll(" ").strip().codePoints().toArray()) {
            left -= bytes(Character.toString(c));
            if (left < 0) {
                break;
            }
            cut.appendCodePoint(c);
        }
        return cut.toString().strip();
    }

    static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
