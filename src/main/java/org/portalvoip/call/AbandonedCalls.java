package org.portalvoip.call;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.util.function.Consumer;

/** The calls of nodes that are gone, to which no browser has come back: nobody else would tell of their end. */
final class AbandonedCalls {
    private static final Logger LOG = System.getLogger(AbandonedCalls.class.getName());

    private final CallTable table;
    private final Consumer<CallOver> witness;

    AbandonedCalls(CallTable table, Consumer<CallOver> witness) {
        this.table = table;
        this.witness = witness;
    }

    /** Tells of each call of {@code node} once, although other nodes may do so at the same time, and removes its row. */
    void end(String node, NodeTable.Node seen) throws SQLException {
        for (CallRecord call : table.of(node)) {
            if (table.erase(call.id(), node)) {
                LOG.log(
                        Level.INFO,
                        "Call {0} ended with its node {1}: its browser did not come back",
                        call.id(),
                        seen.name());
                witness.accept(CallOver.abandoned(call, seen));
            }
        }
    }
}
