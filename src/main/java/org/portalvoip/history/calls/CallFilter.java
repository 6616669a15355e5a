package org.portalvoip.history.calls;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which calls somebody wants to see.
 *
 * @param zone of {@code from} and {@code until}
 * @param from the beginning of a call at the earliest; null for no limit
 * @param until what a call must have begun before; null for no limit
 * @param outcome null for all
 * @param words in lower case: each must occur in the caller, the node, the Call-ID or the far side's words, or be its status
 * @param refused whether a time or an outcome was written that is none, and is not used
 */
record CallFilter(
        ZoneId zone, LocalDateTime from, LocalDateTime until, Choice outcome, List<String> words, boolean refused) {
    private static final int MOST_CHARACTERS = 200;
    private static final int MOST_WORDS = 8;
    private static final Pattern STATUS = Pattern.compile("[1-9][0-9]{2}");

    /** What can be chosen of the outcomes. */
    enum Choice {
        ANSWERED(Outcome.ANSWERED),
        UNANSWERED(Outcome.UNANSWERED),
        FAILED(Outcome.FAILED),
        /** For whom it did not work. */
        TROUBLE(Outcome.UNANSWERED, Outcome.FAILED);

        /** For SQL. */
        private final String list;

        Choice(Outcome... outcomes) {
            list = Stream.of(outcomes).map(outcome -> "'" + outcome + "'").collect(Collectors.joining(", "));
        }
    }

    /** What the address of the page says by its parameters {@code zone}, {@code from}, {@code until}, {@code outcome} and {@code q}. */
    static CallFilter of(Function<String, String> parameter) {
        Function<String, String> typed =
                name -> Objects.requireNonNullElse(parameter.apply(name), "").strip();
        ZoneId zone = read(typed.apply("zone"), ZoneId::of).orElse(ZoneOffset.UTC);
        Optional<LocalDateTime> from = read(typed.apply("from"), LocalDateTime::parse);
        Optional<LocalDateTime> until = read(typed.apply("until"), LocalDateTime::parse);
        Optional<Choice> outcome = read(typed.apply("outcome"), Choice::valueOf);
        boolean refused = (from.isEmpty() && !typed.apply("from").isEmpty())
                || (until.isEmpty() && !typed.apply("until").isEmpty())
                || (outcome.isEmpty() && !typed.apply("outcome").isEmpty());
        return new CallFilter(
                zone, from.orElse(null), until.orElse(null), outcome.orElse(null), words(typed.apply("q")), refused);
    }

    private static <T> Optional<T> read(String text, Function<String, T> reading) {
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(reading.apply(text));
        } catch (DateTimeException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static List<String> words(String text) {
        String bounded = text.substring(0, Math.min(text.length(), MOST_CHARACTERS));
        return Stream.of(bounded.toLowerCase(Locale.ROOT).split("\\s+"))
                .filter(word -> !word.isEmpty())
                .limit(MOST_WORDS)
                .toList();
    }

    boolean isEmpty() {
        return from == null && until == null && outcome == null && words.isEmpty();
    }

    /** A condition in SQL about a row of {@code voip_call_log}, with a {@code ?} for each of {@link #values}. */
    String condition() {
        List<String> conditions = new ArrayList<>(List.of("1 = 1"));
        if (from != null) {
            conditions.add("begun_utc >= ?");
        }
        if (until != null) {
            conditions.add("begun_utc < ?");
        }
        if (outcome != null) {
            conditions.add("outcome in (" + outcome.list + ")");
        }
        words.forEach(word -> conditions.add("(lower(caller) like ? escape '!' or lower(node) like ? escape '!'"
                + " or lower(words) like ? escape '!' or lower(sip_call_id) like ? escape '!'"
                + (STATUS.matcher(word).matches() ? " or status = " + word : "") + ")"));
        return String.join(" and ", conditions);
    }

    /** For the places of {@link #condition}. */
    List<String> values() {
        List<String> values = new ArrayList<>();
        Stream.of(from, until)
                .filter(Objects::nonNull)
                .forEach(time -> values.add(LoggedCall.text(time.atZone(zone).toInstant())));
        words.forEach(word -> {
            String pattern = "%" + word.replaceAll("[!%_]", "!$0") + "%";
            values.addAll(List.of(pattern, pattern, pattern, pattern));
        });
        return values;
    }
}
