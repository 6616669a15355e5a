package org.portalvoip.history.calls;

import java.time.Duration;
import java.time.Instant;
import org.h2.jdbcx.JdbcDataSource;
import org.portalvoip.call.CallOver;
import org.portalvoip.call.CallQuality;
import org.portalvoip.call.EndReason;
import org.portalvoip.testing.database.MemoryDatabase;

/** The list of calls on a database in memory, which can be away. */
final class CallLogDatabase {
    static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");

    private final MemoryDatabase memory = new MemoryDatabase("V6__call_log");
    final JdbcDataSource source = memory.source;

    void isAway(boolean away) {
        memory.isAway(away);
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
