package org.portalvoip.language;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import java.util.Locale.LanguageRange;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The languages of the product, and how one is chosen for a request. */
public final class Languages {
    /** Name of the request parameter that chooses a language, and of the cookie that remembers it. */
    public static final String CHOICE = "lang";

    private static final Pattern IN_ADDRESS = Pattern.compile("(?:^|&)" + CHOICE + "=([A-Za-z_-]+)(?=&|$)");

    public static final Locale SPANISH = Locale.forLanguageTag("es");
    public static final Locale PORTUGUESE = Locale.forLanguageTag("pt-BR");
    public static final Locale ENGLISH = Locale.ENGLISH;

    /** Every language of the product; the first is the default. */
    public static final List<Locale> ALL = List.of(SPANISH, PORTUGUESE, ENGLISH);

    private Languages() {}

    /** The language that {@code request} is answered in; never null. */
    public static Locale of(HttpServletRequest request) {
        return chosen(choice(request)).or(() -> remembered(request)).orElseGet(() -> accepted(preferences(request)));
    }

    /**
     * What the reader has chosen by a link; null if nothing. A body is not read for it: the rest of one may never come, and
     * whoever is refused must not be waited for.
     */
    public static String choice(HttpServletRequest request) {
        Matcher chosen = IN_ADDRESS.matcher(Objects.requireNonNullElse(request.getQueryString(), ""));
        return chosen.find() ? chosen.group(1) : null;
    }

    /** The language of ours that fits a tag such as {@code pt}, {@code pt_BR} or {@code es-MX}; empty when none does. */
    public static Optional<Locale> chosen(String tag) {
        return Optional.ofNullable(tag)
                .map(written -> Locale.forLanguageTag(written.strip().replace('_', '-')))
                .flatMap(Languages::matching);
    }

    private static Optional<Locale> matching(Locale preferred) {
        return ALL.stream()
                .filter(ours -> ours.getLanguage().equals(preferred.getLanguage()))
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
                .flatMap(preferred -> matching(preferred).stream())
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
