package org.portalvoip.start;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.portalvoip.language.Texts;

/**
 * A part of a sentence about a setting, in whichever language it is read.
 *
 * @param parts what the words name; a function of the language if that differs from one to another
 */
public record SettingWords(SettingText text, List<Object> parts) {
    /** The words in {@code language}. */
    public String in(Locale language) {
        Object[] values = parts.stream().map(part -> written(part, language)).toArray();
        return Texts.of(language, "setting." + text, values);
    }

    /** Numbers as a setting is written, without marks between their digits. */
    @SuppressWarnings("unchecked") // with() is given nothing else
    private static String written(Object part, Locale language) {
        return part instanceof Function ? ((Function<Locale, String>) part).apply(language) : part.toString();
    }
}
