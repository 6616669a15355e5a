package org.portalvoip.start;

import java.util.Locale;

/**
 * A setting that is not used as it was written.
 *
 * @param key of MicroProfile Config
 * @param value what was written, or the part that is wrong; empty when it must not be shown
 * @param reason what is wrong with it
 * @param instead what holds now
 */
public record SettingProblem(String key, String value, SettingWords reason, SettingWords instead) {
    private static final int LONGEST_VALUE = 120;

    /** Cuts what is too long, and leaves out passwords of addresses and whatever would break a line of the log. */
    public SettingProblem {
        String shown = masked(value);
        value = shown.length() > LONGEST_VALUE ? shown.substring(0, LONGEST_VALUE) + "..." : shown;
    }

    /** A value without the passwords of its addresses, and without control characters. */
    static String masked(String value) {
        return value.replaceAll("(//|\\b(?i:stun|turn)s?:)[^/@\\s]*@", "$1***@").replaceAll("\\p{C}", "?");
    }

    /** The whole sentence in English, for the log. */
    public String sentence() {
        return sentence(Locale.ENGLISH);
    }

    /** The whole sentence, for the administrator. */
    public String sentence(Locale language) {
        return key + (value.isEmpty() ? " " : "=" + value + " ") + reason.in(language) + "; " + instead.in(language);
    }
}
