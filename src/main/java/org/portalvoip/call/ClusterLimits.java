package org.portalvoip.call;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Lets the limits of this node count what the other nodes do, and theirs what this one does, by the database and never
 * in the way of a call. While the database is away, and where there is no other node, each counts for itself.
 */
final class ClusterLimits {
    private static final Logger LOG = System.getLogger(ClusterLimits.class.getName());
    /** After this time a ring no longer counts anywhere. */
    private static final Duration MINUTE = Duration.ofMinutes(1);

    /** The rings of this node up to a turn, and when they were written down. */
    private record Written(long turn, Duration at) {}

    private final CallLimits limits;
    private final CallTable calls;
    private final RingTable rings;
    private final Supplier<Set<String>> others;
    private final Supplier<Duration> clock;
    private final Deque<Written> written = new ArrayDeque<>();
    private boolean away;

    /**
     * @param others the nodes that live beside this one
     * @param clock that of the limits
     */
    ClusterLimits(
            CallLimits limits,
            CallTable calls,
            RingTable rings,
            Supplier<Set<String>> others,
            Supplier<Duration> clock) {
        this.limits = limits;
        this.calls = calls;
        this.rings = rings;
        this.others = others;
        this.clock = clock;
    }

    /** To be called twice a second, never twice at once. */
    void exchange() {
        List<Caller> rung = limits.takeRings();
        Set<String> living = others.get();
        try {
            removeOld();
            if (living.isEmpty()) {
                limits.countElsewhere(Map.of());
                return;
            }
            tell(rung);
            limits.countElsewhere(calls.running(living));
            rings.newOnes(living).forEach(caller -> limits.rangElsewhere(caller, clock.get()));
            isAway(null);
        } catch (SQLException | RuntimeException e) {
            limits.countElsewhere(Map.of());
            isAway(e);
        }
    }

    private void tell(List<Caller> rung) throws SQLException {
        if (rung.isEmpty()) {
            return;
        }
        try {
            rings.add(rung);
        } finally {
            // Some of them may have been written down.
            written.add(new Written(rings.turn(), clock.get()));
        }
    }

    private void removeOld() throws SQLException {
        Duration old = clock.get().minus(MINUTE);
        while (!written.isEmpty() && written.peek().at().compareTo(old) < 0) {
            rings.remove(written.peek().turn());
            written.remove();
        }
    }

    private void isAway(Exception failure) {
        if (failure != null && !away) {
            LOG.log(
                    Level.WARNING,
                    "The database does not tell of the calls of other nodes: until it does, the limits count the calls of"
                            + " this node only",
                    failure);
        } else if (failure == null && away) {
            LOG.log(Level.INFO, "The limits count the calls of all nodes again");
        }
        away = failure != null;
    }
}
