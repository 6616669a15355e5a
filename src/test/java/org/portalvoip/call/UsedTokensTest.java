package org.portalvoip.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;
import org.portalvoip.testing.LogCapture;
import org.portalvoip.testing.database.MemoryDatabase;
import org.portalvoip.web.RefusalLog;

/** A token that one node has accepted is not accepted by another, on a database in memory. */
class UsedTokensTest {
    private static final Duration KEPT = Duration.ofHours(2);
    private static final Duration TIME_TO_ANSWER = Duration.ofSeconds(1);
    private static final int TIMES = 200;

    private final MemoryDatabase database = new MemoryDatabase("V11__used_tokens");
    private Instant now = Instant.parse("2026-07-01T12:00:00Z");

    private UsedTokens node() {
        return node(Runnable::run);
    }

    private UsedTokens node(Executor executor) {
        return new UsedTokens(database.source, executor, () -> now, KEPT, TIME_TO_ANSWER);
    }

    private int rows() throws SQLException {
        try (var connection = database.source.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select count(*) from voip_used_token")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    @Test
    void whatOneNodeHasAcceptedIsUsedForAllAndAfterARestart() {
        assertThat(node().use("1")).isTrue();
        assertThat(node().use("1")).isFalse();
        assertThat(node().use("2")).isTrue();
    }

    @Test
    void ofNodesThatAreAskedAtTheSameTimeOneAccepts() throws Exception {
        var nodes = Executors.newFixedThreadPool(2);
        try {
            for (int i = 0; i < TIMES; i++) {
                String id = "token " + i;
                var answers = nodes.invokeAll(List.of(() -> node().use(id), () -> node().use(id)));
                assertThat(List.of(answers.get(0).get(), answers.get(1).get())).containsOnlyOnce(true);
            }
        } finally {
            nodes.shutdownNow();
        }
    }

    @Test
    void aUseIsForgottenAfterItsTime() throws SQLException {
        node().use("1");
        now = now.plus(KEPT).plusMillis(1);
        node().use("2");
        assertThat(rows()).isOne();
    }

    @Test
    void withoutTheDatabaseATokenIsAcceptedAndTheLogSaysSo() {
        database.isAway(true);
        try (LogCapture log = new LogCapture(RefusalLog.class)) {
            assertThat(node().use("1")).isTrue();
            assertThat(log.messages(Level.WARNING))
                    .hasSize(1)
                    .first()
                    .asString()
                    .contains("does not tell whether");
        }
    }

    @Test
    void nobodyWaitsForADatabaseThatIsSilent() {
        assertThat(node(neverCarriedOut -> {}).use("1")).isTrue();
    }
}
