package org.portalvoip.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.logging.Level;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.portalvoip.janus.JanusAddress;
import org.portalvoip.janus.JanusPlace;
import org.portalvoip.testing.LogCapture;
import org.portalvoip.testing.database.MemoryDatabase;
import org.portalvoip.web.ClientNetwork;

/** Two nodes count each other's calls, on a database in memory. */
class ClusterLimitsTest {
    private static final Caller ANA = new Caller("browser 1", ClientNetwork.of("192.0.2.1"));
    private static final JanusPlace LINE = new JanusPlace(JanusAddress.parse("wss://janus.example/janus"), 1, 2);
    private static final int PER_CALLER = 3;
    private static final int PER_MINUTE = 5;

    private final MemoryDatabase memory = new MemoryDatabase("V3__calls", "V8__calls_to_end", "V12__logins_of_calls");
    private final JdbcDataSource database = memory.source;
    private Duration now = Duration.ofDays(1);
    private Set<String> living = Set.of("first", "second");
    private final Node first = new Node("first");
    private final Node second = new Node("second");

    /** One node. */
    private final class Node {
        private final CallLimits limits = new CallLimits(new CallLimits.Most(100, PER_CALLER, 30, PER_MINUTE, 60));
        private final CallTable calls;
        private final ClusterLimits all;

        Node(String id) {
            calls = new CallTable(database, id, InstantSource.system());
            all = new ClusterLimits(limits, calls, new RingTable(database, id), () -> living, () -> now);
        }

        void call(String id) throws SQLException {
            assertThat(limits.acquire(ANA, now)).isEmpty();
            CallRows.write(
                    calls,
                    new CallRecord(
                            id,
                            new ResumeHashes(id, null),
                            ANA,
                            CallState.CALLING,
                            Duration.ZERO,
                            null,
                            null,
                            LINE,
                            null,
                            List.of(),
                            ""));
        }
    }

    /** What one node writes down, the other reads the next time. */
    private void exchange() {
        first.all.exchange();
        second.all.exchange();
        first.all.exchange();
    }

    private int rows(String table) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select count(*) from " + table)) {
            rows.next();
            return rows.getInt(1);
        }
    }

    @Test
    void aCallerHasTheSameLinesOnBothNodesTogether() throws SQLException {
        for (int i = 0; i < PER_CALLER; i++) {
            first.call("call " + i);
        }
        exchange();
        assertThat(second.limits.acquire(ANA, now)).contains(EndReason.TOO_MANY);
        assertThat(first.limits.acquire(ANA, now)).contains(EndReason.TOO_MANY);

        CallRows.erase(first.calls, "call 0");
        exchange();
        assertThat(second.limits.acquire(ANA, now)).isEmpty();
    }

    @Test
    void aRingCountsOnceOnTheOtherNodeForAMinuteAndLeavesNoRow() throws SQLException {
        for (int i = 0; i < PER_MINUTE; i++) {
            assertThat(first.limits.acquire(ANA, now)).isEmpty();
            first.limits.release(ANA);
            exchange();
        }
        assertThat(second.limits.acquire(ANA, now)).contains(EndReason.TOO_FAST);
        assertThat(rows("voip_ring")).isEqualTo(PER_MINUTE);

        now = now.plusSeconds(60 / PER_MINUTE);
        exchange();
        assertThat(second.limits.acquire(ANA, now)).isEmpty();
        exchange();
        assertThat(first.limits.acquire(ANA, now)).contains(EndReason.TOO_FAST);

        now = now.plusSeconds(61);
        exchange();
        assertThat(rows("voip_ring")).isZero();
    }

    @Test
    void aNodeThatStartsLearnsOfTheRingsOfTheLastMinute() {
        for (int i = 0; i < PER_MINUTE; i++) {
            first.limits.acquire(ANA, now);
            first.limits.release(ANA);
        }
        exchange();
        Node third = new Node("third");
        third.all.exchange();

        assertThat(third.limits.acquire(ANA, now)).contains(EndReason.TOO_FAST);
    }

    @Test
    void aNodeThatDoesNotLiveTakesNothing() throws SQLException {
        for (int i = 0; i < PER_CALLER; i++) {
            first.call("call " + i);
        }
        exchange();
        living = Set.of("second", "third");
        exchange();

        assertThat(second.limits.acquire(ANA, now)).isEmpty();
    }

    @Test
    void aNodeAloneWritesNothing() throws SQLException {
        living = Set.of();
        first.limits.acquire(ANA, now);
        exchange();

        assertThat(rows("voip_ring")).isZero();
    }

    @Test
    void whileTheDatabaseIsAwayEachCountsForItselfAndSaysSoOnce() throws SQLException {
        for (int i = 0; i < PER_CALLER; i++) {
            first.call("call " + i);
        }
        exchange();
        try (LogCapture log = new LogCapture(ClusterLimits.class)) {
            memory.isAway(true);
            second.all.exchange();
            second.all.exchange();
            assertThat(second.limits.acquire(ANA, now)).isEmpty();
            assertThat(log.messages(Level.WARNING)).singleElement().asString().contains("this node only");

            memory.isAway(false);
            second.all.exchange();
            assertThat(second.limits.acquire(ANA, now)).contains(EndReason.TOO_MANY);
            assertThat(log.messages(Level.INFO)).singleElement().asString().contains("all nodes again");
        }
    }
}
