package org.portalvoip.history.calls;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.h2.jdbcx.JdbcDataSource;
import org.h2.tools.RunScript;
import org.portalvoip.call.CallOver;
import org.portalvoip.call.CallQuality;
import org.portalvoip.call.EndReason;

/** The list of calls on a database in memory, which can be away. */
final class CallLogDatabase {
    static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");

    final JdbcDataSource source = new JdbcDataSource();
    private final String address = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";

    CallLogDatabase() {
        isAway(false);
        try (var connection = source.getConnection();
                var script = new InputStreamReader(
                        CallLogTable.class.getResourceAsStream("/db/migration/V6__call_log.sql"),
                        StandardCharsets.UTF_8)) {
            RunScript.execute(connection, script);
        } catch (SQLException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    void isAway(boolean away) {
        source.setURL(away ? "jdbc:h2:mem:nowhere;IFEXISTS=TRUE" : address);
    }

    /** A call that was over so long before {@link #NOW}. */
    static LoggedCall call(String id, Duration ago, EndReason reason, Integer secondsSpoken) {
        Duration spoken = secondsSpoken == null ? null : Duration.ofSeconds(secondsSpoken);
        CallQuality quality = new CallQuality(4, 35, CallQuality.Route.HOST, "OPUS");
        CallOver over = new CallOver(
                id,
                ago,
                Duration.ofSeconds(7),
                spoken,
                reason,
                486,
                "Busy here",
                "192.0.2.x",
                "first",
                "id@desk",
                spoken == null ? null : quality);
        return LoggedCall.of(over, NOW);
    }
}
