package org.portalvoip.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.portalvoip.call.CallTable.Foreign;
import org.portalvoip.call.NodeTable.Node;
import org.portalvoip.janus.JanusAddress;
import org.portalvoip.janus.JanusPlace;
import org.portalvoip.testing.database.MemoryDatabase;
import org.portalvoip.web.ClientNetwork;

/**
 * What nodes tell each other of their calls and of themselves, on a database in memory. Longer than 200 lines, because
 * each statement of the table is tried with two nodes.
 */
class CallTableTest {
    private static final JanusAddress JANUS = JanusAddress.parse("wss://janus.example/janus");
    private static final PortalUser ANA = PortalUser.of("ana", "Ana", "INC-1", false);
    private static final Caller CALLER = new Caller(ANA.who(), ClientNetwork.of("2001:db8:0:1::1"), Optional.of(ANA));

    private final JdbcDataSource database = new MemoryDatabase(
                    "V3__calls", "V5__nodes", "V8__calls_to_end", "V9__last_beat", "V12__logins_of_calls")
            .source;
    private Instant now = Instant.parse("2026-11-26T12:00:00Z");
    private final CallTable first = new CallTable(database, "first", () -> now);
    private final CallTable second = new CallTable(database, "second", () -> now);
    private final NodeTable nodes = new NodeTable(database, () -> now);

    private static CallRecord call(String token, String before, CallState phase, Duration spoken) {
        return new CallRecord(
                "call",
                new ResumeHashes(token, before),
                CALLER,
                phase,
                Duration.ofSeconds(20),
                spoken,
                "id@host",
                new JanusPlace(JANUS, 1L << 52, 2),
                new JanusPlace(JANUS, 3, 4),
                List.of(),
                "");
    }

    private static CallRecord talk() {
        return call("t1", null, CallState.ESTABLISHED, Duration.ofSeconds(10));
    }

    @Test
    void anotherNodeFindsEverythingThatItNeeds() throws SQLException {
        assertThat(CallRows.write(first, talk())).isTrue();
        now = now.plusSeconds(5);

        Foreign found = second.find(List.of("t1")).orElseThrow();

        assertThat(found.owner()).isEqualTo("first");
        assertThat(found.maker()).isEqualTo("first");
        assertThat(found.call().age()).isEqualTo(Duration.ofSeconds(25));
        assertThat(found.call().spoken()).isEqualTo(Duration.ofSeconds(15));
        assertThat(found.call())
                .usingRecursiveComparison()
                .ignoringFields("age", "spoken")
                .isEqualTo(talk());
    }

    @Test
    void bothTokensAreGoodUntilTheBrowserHasTheLast() throws SQLException {
        CallRows.write(first, call("t1", null, CallState.RINGING, null));
        CallRows.write(first, call("t2", "t1", CallState.ESTABLISHED, Duration.ZERO));

        assertThat(second.find(List.of("t1"))).isPresent();
        assertThat(second.find(List.of("t2")))
                .map(found -> found.call().phase())
                .contains(CallState.ESTABLISHED);

        CallRows.write(first, call("t2", null, CallState.ESTABLISHED, Duration.ZERO));
        assertThat(second.find(List.of("t1"))).isEmpty();
        assertThat(first.find(List.of("t2"))).isEmpty();
    }

    /** An attempt of its browser that comes late must not learn that there is no such call. */
    @Test
    void aNodeFindsWhatItHasJustTaken() throws SQLException {
        CallRows.write(first, call("t1", null, CallState.ESTABLISHED, Duration.ZERO));
        second.take(second.find(List.of("t1")).orElseThrow(), new ResumeHashes("t2", "t1"));

        assertThat(second.find(List.of("t1"))).isEmpty();
        assertThat(second.findOurs(List.of("t1"))).isPresent();
        assertThat(first.findOurs(List.of("t1"))).isEmpty();
    }

    @Test
    void oneTokenOfManyIsEnough() throws SQLException {
        CallRows.write(first, call("t2", "t1", CallState.ESTABLISHED, Duration.ZERO));

        assertThat(second.find(List.of("t5", "t4", "t3", "t1"))).isPresent();
        assertThat(second.find(List.of("t5", "t4", "t3"))).isEmpty();
        assertThat(new ResumeHashes("t2", "t1").newestOf(List.of("t3", "t1"))).isEqualTo("t1");
    }

