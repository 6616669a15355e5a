package org.portalvoip.call;

import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;

/** One call in the table at a time. */
final class CallRows {
    private CallRows() {}

    /** False if another node has taken the call. */
    static boolean write(CallTable table, CallRecord call) throws SQLException {
        return table.write(Map.of(call.id(), Optional.of(call))).isEmpty();
    }

    static void erase(CallTable table, String id) throws SQLException {
        table.write(Map.of(id, Optional.empty()));
    }
}
