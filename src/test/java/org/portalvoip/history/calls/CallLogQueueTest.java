package org.portalvoip.history.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.portalvoip.history.calls.CallLogDatabase.call;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor.DiscardPolicy;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;
import org.portalvoip.call.EndReason;
import org.portalvoip.testing.LogCapture;

/** Calls wait for a database that is away, but not without bound, and none is lost without a word. */
class CallLogQueueTest {
    private static final int MOST = 3;

    private final CallLogDatabase database = new CallLogDatabase();
    private final CallLogQueue queue = new CallLogQueue(new CallLogTable(database.source), whichNeverRuns(), MOST);

    /** The tests say when something is written. */
    private static ScheduledExecutorService whichNeverRuns() {
        var scheduler = new ScheduledThreadPoolExecutor(1, new DiscardPolicy());
        scheduler.shutdown();
        return scheduler;
    }

    private List<String> rows() throws SQLException {
        List<String> ids = new ArrayList<>();
        try (var connection = database.source.getConnection();
                var rows = connection.createStatement().executeQuery("select id from voip_call_log order by id")) {
            while (rows.next()) {
                ids.add(rows.getString(1));
            }
        }
        return ids;
    }

    private void end(String id) {
        queue.add(call(id, Duration.ZERO, EndReason.HANG_UP, 1));
    }

    @Test
    void whatWaitsIsWrittenWhenTheDatabaseIsBackAndWhatHadNoRoomIsCounted() throws SQLException {
        try (var log = new LogCapture(CallLogQueue.class)) {
            database.isAway(true);
            for (String id : List.of("a", "b", "c", "d", "e")) {
                end(id);
                assertThat(queue.writeNow()).isFalse();
            }
            assertThat(log.messages(Level.WARNING)).singleElement().asString().contains("wait in memory");

            database.isAway(false);
            assertThat(queue.writeNow()).isTrue();

            assertThat(rows()).containsExactly("a", "b", "c");
            assertThat(log.messages(Level.WARNING))
                    .last()
                    .asString()
                    .contains("missing")
                    .endsWith("{0}");
        }
    }

    @Test
    void aRowThatCannotBeWrittenHoldsUpNoOther() throws SQLException {
        try (var log = new LogCapture(CallLogQueue.class)) {
            end("longer than the thirty-six characters of an id");
            end("b");

            assertThat(queue.writeNow()).isTrue();

            assertThat(rows()).containsExactly("b");
            assertThat(log.messages(Level.WARNING)).singleElement().asString().contains("longer than");
        }
    }

    @Test
    void whatTheEndOfTheServerLeavesUnwrittenIsSaid() {
        try (var log = new LogCapture(CallLogQueue.class)) {
            database.isAway(true);
            end("a");

            queue.close();

            assertThat(log.messages(Level.WARNING)).last().asString().contains("missing");
        }
    }
}