    @Test
    void theNodeThatHasACallLearnsThatItIsToBeEnded() throws SQLException {
        CallRows.write(first, talk());
        assertThat(first.toEnd()).isEmpty();

        assertThat(second.askToEnd("call")).isTrue();
        assertThat(first.toEnd()).containsExactly(entry("call", EndReason.ADMINISTRATOR));
        assertThat(second.toEnd()).isEmpty();

        second.take(second.find(List.of("t1")).orElseThrow(), new ResumeHashes("t2", "t1"));
        assertThat(second.toEnd()).containsExactly(entry("call", EndReason.ADMINISTRATOR));
        assertThat(second.askToEnd("another")).isFalse();
    }

    /** The sign-out comes to the node at which the user signed in. */
    @Test
    void whereverACallGoesOnItEndsWithItsLogin() throws SQLException {
        CallRecord ofLogin = new CallRecord(
                "call",
                new ResumeHashes("t1", null),
                CALLER,
                CallState.ESTABLISHED,
                Duration.ZERO,
                Duration.ZERO,
                "id@host",
                new JanusPlace(JANUS, 1, 2),
                null,
                List.of(),
                "ana's login");
        CallRows.write(first, ofLogin);
        Foreign found = second.find(List.of("t1")).orElseThrow();
        assertThat(found.call().login()).isEqualTo("ana's login");
        second.take(found, new ResumeHashes("t2", "t1"));

        first.askToEndWith("another login");
        assertThat(second.toEnd()).isEmpty();
        first.askToEndWith("ana's login");
        assertThat(second.toEnd()).containsExactly(entry("call", EndReason.NOT_ALLOWED));
    }

    @Test
    void onlyOneNodeTakesACall() throws SQLException {
        CallTable third = new CallTable(database, "third", () -> now);
        CallRows.write(first, talk());
        Foreign seenBySecond = second.find(List.of("t1")).orElseThrow();
        Foreign seenByThird = third.find(List.of("t1")).orElseThrow();

        assertThat(second.take(seenBySecond, new ResumeHashes("t2", "t1"))).isTrue();
        assertThat(third.take(seenByThird, new ResumeHashes("t3", "t1"))).isFalse();

        assertThat(second.own()).containsExactly("call");
        assertThat(first.own()).isEmpty();
        assertThat(third.find(List.of("t1")).orElseThrow().maker()).isEqualTo("first");
    }

    @Test
    void aNodeIsNeededAsLongAsACallThatBeganOnItRunsElsewhere() throws SQLException {
        CallRows.write(first, talk());
        assertThat(first.othersNeedUs()).isFalse();

        second.take(second.find(List.of("t1")).orElseThrow(), new ResumeHashes("t2", "t1"));
        assertThat(first.othersNeedUs()).isTrue();
        assertThat(second.othersNeedUs()).isFalse();

        CallRows.erase(second, "call");
        assertThat(first.othersNeedUs()).isFalse();
    }

    @Test
    void whoHasLostACallCanNeitherWriteNorEraseItsRow() throws SQLException {
        CallRows.write(first, talk());
        second.take(second.find(List.of("t1")).orElseThrow(), new ResumeHashes("t2", "t1"));

        assertThat(CallRows.write(first, talk())).isFalse();
        CallRows.erase(first, "call");

        assertThat(second.own()).containsExactly("call");
        CallRows.erase(second, "call");
        assertThat(second.own()).isEmpty();
    }

    @Test
    void aLineWithAStackOfItsOwnHasNoMaster() throws SQLException {
        CallRecord alone = new CallRecord(
                "call",
                new ResumeHashes("t1", null),
                new Caller("browser x", ClientNetwork.of("192.0.2.1")),
                CallState.RINGING,
                Duration.ZERO,
                null,
                null,
                new JanusPlace(JANUS, 1, 2),
                null,
                List.of(),
                "");
        CallRows.write(first, alone);

        assertThat(second.find(List.of("t1"))).map(Foreign::call).contains(alone);
    }

    @Test
    void aNodeCountsItsBeatsAndSaysWhenItLeaves() throws SQLException {
        nodes.beat("first");
        nodes.beat("first");
        now = now.plusSeconds(7);
        Duration silent = Duration.ofSeconds(7);
        assertThat(nodes.all()).containsOnlyKeys("first").containsValue(new Node(2, null, "", silent));

        nodes.leave("first");
        assertThat(nodes.all()).containsValue(new Node(NodeTable.GONE, null, "", silent));
    }

