package org.portalvoip.language;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import java.util.Locale.LanguageRange;
import java.util.Optional;
import java.util.stream.Stream;

/** The languages of the product, and how one is chosen for a request. */
public final class Languages {
    /** Name of the request parameter that chooses a language, and of the cookie that remembers it. */
    public static final String CHOICE = "lang";

    public static final Locale SPANISH = Locale.forLanguageTag("es");
    public static final Locale PORTUGUESE = Locale.forLanguageTag("pt-BR");
    public static final Locale ENGLISH = Locale.ENGLISH;

    /** Every language of the product; the first is the default. */
    public static final List<Locale> ALL = List.of(SPANISH, PORTUGUESE, ENGLISH);

    private Languages() {}

    /** The language that {@code request} is answered in; never null. */
    public static Locale of(HttpServletRequest request) {
        return chosen(request.getParameter(CHOICE))
                .or(() -> remembered(request))
                .orElseGet(() -> accepted(preferences(request)));
    }

    /** The language with the BCP 47 tag {@code tag}, ignoring case; empty when it is not one of ours, or null. */
    public static Optional<Locale> chosen(String tag) {
        return ALL.stream()
                .filter(language -> language.toLanguageTag().equalsIgnoreCase(tag))
                .findFirst();
    }

    /** The language of ours that fits {@code preferred} best; Spanish when none does. */
    public static Locale closest(Locale preferred) {
        return accepted(List.of(preferred));
    }

    /**
     * The first of our languages that matches a preference; the most preferred one comes first. So {@code pt-PT} gets
     * pt-BR, and {@code fr} gets es.
     */
    static Locale accepted(List<Locale> preferences) {
        return preferences.stream()
                .flatMap(preferred ->
                        ALL.stream().filter(ours -> ours.getLanguage().equals(preferred.getLanguage())))
                .findFirst()
                .orElse(SPANISH);
    }

    /** Does not use getLocales(), which returns the JVM's language when the header is missing, {@code *} or broken. */
    private static List<Locale> preferences(HttpServletRequest request) {
        String header = request.getHeader("Accept-Language");
        try {
            return header == null
                    ? List.of()
                    : LanguageRange.parse(header).stream()
                            .map(range -> Locale.forLanguageTag(range.getRange()))
                            .toList();
        } catch (IllegalArgumentException broken) {
            return List.of();
        }
    }

    private static Optional<Locale> remembered(HttpServletRequest request) {
        return Stream.ofNullable(request.getCookies())
                .flatMap(Stream::of)
                .filter(cookie -> CHOICE.equals(cookie.getName()))
                .map(Cookie::getValue)
                .findFirst()
                .flatMap(Languages::chosen);
    }
}
