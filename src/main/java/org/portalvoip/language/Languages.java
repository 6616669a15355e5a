package org.portalvoip.language;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import java.util.Locale.LanguageRange;
import java.util.Optional;
import java.util.stream.Stream;

/** The languages of the product, and the choice among them for one request. */
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
                .orElseGet(() -> accepted(wishes(request)));
    }

    /** The language whose BCP 47 tag is {@code tag}, in any case; empty when it is none of ours or null. */
    public static Optional<Locale> chosen(String tag) {
        return ALL.stream()
                .filter(language -> language.toLanguageTag().equalsIgnoreCase(tag))
                .findFirst();
    }

    /** The best of our languages for the caller's wishes, the dearest first: {@code pt-PT} gets pt-BR, {@code fr} es. */
    static Locale accepted(List<Locale> wishes) {
        return wishes.stream()
                .flatMap(wish -> ALL.stream().filter(ours -> ours.getLanguage().equals(wish.getLanguage())))
                .findFirst()
                .orElse(SPANISH);
    }

    /** Not by getLocales(), which answers a missing, an open or a broken header with the language of the JVM. */
    private static List<Locale> wishes(HttpServletRequest request) {
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
