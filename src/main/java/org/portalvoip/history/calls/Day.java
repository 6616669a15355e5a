package org.portalvoip.history.calls;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The calls of one day in UTC.
 *
 * @param medianWait of the calls that were answered, in seconds: half of them waited no longer; null when there is none
 */
public record Day(LocalDate date, int answered, int unanswered, int failed, Integer medianWait) {
    /** So many calls of a day had this outcome and waited for so many seconds. */
    record Part(LocalDate date, Outcome outcome, int waited, int calls) {}

    /** {@code count} days, the last one {@code today}, also those without a call. */
    static List<Day> until(LocalDate today, int count, List<Part> parts) {
        return Stream.iterate(today.minusDays(count - 1L), date -> date.plusDays(1))
                .limit(count)
                .map(date -> of(
                        date,
                        parts.stream().filter(part -> part.date().equals(date)).toList()))
                .toList();
    }

    private static Day of(LocalDate date, List<Part> parts) {
        return new Day(
                date,
                count(parts, Outcome.ANSWERED),
                count(parts, Outcome.UNANSWERED),
                count(parts, Outcome.FAILED),
                median(parts.stream()
                        .filter(part -> part.outcome() == Outcome.ANSWERED)
                        .sorted(Comparator.comparingInt(Part::waited))
                        .toList()));
    }

    private static int count(List<Part> parts, Outcome outcome) {
        return parts.stream()
                .filter(part -> part.outcome() == outcome)
                .mapToInt(Part::calls)
                .sum();
    }

    private static Integer median(List<Part> sorted) {
        int all = sorted.stream().mapToInt(Part::calls).sum();
        int passed = 0;
        for (Part part : sorted) {
            passed += part.calls();
            if (2 * passed >= all) {
                return part.waited();
            }
        }
        return null;
    }

    public int calls() {
        return answered + unanswered + failed;
    }
}
