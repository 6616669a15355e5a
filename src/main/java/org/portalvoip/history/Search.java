package org.portalvoip.history;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.portalvoip.language.Texts;
import org.portalvoip.parameters.Parameter;

/**
 * What somebody looks for. An entry is found if each word occurs in it: in a value, the name of the person, the number or
 * the name of the parameter, or how the change came about; a date such as {@code 2026-11} or {@code 2026-11-26} finds
 * what was changed then, in UTC.
 *
 * @param words in lower case
 * @param language of the names that are searched
 */
record Search(List<String> words, Locale language) {
    private static final int MOST_CHARACTERS = 200;
    private static final int MOST_WORDS = 8;
    private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}(-[0-9]{2})?");

    /** @param text what was typed; null finds everything, and so does nothing but spaces */
    static Search of(String text, Locale language) {
        String typed = Objects.requireNonNullElse(text, "");
        String bounded = typed.substring(0, Math.min(typed.length(), MOST_CHARACTERS));
        return new Search(
                Stream.of(bounded.strip().toLowerCase(Locale.ROOT).split("\\s+"))
                        .filter(word -> !word.isEmpty())
                        .limit(MOST_WORDS)
                        .toList(),
                language);
    }

    /** A condition in SQL about a row of {@code voip_history}, with a place {@code ?1}, {@code ?2} ... for each of {@link #values}. */
    String condition() {
        List<String> conditions = new ArrayList<>(List.of("1 = 1"));
        for (int i = 0; i < words.size(); i++) {
            conditions.add("(" + anywhere(words.get(i), "like ?" + (i + 1) + " escape '!'") + ")");
        }
        return String.join(" and ", conditions);
    }

    private String anywhere(String word, String like) {
        List<String> places = new ArrayList<>();
        for (String column : List.of("who", "old_value", "new_value")) {
            places.add("lower(" + column + ") " + like);
        }
        if (DATE.matcher(word).matches()) {
            places.add("at_utc " + like);
        }
        List<String> numbers = numbers(word);
        if (!numbers.isEmpty()) {
            places.add("parameter in (" + String.join(", ", numbers) + ")");
        }
        List<String> kinds = kinds(word);
        if (!kinds.isEmpty()) {
            places.add("kind in ('" + String.join("', '", kinds) + "')");
        }
        return String.join(" or ", places);
    }

    /** The patterns for the places of {@link #condition}. */
    List<String> values() {
        return words.stream()
                .map(word -> "%" + word.replaceAll("[!%_]", "!$0") + "%")
                .toList();
    }

    private List<String> numbers(String word) {
        return Stream.of(Parameter.values())
                .map(parameter -> String.valueOf(parameter.number()))
                .filter(number -> occurs(word, number + " " + Texts.of(language, "parameters." + number + ".name")))
                .toList();
    }

    private List<String> kinds(String word) {
        return Stream.of(Kind.values())
                .map(Kind::name)
                .filter(kind -> occurs(word, Texts.of(language, "history.kind." + kind)))
                .toList();
    }

    private static boolean occurs(String word, String text) {
        return plain(text).contains(plain(word));
    }

    /** Without accents. */
    private static String plain(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT);
    }
}
