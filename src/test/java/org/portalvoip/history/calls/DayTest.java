package org.portalvoip.history.calls;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.portalvoip.history.calls.Day.Part;

/** The figures of the last days. */
class DayTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 26);

    private static Part answered(int waited, int calls) {
        return new Part(TODAY, Outcome.ANSWERED, waited, calls);
    }

    private static Integer median(Part... parts) {
        return Day.until(TODAY, 1, List.of(parts)).get(0).medianWait();
    }

    @Test
    void halfOfThoseWhoWereAnsweredWaitedNoLongerThanTheMedian() {
        assertThat(median(answered(9, 1), answered(1, 1), answered(5, 1))).isEqualTo(5);
        assertThat(median(answered(100, 2), answered(3, 2))).isEqualTo(3);
        assertThat(median(answered(100, 3), answered(3, 2))).isEqualTo(100);
        assertThat(median(answered(4, 1), new Part(TODAY, Outcome.FAILED, 300, 9)))
                .isEqualTo(4);
        assertThat(median(new Part(TODAY, Outcome.UNANSWERED, 45, 9))).isNull();
    }

    @Test
    void aDayWithoutCallsIsThereToo() {
        List<Day> days = Day.until(TODAY, 3, List.of(answered(1, 1)));

        assertThat(days).extracting(Day::calls).containsExactly(0, 0, 1);
        assertThat(days.get(0).date()).isEqualTo(TODAY.minusDays(2));
    }
}
