package org.portalvoip.call;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.portalvoip.server.ClassPath;

/**
 * Writes the calls of this node down, behind the calls and never in their way: only the newest state of each counts,
 * and while the database is away, it waits here. Longer than 200 lines, because what waits, what is written and what
 * was lost is one state.
 */
final class CallRecords {
    private static final Logger LOG = System.getLogger(CallRecords.class.getName());
    /**
     * What happens to calls within this time is written together. Not much longer: a call whose row is not written yet dies
     * with its node. It is less than a telephone needs to ring.
     */
    private static final int MILLIS_TO_GATHER = 20;

    private static final int MILLIS_TO_NEXT_TRY = 1000;
    /** So that no transaction holds its rows for long. */
    private static final int MOST_TOGETHER = 100;

    /** The classes of the SQL states that tell of the rows, and not of the database. */
    private static final Set<String> ABOUT_ROWS = Set.of("22", "23", "40");

    private final CallTable table;
    private final ScheduledExecutorService scheduler;
    private final Consumer<String> lost;
    private final Consumer<String> replayed;
    /** By the id of the call, in the order in which they came; empty when the row is to be erased. */
    private final Map<String, Optional<CallRecord>> waiting = new LinkedHashMap<>();

    /** The ids of the calls that have a row of ours. */
    private final Set<String> written = new HashSet<>();

    private boolean writing;
    private boolean away;

    /**
     * @param lost gets the id of a call that belongs to another node by now
     * @param replayed gets the id of a call whose ticket was used before; it has no row
     */
    CallRecords(CallTable table, ScheduledExecutorService scheduler, Consumer<String> lost, Consumer<String> replayed) {
        this.table = table;
        this.scheduler = scheduler;
        this.lost = lost;
        this.replayed = replayed;
    }

    /** Writes this down, soon. */
    void keep(CallRecord call) {
        put(call.id(), Optional.of(isWrittenDown(call.id()) ? call.admitted() : call));
    }

    /** The call is over. */
    void forget(String id) {
        put(id, Optional.empty());
    }

    private synchronized void put(String id, Optional<CallRecord> call) {
        waiting.remove(id);
        waiting.put(id, call);
        writeLater(MILLIS_TO_GATHER);
    }

    private synchronized void writeLater(int millis) {
        if (!writing && !waiting.isEmpty()) {
            writing = true;
            ClassPath.later(scheduler, millis, this::writeAll);
        }
    }

    private void writeAll() {
        int pause = MILLIS_TO_GATHER;
        try {
            for (var next = next(); !next.isEmpty(); next = next()) {
                write(next);
                isAway(null);
            }
        } catch (SQLException | RuntimeException e) {
            isAway(e);
            pause = MILLIS_TO_NEXT_TRY;
        }
        synchronized (this) {
            writing = false;
        }
        writeLater(pause);
    }

    private synchronized Map<String, Optional<CallRecord>> next() {
        return waiting.entrySet().stream()
                .limit(MOST_TOGETHER)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** A row that the database refuses takes none of the others with it. */
    private void write(Map<String, Optional<CallRecord>> calls) throws SQLException {
        try {
            done(calls, table.write(calls));
        } catch (SQLException e) {
            if (calls.size() == 1 || !isAboutRows(e)) {
                throw e;
            }
            for (Map.Entry<String, Optional<CallRecord>> call : calls.entrySet()) {
                write(Map.ofEntries(call));
            }
        }
    }

    private static boolean isAboutRows(SQLException failure) {
        return ABOUT_ROWS.stream().anyMatch(String.valueOf(failure.getSQLState())::startsWith);
    }

    private void done(Map<String, Optional<CallRecord>> calls, CallTable.Written written) {
        calls.forEach(this::done);
        written.taken().forEach(this::isLost);
        written.replayed().forEach(this::isReplayed);
    }

    /** It waits until it is written; something newer may have come meanwhile. */
    private synchronized void done(String id, Optional<CallRecord> call) {
        waiting.remove(id, call);
        if (call.isPresent()) {
            written.add(id);
        } else {
            written.remove(id);
        }
    }

    private synchronized void isAway(Exception failure) {
        if (failure != null && !away) {
            LOG.log(Level.WARNING, "The database takes no calls down; no other node can go on with them", failure);
        } else if (failure == null && away) {
            LOG.log(Level.INFO, "The database takes calls down again");
        }
        away = failure != null;
    }

    /** Whether this call has a row, as far as this node knows. */
    synchronized boolean isWrittenDown(String id) {
        return written.contains(id);
    }

    /** Whether any call has a row of ours, as far as this node knows. */
    synchronized boolean anyWrittenDown() {
        return !written.isEmpty();
    }

    /** A row of another node has become ours. */
    synchronized void isOurs(String id) {
        written.add(id);
    }

    /** Tells which calls others have taken, without having been asked to write. */
    void findLost() {
        try {
            Set<String> missing;
            synchronized (this) {
                missing = new HashSet<>(written);
            }
            missing.removeAll(table.own());
            missing.stream().filter(this::isStillNeeded).forEach(this::isLost);
        } catch (SQLException | RuntimeException e) {
            isAway(e);
        }
    }

    /** A call that ends in this moment has no row either. */
    private synchronized boolean isStillNeeded(String id) {
        Optional<CallRecord> next = waiting.get(id);
        return written.contains(id) && (next == null || next.isPresent());
    }

    private void isLost(String id) {
        hasNoRow(id);
        lost.accept(id);
    }

    private void isReplayed(String id) {
        hasNoRow(id);
        replayed.accept(id);
    }

    private synchronized void hasNoRow(String id) {
        written.remove(id);
    }

    /** Writes down what waits, on this thread. */
    void writeNow() {
        writeAll();
    }
}
