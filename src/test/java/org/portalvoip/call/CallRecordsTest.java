package org.portalvoip.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor.DiscardPolicy;
import java.util.stream.Stream;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.portalvoip.janus.JanusAddress;
import org.portalvoip.janus.JanusPlace;
import org.portalvoip.testing.Await;
import org.portalvoip.testing.database.MemoryDatabase;
import org.portalvoip.web.ClientNetwork;

/**
 * What is written down of the calls of a node, and how it learns which of them it has lost; with a database in memory.
 * Longer than 200 lines, because each case needs the same database and fakes.
 */
class CallRecordsTest {
    private static final int TICKETS = 200;
    private static final JanusPlace LINE = new JanusPlace(JanusAddress.parse("wss://janus.example/janus"), 1, 2);

    private final JdbcDataSource database =
            new MemoryDatabase("V3__calls", "V8__calls_to_end", "V11__used_tokens", "V12__logins_of_calls").source;
    private final CallTable first = new CallTable(database, "first", InstantSource.system());
    private final CallTable second = new CallTable(database, "second", InstantSource.system());
    private final List<String> lost = new ArrayList<>();
    private final List<String> replayed = new ArrayList<>();
    private final CallRecords records = new CallRecords(first, whichNeverRuns(), lost::add, replayed::add);
    private final CallRecords atTheSecond = new CallRecords(second, whichNeverRuns(), lost::add, replayed::add);

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
                null,
                List.of(),
                "");
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

    private static CallRecord admittedBy(String id, String... tickets) {
        return new CallRecord(
                id,
                new ResumeHashes("token of " + id, null),
                new Caller("browser x", ClientNetwork.of("192.0.2.1")),
                CallState.CALLING,
                Duration.ZERO,
                null,
                null,
                LINE,
                null,
                List.of(tickets),
                "");
    }

    @Test
    void aTicketThatWasUsedOnAnotherNodeIsNotGoodForASecondCall() throws SQLException {
        records.keep(admittedBy("call", "t"));
        records.writeNow();
        atTheSecond.keep(admittedBy("replay", "t"));
        atTheSecond.keep(admittedBy("other", "u"));
        atTheSecond.writeNow();

        assertThat(replayed).containsExactly("replay");
        assertThat(first.own()).containsExactly("call");
        assertThat(second.own()).containsExactly("other");
        assertThat(atTheSecond.isWrittenDown("replay")).isFalse();
    }

    @Test
    void theEndOfACallMakesItsTicketNotGoodAgain() throws SQLException {
        records.keep(admittedBy("call", "t"));
        records.writeNow();
        records.forget("call");
        records.writeNow();

        atTheSecond.keep(admittedBy("replay", "t"));
        atTheSecond.writeNow();
        assertThat(replayed).containsExactly("replay");
    }

    @Test
    void whoWasTransferredUsesTwoTicketsAndEitherIsGoodOnce() {
        records.keep(admittedBy("call", "socket", "transfer"));
        records.writeNow();
        atTheSecond.keep(admittedBy("replay", "another socket", "transfer"));
        atTheSecond.writeNow();

        assertThat(replayed).containsExactly("replay");
    }

    /** For example because somebody has brought an older database back. */
    @Test
    void aCallWhoseRowIsGoneIsWrittenAgainAndNotTakenForAReplay() throws SQLException {
        records.keep(admittedBy("call", "t"));
        records.writeNow();
        CallRows.erase(first, "call");
        records.keep(admittedBy("call", "t"));
        records.writeNow();

        assertThat(replayed).isEmpty();
        assertThat(first.own()).containsExactly("call");
    }

    @Test
    void nobodyTellsWhileTheDatabaseIsAway() throws SQLException {
        String address = database.getURL();
        records.keep(admittedBy("call", "t"));
        records.writeNow();
        database.setURL("jdbc:h2:mem:nowhere;IFEXISTS=TRUE");
        atTheSecond.keep(admittedBy("replay", "t"));
        atTheSecond.writeNow();
        assertThat(replayed).isEmpty();

        database.setURL(address);
        atTheSecond.writeNow();
        assertThat(replayed).containsExactly("replay");
    }

    @Test
    void ofTwoNodesThatUseATicketAtTheSameTimeOneHasTheCall() throws Exception {
        List<String> ended = Collections.synchronizedList(new ArrayList<>());
        var one = new CallRecords(first, whichNeverRuns(), lost::add, ended::add);
        var other = new CallRecords(second, whichNeverRuns(), lost::add, ended::add);
        for (int i = 0; i < TICKETS; i++) {
            one.keep(admittedBy("one" + i, "t" + i));
            other.keep(admittedBy("other" + i, "t" + i));
        }
        var threads = Executors.newFixedThreadPool(2);
        try {
            threads.invokeAll(
                    List.of(Executors.callable(() -> one.writeNow()), Executors.callable(() -> other.writeNow())));
        } finally {
            threads.shutdown();
        }
        Await.until(Await.SOON, () -> writtenAgain(one, other) + ended.size(), all -> all == 2 * TICKETS);

        List<String> calls = Stream.concat(first.own().stream(), second.own().stream())
                .map(id -> id.replaceAll("\\D", ""))
                .toList();
        System.out.println(
                TICKETS + " tickets, each at two nodes: " + calls.size() + " calls, " + ended.size() + " ended");
        assertThat(calls).hasSize(TICKETS).doesNotHaveDuplicates();
        assertThat(ended).hasSize(TICKETS);
    }

    /** What met a use of the other node is tried again. */
    private int writtenAgain(CallRecords one, CallRecords other) {
        one.writeNow();
        other.writeNow();
        try {
            return first.own().size() + second.own().size();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void whatNoNodeTakesForGoodAnyMoreIsNotRemembered() throws SQLException {
        Instant[] now = {Instant.parse("2026-11-28T12:00:00Z")};
        CallTable table = new CallTable(database, "first", () -> now[0]);
        CallRows.write(table, admittedBy("call", "t"));
        now[0] = now[0].plus(CallTickets.GOOD_NOWHERE);
        table.removeOldTickets();
        assertThat(CallRows.write(table, admittedBy("early", "t"))).isFalse();

        now[0] = now[0].plusMillis(1);
        table.removeOldTickets();
        assertThat(CallRows.write(table, admittedBy("late", "t"))).isTrue();
    }
}
