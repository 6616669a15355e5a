package org.portalvoip.start;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.portalvoip.start.Settings.Alternative;

/** The settings of the other ways to the help desk: one for each way, and for each way one text in each language. */
final class SettingsOfAlternatives {
    /** Those of {@code Languages}. */
    static final List<String> LANGUAGES = List.of("es", "pt-BR", "en");

    private static final Pattern NUMBER = Pattern.compile("\\+?[0-9(][0-9 ()./*#-]{1,38}");
    /** Such as mail programs take without quotes and without a query behind it. */
    private static final Pattern MAIL = Pattern.compile("[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)*");

    private static final List<Group> GROUPS = List.of(
            group(Alternative.Way.PHONE, "telephone number", SettingsOfAlternatives::number),
            group(Alternative.Way.MAIL, "mail address", SettingsOfAlternatives::mail),
            group(Alternative.Way.URL, "address", SettingsOfAlternatives::page));

    private SettingsOfAlternatives() {}

    /** The settings of one way; the texts by language tag, in the order of the languages. */
    private record Group(
            Alternative.Way way, Setting<Optional<String>> address, List<Setting<Optional<String>>> texts) {
        Stream<Setting<?>> all() {
            return Stream.concat(Stream.of(address), texts.stream());
        }

        Map<String, String> texts(Function<Setting<Optional<String>>, Optional<String>> value) {
            Map<String, String> written = new HashMap<>();
            for (int i = 0; i < texts.size(); i++) {
                String language = LANGUAGES.get(i);
                value.apply(texts.get(i)).ifPresent(text -> written.put(language, text));
            }
            return Map.copyOf(written);
        }
    }

    private static Group group(Alternative.Way way, String unit, Setting.Reading<Optional<String>> reading) {
        String name = way.name().toLowerCase(Locale.ROOT);
        return new Group(
                way,
                setting(name, unit, reading),
                LANGUAGES.stream()
                        .map(language -> setting(name + "." + language, "text", SettingReadings::text))
                        .toList());
    }

    private static Setting<Optional<String>> setting(
            String name, String unit, Setting.Reading<Optional<String>> reading) {
        return new Setting<>("voip.alternatives." + name, "none", unit, false, reading, Optional.empty());
    }

    /** In the order of the guide. */
    static Stream<Setting<?>> all() {
        return GROUPS.stream().flatMap(Group::all);
    }

    /** The ways that are set; {@code value} gives the value of each setting. */
    static List<Alternative> read(Function<Setting<Optional<String>>, Optional<String>> value) {
        return GROUPS.stream()
                .flatMap(group -> value.apply(group.address()).stream()
                        .map(written -> new Alternative(group.way(), written, group.texts(value))))
                .toList();
    }

    private static Optional<String> number(String text, Setting.Complaints problems) {
        return matching(NUMBER, text, SettingText.NOT_A_TELEPHONE);
    }

    private static Optional<String> mail(String text, Setting.Complaints problems) {
        return matching(MAIL, text, SettingText.NOT_MAIL);
    }

    private static Optional<String> matching(Pattern pattern, String text, SettingText reason) {
        if (!pattern.matcher(text).matches()) {
            throw new SettingRefused(reason);
        }
        return Optional.of(text);
    }

    private static Optional<String> page(String text, Setting.Complaints problems) {
        try {
            URI address = URI.create(text);
            String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
            if (Set.of("http", "https").contains(scheme) && address.getHost() != null) {
                return Optional.of(address.toASCIIString());
            }
        } catch (IllegalArgumentException e) {
            throw new SettingRefused(SettingText.NOT_AN_ADDRESS, e);
        }
        throw new SettingRefused(SettingText.NOT_HTTP);
    }
}
