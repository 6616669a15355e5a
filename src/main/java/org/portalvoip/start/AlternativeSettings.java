package org.portalvoip.start;

import java.net.URI;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.portalvoip.language.Languages;
import org.portalvoip.start.Alternative.Way;

/** The settings of the other ways to the help desk: one for each way, and for each way one text in each language. */
final class AlternativeSettings {
    private static final Pattern NUMBER = Pattern.compile("\\+?[0-9(][0-9 ()./*#-]{1,38}");
    /** Such as mail programs take without quotes and without a query behind it. */
    private static final Pattern MAIL = Pattern.compile("[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)*");

    private static final Map<Way, Setting<Optional<String>>> ADDRESSES = new EnumMap<>(Map.of(
            Way.PHONE, setting("phone", "telephone number", AlternativeSettings::number),
            Way.MAIL, setting("mail", "mail address", AlternativeSettings::mail),
            Way.URL, setting("url", "address", AlternativeSettings::page)));

    private static final Map<Way, Map<Locale, Setting<Optional<String>>>> TEXTS = new EnumMap<>(Way.class);

    static {
        ADDRESSES.forEach((way, address) -> {
            Map<Locale, Setting<Optional<String>>> texts = new LinkedHashMap<>();
            for (Locale language : Languages.ALL) {
                String name = way.name().toLowerCase(Locale.ROOT) + "." + language.toLanguageTag();
                texts.put(language, setting(name, "text", SettingReadings::text));
            }
            TEXTS.put(way, texts);
        });
    }

    private AlternativeSettings() {}

    private static Setting<Optional<String>> setting(
            String name, String unit, Setting.Reading<Optional<String>> reading) {
        return new Setting<>("voip.alternatives." + name, "none", unit, false, reading, Optional.empty());
    }

    /** In the order of the guide. */
    static Stream<Setting<?>> all() {
        return Stream.of(Way.values())
                .flatMap(way -> Stream.concat(Stream.of(ADDRESSES.get(way)), TEXTS.get(way).values().stream()));
    }

    /** The ways that are set; {@code value} gives the value of each setting. */
    static List<Alternative> of(Function<Setting<Optional<String>>, Optional<String>> value) {
        return ADDRESSES.keySet().stream()
                .flatMap(way -> value.apply(ADDRESSES.get(way)).stream()
                        .map(written -> new Alternative(way, written, texts(way, value))))
                .toList();
    }

    private static Map<Locale, String> texts(Way way, Function<Setting<Optional<String>>, Optional<String>> value) {
        Map<Locale, String> texts = new HashMap<>();
        TEXTS.get(way)
                .forEach((language, setting) -> value.apply(setting).ifPresent(text -> texts.put(language, text)));
        return Map.copyOf(texts);
    }

    private static Optional<String> number(String text, Setting.Complaints problems) {
        return matching(NUMBER, text, "is not a telephone number, such as +34 900 123 456");
    }

    private static Optional<String> mail(String text, Setting.Complaints problems) {
        return matching(MAIL, text, "is not a mail address, such as desk@example.org");
    }

    private static Optional<String> matching(Pattern pattern, String text, String reason) {
        if (!pattern.matcher(text).matches()) {
            throw new IllegalArgumentException(reason);
        }
        return Optional.of(text);
    }

    private static Optional<String> page(String text, Setting.Complaints problems) {
        try {
            URI address = URI.create(text);
            if (Set.of("http", "https")
                            .contains(String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT))
                    && address.getHost() != null) {
                return Optional.of(address.toASCIIString());
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("is not an address", e);
        }
        throw new IllegalArgumentException("is not http:// or https:// and a host");
    }
}
