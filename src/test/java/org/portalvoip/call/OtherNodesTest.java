package org.portalvoip.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.portalvoip.janus.JanusAddress;
import org.portalvoip.janus.JanusPlace;
import org.portalvoip.testing.database.MemoryDatabase;
import org.portalvoip.web.ClientNetwork;

/** How a node takes the call of another one, when several attempts of its browser reach it. */
class OtherNodesTest {
    private static final JanusPlace LINE = new JanusPlace(JanusAddress.parse("wss://janus.example/janus"), 1, 2);
    private static final Caller ANA = new Caller("browser of ana", ClientNetwork.of("192.0.2.1"));

    private final MemoryDatabase database =
            new MemoryDatabase("V3__calls", "V5__nodes", "V8__calls_to_end", "V9__last_beat", "V12__logins_of_calls");
    private final CallTable other = new CallTable(database.source, "other", InstantSource.system());
    private final OtherNodes nodes = new OtherNodes();

    @BeforeEach
    @SuppressWarnings("UnnecessaryAssignment") // what CDI does in a server
    void aTalkAtTheOther() throws Exception {
        nodes.dataSource = database.source;
        nodes.scheduler = (ManagedScheduledExecutorService) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {ManagedScheduledExecutorService.class},
                (proxy, method, arguments) -> null);
        nodes.start(lost -> {}, replayed -> {}, (unwanted, why) -> {}, over -> {});
        CallRows.write(
                other,
                new CallRecord(
                        "call",
                        new ResumeHashes("t1", null),
                        ANA,
                        CallState.ESTABLISHED,
                        Duration.ofSeconds(20),
                        Duration.ofSeconds(10),
                        "id@host",
                        LINE,
                        LINE,
                        List.of(),
                        ""));
    }

    private Optional<CallRecord> take(String next, String... used) throws Exception {
        return nodes.take(next, List.of(used), call -> call.caller().equals(ANA));
    }

    @Test
    void theFirstAttemptTakesTheCall() throws Exception {
        assertThat(take("t2", "t1")).map(CallRecord::tokens).contains(new ResumeHashes("t2", "t1"));
    }

    @Test
    void anAttemptThatComesLateHasToAskAgain() throws Exception {
        take("t2", "t1");
        assertThatThrownBy(() -> take("t3", "t1")).isInstanceOf(OtherNodes.OnItsWay.class);
    }

    @Test
    void whoKnowsNoGoodTokenLearnsThatThereIsNoSuchCall() throws Exception {
        assertThat(take("t2", "t0")).isEmpty();
        take("t2", "t1");
        assertThat(take("t3", "t0")).isEmpty();
    }

    @Test
    void somebodyElseLearnsNothingOfACallThatIsHere() throws Exception {
        take("t2", "t1");
        assertThat(nodes.take("t3", List.of("t1"), call -> false)).isEmpty();
    }
}
