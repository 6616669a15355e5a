package org.portalvoip.history.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.portalvoip.history.calls.CallLogDatabase.NOW;
import static org.portalvoip.history.calls.CallLogDatabase.call;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.portalvoip.call.EndReason;
import org.portalvoip.history.calls.CallLogTable.Rated;
import org.portalvoip.history.calls.LoggedCall.Rating;

/** The rows of the list of calls: one for each call, rated once, gone in time. */
class CallLogTableTest {
    private final CallLogDatabase database = new CallLogDatabase();
    private final CallLogTable table = new CallLogTable(database.source);

    private int rows() throws SQLException {
        try (var connection = database.source.getConnection();
                var rows = connection.createStatement().executeQuery("select count(*) from voip_call_log")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    @Test
    void aCallHasOneRowHoweverOftenItIsWritten() throws SQLException {
        LoggedCall call = call("one", Duration.ZERO, EndReason.HANG_UP, 10);

        table.add(List.of(call));
        table.add(List.of(call));

        assertThat(rows()).isOne();
    }

    @Test
    void onlyTheFirstRatingCounts() throws SQLException {
        assertThat(table.rate("one", Rating.GOOD)).isEqualTo(Rated.UNKNOWN);
        table.add(List.of(call("one", Duration.ZERO, EndReason.HANG_UP, 10)));

        assertThat(table.rate("one", Rating.BAD)).isEqualTo(Rated.NOW);
        assertThat(table.rate("one", Rating.GOOD)).isEqualTo(Rated.BEFORE);
    }

    @Test
    void whatIsTooOldGoesInSmallPartsAndTheRestStays() throws SQLException {
        for (int i = 0; i < 1200; i++) {
            table.add(List.of(call("old" + i, Duration.ofDays(91).plusSeconds(i), EndReason.HANG_UP, 1)));
        }
        table.add(List.of(call("young", Duration.ofDays(89), EndReason.HANG_UP, 1)));

        assertThat(table.removeBefore(LoggedCall.text(NOW.minus(Duration.ofDays(90))), 500))
                .isEqualTo(500);
        CallLog.removeOld(table, Duration.ofDays(90), NOW);
        assertThat(rows()).isOne();
        CallLog.removeOld(table, Duration.ZERO, NOW);
        assertThat(rows()).isZero();
    }
}
