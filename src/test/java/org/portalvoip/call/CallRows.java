package org.portalvoip.call;

import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;

/** One call in the table at a time. */
final class CallRows {
    private CallRows() {}

    /** False if another node has taken the call, or its ticket was used before. */
    static boolean write(CallTable table, CallRecord call) throws SQLException {
        var written = table.write(Map.of(call.id(), Optional.of(call)));
        return written.taken().isEmpty() && written.replayed().isEmpty();
    }

    static void erase(CallTable table, String id) throws SQLException {
        table.write(Map.of(id, Optional.empty()));
    }
}
