package org.portalvoip.testing.browser;

import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.portalvoip.language.Texts;

/** The sentences of the product, whatever they name. */
public final class Wording {
    private Wording() {}

    /** The text of {@code key} with anything in the places of its values. */
    public static Pattern of(Locale language, String key) {
        return Pattern.compile(Stream.of(Texts.of(language, key).split("\\{\\d}", -1))
                .map(Pattern::quote)
                .collect(Collectors.joining(".+")));
    }
}
