package org.portalvoip.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.portalvoip.parameters.Parameter;

/** Which entries belong together. */
class ChangeTest {
    private static HistoryEntry entry(long id, long change, Parameter parameter) {
        return new HistoryEntry(
                id,
                change,
                new Difference(parameter, "a", "b"),
                Kind.SAVED,
                "admin",
                LocalDateTime.of(2026, 11, 26, 1, 20, 0));
    }

    @Test
    void theEntriesOfOneSaveAreOneChangeInTheirOrder() {
        HistoryEntry first = entry(5, 5, Parameter.PORT);
        HistoryEntry second = entry(6, 5, Parameter.EXTENSION);
        HistoryEntry earlier = entry(4, 4, Parameter.EXTENSION);

        assertThat(Change.group(List.of(first, second, earlier)))
                .containsExactly(new Change(List.of(first, second)), new Change(List.of(earlier)));
    }

    @Test
    void noEntriesAreNoChange() {
        assertThat(Change.group(List.of())).isEmpty();
    }

    @Test
    void aChangeSaysWhoAndWhenToTheSecond() {
        Change change = new Change(List.of(entry(5, 5, Parameter.PORT)));

        assertThat(change.id()).isEqualTo(5);
        assertThat(change.who()).isEqualTo("admin");
        assertThat(change.at()).isEqualTo("2026-11-26T01:20:00");
    }
}