    @Test
    void onlyOneNodeKeepsTheMasterOfAnother() throws SQLException {
        nodes.beat("first");

        assertThat(nodes.keep("first", null, "second")).isTrue();
        assertThat(nodes.keep("first", null, "third")).isFalse();
        assertThat(nodes.keep("first", "second", "third")).isTrue();
        assertThat(nodes.all().get("first").keeper()).isEqualTo("third");
    }

    @Test
    void aMasterIsInUseAsLongAsAnyNodeHasACallOfIt() throws SQLException {
        CallRows.write(first, talk());
        second.take(second.find(List.of("t1")).orElseThrow(), new ResumeHashes("t2", "t1"));
        assertThat(nodes.isInUse(3)).isTrue();

        CallRows.erase(second, "call");
        assertThat(nodes.isInUse(3)).isFalse();
    }

    @Test
    void theEndOfACallThatNobodyHasTakenIsToldOnce() throws SQLException {
        CallRows.write(first, talk());
        nodes.beat("first");
        now = now.plusSeconds(180);
        Node gone = new Node(1, null, "north", Duration.ofSeconds(178));
        List<CallOver> told = new ArrayList<>();

        new AbandonedCalls(second, told::add).end("first", gone);
        new AbandonedCalls(new CallTable(database, "third", () -> now), told::add).end("first", gone);

        assertThat(first.own()).isEmpty();
        assertThat(told)
                .containsExactly(new CallOver(
                        "call",
                        Duration.ofSeconds(200),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(12),
                        EndReason.NETWORK_LOST,
                        0,
                        null,
                        "Ana",
                        "north",
                        "id@host",
                        null));
    }

    @Test
    void aCallThatWasNeverAnsweredHasWaitedUntilItsNodeWasLastSeen() throws SQLException {
        CallRows.write(first, call("t1", null, CallState.RINGING, null));
        now = now.plusSeconds(180);
        List<CallOver> told = new ArrayList<>();

        new AbandonedCalls(second, told::add).end("first", new Node(1, null, "", Duration.ofSeconds(175)));

        assertThat(told).singleElement().satisfies(over -> {
            assertThat(over.waited()).hasSeconds(25);
            assertThat(over.spoken()).isNull();
        });
    }

    @Test
    void administratorsSeeTheCallsOfAllNodesWithWhatIsKnownOfTheCaller() throws SQLException {
        CallRows.write(first, talk());
        now = now.plusSeconds(5);

        RunningCall call = second.all().get(0);
        assertThat(call.node()).isEqualTo("first");
        assertThat(call.phase()).isEqualTo(CallState.ESTABLISHED);
        assertThat(call.age()).hasSeconds(25);
        assertThat(call.caller()).isEqualTo("Ana");
    }

    @Test
    void aCallerWithoutANameIsAShortenedAddress() {
        assertThat(new Caller("browser 0a1b", ClientNetwork.of("192.0.2.77")).shown())
                .isEqualTo("192.0.2.x");
        assertThat(new Caller("browser 0a1b", ClientNetwork.of("2001:db8:1:2::3")).shown())
                .isEqualTo("2001:db8:1::/48");
        assertThat(new Caller("user admin", ClientNetwork.of("192.0.2.77")).shown())
                .isEqualTo("admin");
    }

    @Test
    void aNodeDescribesItselfAndSaysWhenItHasLeft() throws SQLException {
        NodeCard card = new NodeCard("first", "one", "1.0", "gateway", NodeCard.State.THIS);
        assertThat(nodes.beat("first")).isTrue();
        assertThat(nodes.beat("first")).isFalse();
        nodes.describe(card);
        assertThat(nodes.cards()).containsExactly(card.in(NodeCard.State.SILENT));

        nodes.leave("first");
        assertThat(nodes.cards()).containsExactly(card.in(NodeCard.State.LEFT));
    }

    @Test
    void aNodeOfAnEarlierVersionHasNothingButItsId() throws SQLException {
        nodes.beat("old");

        assertThat(nodes.cards()).containsExactly(new NodeCard("old", "", "", "", NodeCard.State.SILENT));
    }
}
