package org.portalvoip.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.logging.Level;
import org.h2.jdbcx.JdbcDataSource;
import org.h2.tools.RunScript;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.portalvoip.testing.LogCapture;
import org.portalvoip.web.RefusalLog;

/** A token that one node has accepted is not accepted by another, on a database in memory. */
class UsedTokensTest {
    private static final Duration KEPT = Duration.ofHours(2);
    private static final Duration TIME_TO_ANSWER = Duration.ofSeconds(1);
    private static final int TIMES = 200;

    private final JdbcDataSource database = new JdbcDataSource();
    private Instant now = Instant.parse("2026-07-01T12:00:00Z");

    @BeforeEach
    void theTable() throws SQLException, IOException {
        database.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        try (var connection = database.getConnection();
                var script = new InputStreamReader(
                        UsedTokens.class.getResourceAsStream("/db/migration/V11__used_tokens.sql"),
                        StandardCharsets.UTF_8)) {
            RunScript.execute(connection, script);
        }
    }

    private UsedTokens node() {
        return node(Runnable::run);
    }

    private UsedTokens node(Executor executor) {
        return new UsedTokens(database, executor, () -> now, KEPT, TIME_TO_ANSWER);
    }

    private int rows() throws SQLException {
        try (var connection = database.getConnection();
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
        database.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";IFEXISTS=TRUE");
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
