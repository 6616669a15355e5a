package org.portalvoip.history.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.portalvoip.history.calls.CallLogDatabase.call;

import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.portalvoip.call.EndReason;

/** What a filter finds on a database, and what it makes of nonsense. */
class CallFilterTest {
    private final CallLogDatabase database = new CallLogDatabase();
    private final CallLogReader reader = new CallLogReader();

    /** Now is 12:00 in UTC on 2026-11-26. */
    @BeforeEach
    @SuppressWarnings("UnnecessaryAssignment") // what the server does
    void fourCalls() throws SQLException {
        reader.dataSource = database.source;
        CallLogTable table = new CallLogTable(database.source);
        table.add(List.of(call("talk", Duration.ofHours(1), EndReason.FAR_END, 60)));
        table.add(List.of(call("busy", Duration.ofHours(2), EndReason.BUSY, null)));
        table.add(List.of(call("lost", Duration.ofHours(3), EndReason.GATEWAY_AWAY, null)));
        table.add(List.of(call("yesterday", Duration.ofHours(26), EndReason.HANG_UP, 3)));
    }

    private List<String> found(Map<String, String> address) {
        return reader.page(CallFilter.of(address::get), 1).calls().stream()
                .map(LoggedCall::id)
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "UTC | 2026-11-26T09:00 | 2026-11-26T11:00 | busy lost",
                "America/Sao_Paulo | 2026-11-26T07:00 | 2026-11-26T08:00 | busy",
                "'' | 2026-11-25T10:00 | 2026-11-25T10:01 | yesterday",
                "'' | '' | 2026-11-26T00:00 | yesterday",
                "Europe/Nowhere | 2026-11-26T11:00 | '' | talk"
            })
    void aTimeIsThatOfTheBeginning(String zone, String from, String until, String calls) {
        assertThat(found(Map.of("zone", zone, "from", from, "until", until))).containsExactly(calls.split(" "));
    }

    @ParameterizedTest
    @CsvSource({
        "ANSWERED, talk yesterday",
        "UNANSWERED, busy",
        "FAILED, lost",
        "TROUBLE, busy lost",
        "'', talk busy lost yesterday"
    })
    void anOutcomeCanBeChosen(String outcome, String calls) {
        assertThat(found(Map.of("outcome", outcome))).containsExactly(calls.split(" "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.0.2", "FIRST busy", "486", "id@desk", "  here   192 "})
    void allWordsMustOccur(String words) {
        assertThat(found(Map.of("q", words))).hasSize(4);
        assertThat(found(Map.of("q", words + " nowhere"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "_", "!", "'", "48", "') or ('1'='1", "999"})
    void whatMeansSomethingInSqlMeansNothingHere(String words) {
        assertThat(found(Map.of("q", words))).isEmpty();
    }

    @Test
    void nonsenseIsSaidAndNotUsed() {
        for (String name : List.of("from", "until", "outcome")) {
            CallFilter filter = CallFilter.of(Map.of(name, "<nonsense>")::get);
            assertThat(filter.refused()).as(name).isTrue();
            assertThat(filter.isEmpty()).isTrue();
        }
        assertThat(CallFilter.of(Map.of("zone", "<nonsense>")::get).zone()).hasToString("Z");
    }

    @Test
    void theFileGoesOnWhereItStopped() {
        CallFilter all = CallFilter.of(name -> null);

        List<LoggedCall> first = reader.after(null, all, 3);
        List<LoggedCall> rest = reader.after(first.get(2), all, 3);

        assertThat(first).extracting(LoggedCall::id).containsExactly("talk", "busy", "lost");
        assertThat(rest).extracting(LoggedCall::id).containsExactly("yesterday");
        assertThat(reader.after(rest.get(0), all, 3)).isEmpty();
    }

    @Test
    void aPageThatIsNotThereIsTheNearestOne() {
        CallLogReader.Page page = reader.page(CallFilter.of(name -> null), 7);

        assertThat(page.number()).isOne();
        assertThat(page.pages()).isOne();
        assertThat(page.found()).isEqualTo(4);
    }

    @Test
    void theDatabaseCountsTheDays() {
        List<Day> days = Day.until(LocalDate.of(2026, 11, 26), 2, reader.parts(LocalDate.of(2026, 11, 25)));

        assertThat(days)
                .containsExactly(
                        new Day(LocalDate.of(2026, 11, 25), 1, 0, 0, 7),
                        new Day(LocalDate.of(2026, 11, 26), 1, 1, 1, 7));
    }
}
