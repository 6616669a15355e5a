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
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Writes the calls of this node down, behind the calls and never in their way: only the newest state of each counts,
 * and while the database is away, it waits here.
 */
final class CallRecords {
    private static final Logger LOG = System.getLogger(CallRecords.class.getName());
    private static final int SECONDS_TO_NEXT_TRY = 1;

    private final CallTable table;
    private final ScheduledExecutorService scheduler;
    private final Consumer<String> lost;
    /** By the id of the call, in the order in which they came; empty when the row is to be erased. */
    private final Map<String, Optional<CallRecord>> waiting = new LinkedHashMap<>();

    /** The ids of the calls that have a row of ours. */
    private final Set<String> written = new HashSet<>();

    private boolean writing;
    private boolean away;

    /** @param lost gets the id of a call that belongs to another node by now */
    CallRecords(CallTable table, ScheduledExecutorService scheduler, Consumer<String> lost) {
        this.table = table;
        this.scheduler = scheduler;
        this.lost = lost;
    }

    /** Writes this down, soon. */
    void keep(CallRecord call) {
        put(call.id(), Optional.of(call));
    }

    /** The call is over. */
    void forget(String id) {
        put(id, Optional.empty());
    }

    private synchronized void put(String id, Optional<CallRecord> call) {
        waiting.remove(id);
        waiting.put(id, call);
        writeLater(0);
    }

    private synchronized void writeLater(int seconds) {
        if (!writing && !waiting.isEmpty()) {
            writing = true;
            var unused = scheduler.schedule(this::writeAll, seconds, TimeUnit.SECONDS);
        }
    }

    private void writeAll() {
        int pause = 0;
        try {
            for (var next = next(); next.isPresent(); next = next()) {
                write(next.get().getKey(), next.get().getValue());
                done(next.get());
                isAway(null);
            }
        } catch (SQLException | RuntimeException e) {
            isAway(e);
            pause = SECONDS_TO_NEXT_TRY;
        }
        synchronized (this) {
            writing = false;
        }
        writeLater(pause);
    }

    private synchronized Optional<Map.Entry<String, Optional<CallRecord>>> next() {
        return waiting.entrySet().stream().findFirst().map(Map.Entry::copyOf);
    }

    /** It stays here until it is written; something newer may have come meanwhile. */
    private synchronized void done(Map.Entry<String, Optional<CallRecord>> written) {
        waiting.remove(written.getKey(), written.getValue());
    }

    private void write(String id, Optional<CallRecord> call) throws SQLException {
        if (call.isEmpty()) {
            table.erase(id);
            forgetRow(id);
        } else if (table.write(call.get())) {
            isOurs(id);
        } else {
            isLost(id);
        }
    }

    private synchronized void forgetRow(String id) {
        written.remove(id);
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
        synchronized (this) {
            written.remove(id);
        }
        lost.accept(id);
    }

    /** Writes down what waits, on this thread. */
    void writeNow() {
        writeAll();
    }
}
