package org.portalvoip.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.portalvoip.janus.Adoption;
import org.portalvoip.janus.JanusAddress;
import org.portalvoip.janus.JanusException;
import org.portalvoip.janus.JanusGateway;
import org.portalvoip.janus.JanusPlace;
import org.portalvoip.testing.database.MemoryDatabase;

/**
 * Which node keeps the master of one that is gone, and from when on a node counts as gone. Longer than 200 lines,
 * because each way to lose a node has its heir.
 */
class NodesTest {
    private static final JanusPlace MASTER = new JanusPlace(JanusAddress.parse("wss://janus.example/janus"), 3, 4);
    private static final int LOOKS_UNTIL_GONE = 4;
    private static final int MANY = 20;

    private final MemoryDatabase memory =
            new MemoryDatabase("V3__calls", "V5__nodes", "V8__calls_to_end", "V9__last_beat", "V12__logins_of_calls");
    private final JdbcDataSource database = memory.source;
    private final NodeTable table = new NodeTable(database, Instant::now);
    private final List<CallOver> abandoned = new ArrayList<>();
    private final List<JanusPlace> adopted = new ArrayList<>();
    private final Nodes nodes = new Nodes(
            table,
            "me",
            new JanusGateway(null) {
                @Override
                public CompletionStage<Adoption> adopt(JanusPlace master) {
                    adopted.add(master);
                    return CompletableFuture.completedFuture(new FakeAdoption());
                }
            },
            new AbandonedCalls(new CallTable(database, "me", Instant::now), abandoned::add));

    private static final class FakeAdoption extends Adoption {
        FakeAdoption() {
            super(null);
        }

        @Override
        public CompletionStage<JanusException> ended() {
            return new CompletableFuture<>();
        }

        @Override
        public CompletionStage<Void> close() {
            return CompletableFuture.completedFuture(null);
        }
    }

    @BeforeEach
    void aCallOfTheOther() throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(
                    "insert into voip_call (id, owner, maker, token, caller, network, phase, begun, janus,"
                            + " call_session, call_handle, master_session) values"
                            + " ('call', 'me', 'other', 't', 'browser', 'net', 'ESTABLISHED', 0, 'wss://janus.example', 1, 2, 3)");
        }
        table.beat("other");
        nodes.needs("other", MASTER);
    }

    private void look(int times) {
        for (int i = 0; i < times; i++) {
            nodes.look();
        }
    }

    private void lookWhileBeats(String node) throws SQLException {
        for (int i = 0; i < MANY; i++) {
            table.beat(node);
            look(1);
        }
    }

    @Test
    void aNodeThatBeatsKeepsItsMasterItself() throws SQLException {
        lookWhileBeats("other");

        assertThat(adopted).isEmpty();
    }

    @Test
    void aNodeThatNoLongerBeatsIsGoneAfterThreeLooks() throws SQLException {
        look(LOOKS_UNTIL_GONE - 1);
        assertThat(adopted).isEmpty();

        look(1);
        assertThat(adopted).containsExactly(MASTER);
        assertThat(table.all().get("other").keeper()).isEqualTo("me");
    }

    @Test
    void aNodeThatLeftOnPurposeIsGoneAtOnce() throws SQLException {
        table.leave("other");

        look(1);
        assertThat(adopted).containsExactly(MASTER);
    }

    @Test
    void aMasterIsLeftToTheNodeThatKeepsItAsLongAsThatOneBeats() throws SQLException {
        table.leave("other");
        table.keep("other", null, "keeper");
        lookWhileBeats("keeper");
        assertThat(adopted).isEmpty();

        look(LOOKS_UNTIL_GONE - 1);
        assertThat(adopted).containsExactly(MASTER);
    }

    @Test
    void onlyANodeWhoseBeatsChangeLives() throws SQLException {
        look(2);
        assertThat(nodes.living()).isEmpty();

        lookWhileBeats("other");
        assertThat(nodes.living()).containsExactly("other");

        look(LOOKS_UNTIL_GONE - 1);
        assertThat(nodes.living()).isEmpty();
    }

    @Test
    void aNodeThatLeavesNoLongerLives() throws SQLException {
        lookWhileBeats("other");
        table.leave("other");
        look(1);

        assertThat(nodes.living()).isEmpty();
    }

    @Test
    void nobodyIsGoneBecauseTheDatabaseIsAway() throws SQLException {
        look(1);
        memory.isAway(true);
        look(MANY);
        memory.isAway(false);
        table.beat("other");
        look(2);

        assertThat(adopted).isEmpty();
    }

    @Test
    void aMasterThatNoCallNeedsAnyMoreIsNotAdopted() throws SQLException {
        CallRows.erase(new CallTable(database, "me", Instant::now), "call");
        look(MANY);

        assertThat(adopted).isEmpty();
    }

    @Test
    void aNodeThatHasLongBeenGoneIsForgotten() throws SQLException {
        table.beat("third");
        look(5 * MANY);

        assertThat(table.all()).doesNotContainKey("third").containsKey("other");
    }

    @Test
    void theCallsOfANodeThatIsForgottenAreOver() throws SQLException {
        table.beat("third");
        theCallIsNowOf("third");
        look(2 * MANY);
        assertThat(abandoned).isEmpty();

        look(3 * MANY);
        assertThat(abandoned).singleElement().extracting(CallOver::call).isEqualTo("call");
    }

    @Test
    void aNodeThatWakesKeepsTheCallsThatItHasHadSince() throws SQLException {
        look(LOOKS_UNTIL_GONE);
        table.beat("other");
        theCallIsNowOf("other");

        look(1);

        assertThat(abandoned).isEmpty();
        assertThat(new CallTable(database, "other", Instant::now).own()).containsExactly("call");
        assertThat(table.all().get("other").keeper()).isNull();
    }

    @Test
    void theLastCallThatNeededTheMasterOfANodeThatIsGoneEndsWhatIsLeftOfIt() throws SQLException {
        look(LOOKS_UNTIL_GONE);
        theCallIsNowOf("other");

        look(1);

        assertThat(abandoned).singleElement().extracting(CallOver::call).isEqualTo("call");
        assertThat(table.all()).doesNotContainKey("other");
    }

    /** In another SIP stack than the one that we keep alive. */
    private void theCallIsNowOf(String node) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("update voip_call set owner = '" + node + "', master_session = 9");
        }
    }
}
