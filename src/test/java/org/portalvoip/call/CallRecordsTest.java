package org.portalvoip.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor.DiscardPolicy;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.portalvoip.janus.JanusAddress;
import org.portalvoip.janus.JanusPlace;
import org.portalvoip.testing.database.MemoryDatabase;
import org.portalvoip.web.ClientNetwork;

/** What is written down of the calls of a node, and how it learns which of them it has lost; with a database in memory. */
class CallRecordsTest {
    private static final JanusPlace LINE = new JanusPlace(JanusAddress.parse("wss://janus.example/janus"), 1, 2);

    private final JdbcDataSource database = new MemoryDatabase("V3__calls").source;
    private final CallTable first = new CallTable(database, "first", InstantSource.system());
    private final CallTable second = new CallTable(database, "second", InstantSource.system());
    private final List<String> lost = new ArrayList<>();
    private final CallRecords records = new CallRecords(first, whichNeverRuns(), lost::add);

    /** The tests say when something is written. */
    private static ScheduledExecutorService whichNeverRuns() {
        var scheduler = new ScheduledThreadPoolExecutor(1, new DiscardPolicy());
        scheduler.shutdown();
        return scheduler;
    }

    private static CallRecord call(CallState phase) {
        return call("call", "t1", phase);
    }

    private static CallRecord call(String id, String token, CallState phase) {
        return new CallRecord(
                id,
                new ResumeHashes(token, null),
                new Caller("browser x", ClientNetwork.of("192.0.2.1")),
                phase,
                Duration.ZERO,
                null,
                null,
                LINE,
                null);
    }

    @Test
    void onlyTheNewestStateIsWritten() throws SQLException {
        records.keep(call(CallState.RINGING));
        records.keep(call(CallState.ESTABLISHED));
        assertThat(records.isWrittenDown("call")).isFalse();

        records.writeNow();

        assertThat(records.isWrittenDown("call")).isTrue();
        assertThat(second.find(List.of("t1")).orElseThrow().call().phase()).isEqualTo(CallState.ESTABLISHED);
    }

    @Test
    void aCallThatAnotherNodeHasTakenIsLost() throws SQLException {
        records.keep(call(CallState.ESTABLISHED));
        records.writeNow();
        second.take(second.find(List.of("t1")).orElseThrow(), new ResumeHashes("t2", "t1"));

        records.findLost();
        records.findLost();

        assertThat(lost).containsExactly("call");
    }

    @Test
    void aCallThatAnotherNodeHasTakenIsLostAtTheNextWriteToo() throws SQLException {
        records.keep(call(CallState.ESTABLISHED));
        records.writeNow();
        second.take(second.find(List.of("t1")).orElseThrow(), new ResumeHashes("t2", "t1"));

        records.keep(call(CallState.ESTABLISHED));
        records.writeNow();

        assertThat(lost).containsExactly("call");
    }

    /** Its row may be gone already when somebody looks. */
    @Test
    void aCallThatEndsInThisMomentIsNotLost() throws SQLException {
        records.keep(call(CallState.ESTABLISHED));
        records.writeNow();

        records.forget("call");
        CallRows.erase(first, "call");
        records.findLost();
        records.writeNow();
        records.findLost();

        assertThat(lost).isEmpty();
        assertThat(records.isWrittenDown("call")).isFalse();
    }

    @Test
    void aCallThatTheDatabaseRefusesHoldsUpNoOther() throws SQLException {
        records.keep(call("longer than the thirty-six characters of an id", "t0", CallState.RINGING));
        records.keep(call("call", "t1", CallState.RINGING));

        records.writeNow();

        assertThat(second.find(List.of("t1"))).isPresent();
        assertThat(records.isWrittenDown("call")).isTrue();
    }
}
