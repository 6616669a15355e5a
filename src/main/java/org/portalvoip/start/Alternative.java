package org.portalvoip.start;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Another way to reach the help desk, which the phone offers when no call is possible ({@code voip.alternatives.*}).
 *
 * @param way telephone, mail or a page
 * @param written the number or address as the operator wrote it
 * @param texts what to say instead of the usual sentence, by language of ours; possibly empty
 */
public record Alternative(Way way, String written, Map<Locale, String> texts) {
    /** The kinds, in the order in which they are offered. */
    public enum Way {
        /** A telephone number. */
        PHONE,
        /** A mail address. */
        MAIL,
        /** A page, such as the form for a ticket. */
        URL
    }

    /** The address of a link: {@code tel:} (RFC 3966), {@code mailto:} (RFC 6068), or http or https. */
    public String address() {
        return switch (way) {
            case PHONE -> "tel:" + written.replaceAll("[^0-9+*#]", "").replace("#", "%23");
            case MAIL -> "mailto:" + written;
            case URL -> written;
        };
    }

    /** The operator's own text in {@code language}, if there is one. */
    public Optional<String> text(Locale language) {
        return Optional.ofNullable(texts.get(language));
    }
}
