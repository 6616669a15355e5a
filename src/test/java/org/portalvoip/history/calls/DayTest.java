package org.portalvoip.history.calls;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.portalvoip.history.calls.Day.Part;
import org.portalvoip.history.calls.DaysPicture.Bar;

/** The figures and the picture of the last days. */
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

    @Test
    void theColumnsStandOnTheirGroundAndTheHighestFillsThePicture() {
        Day much = new Day(TODAY, 5, 3, 2, 1);
        Day little = new Day(TODAY, 0, 0, 1, null);

        DaysPicture picture = DaysPicture.of(List.of(much, little));

        assertThat(picture.most()).isEqualTo(10);
        assertThat(picture.bars())
                .containsExactly(
                        new Bar(4, 80, 342, 80, "answered"),
                        new Bar(4, 32, 342, 48, "unanswered"),
                        new Bar(4, 0, 342, 32, "failed"),
                        new Bar(354, 144, 342, 16, "failed"));
    }
}
