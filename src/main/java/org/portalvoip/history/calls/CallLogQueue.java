package org.portalvoip.history.calls;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import org.portalvoip.server.ClassPath;

/**
 * The calls that are still to be written: behind the calls, never in their way. While the database is away they wait
 * here; when there is no more room, the calls that come are dropped and counted.
 */
final class CallLogQueue {
    private static final Logger LOG = System.getLogger(CallLogQueue.class.getName());
    /** Calls that end within this time are written together. No longer: their callers rate them as soon as they are over. */
    private static final int MILLIS_TO_GATHER = 5;

    private static final int MILLIS_TO_NEXT_TRY = 2000;
    /** So that no transaction holds its rows for long. */
    private static final int MOST_TOGETHER = 100;

    private final CallLogTable table;
    private final ScheduledExecutorService scheduler;
    private final int most;
    private final Deque<LoggedCall> waiting = new ArrayDeque<>();
    private boolean writing;
    private boolean away;
    private long dropped;

    /** @param most how many calls may wait */
    CallLogQueue(CallLogTable table, ScheduledExecutorService scheduler, int most) {
        this.table = table;
        this.scheduler = scheduler;
        this.most = most;
    }

    /** Writes this down, soon. */
    synchronized void add(LoggedCall call) {
        if (waiting.size() >= most) {
            dropped++;
        } else {
            waiting.add(call);
            writeLater(MILLIS_TO_GATHER);
        }
    }

    private synchronized void writeLater(int millis) {
        if (!writing && !waiting.isEmpty()) {
            writing = true;
            ClassPath.later(scheduler, millis, this::writeAll);
        }
    }

    private void writeAll() {
        boolean written = writeNow();
        synchronized (this) {
            writing = false;
        }
        writeLater(written ? MILLIS_TO_GATHER : MILLIS_TO_NEXT_TRY);
    }

    /** Writes what waits, on this thread; false if the database is away. */
    boolean writeNow() {
        for (List<LoggedCall> next = next(); !next.isEmpty(); next = next()) {
            try {
                table.add(next);
            } catch (SQLException | RuntimeException e) {
                if (!table.answers()) {
                    isAway(e);
                    return false;
                }
                next.forEach(this::addAlone);
            }
            done(next);
        }
        isBack();
        return true;
    }

    /** Another node may have been faster, or this row can never be written: it must not hold up all others. */
    private void addAlone(LoggedCall call) {
        try {
            table.add(List.of(call));
        } catch (SQLException | RuntimeException e) {
            LOG.log(Level.WARNING, "The database does not take call " + call.id() + " into the list of calls", e);
        }
    }

    private synchronized List<LoggedCall> next() {
        return waiting.stream().limit(MOST_TOGETHER).toList();
    }

    private synchronized void done(List<LoggedCall> calls) {
        calls.forEach(waiting::remove);
    }

    private synchronized void isAway(Exception failure) {
        if (!away) {
            LOG.log(Level.WARNING, "The database takes no calls into the list of calls; they wait in memory", failure);
        }
        away = true;
    }

    private synchronized void isBack() {
        if (away) {
            LOG.log(Level.INFO, "The database takes calls into the list of calls again");
        }
        away = false;
        tellDropped(dropped);
        dropped = 0;
    }

    private static void tellDropped(long calls) {
        if (calls > 0) {
            LOG.log(Level.WARNING, "Calls that are missing in the list of calls, because too many waited: {0}", calls);
        }
    }

    /** Writes what waits; whatever the database does not take now is missing in the list. */
    void close() {
        if (!writeNow()) {
            synchronized (this) {
                tellDropped(dropped + waiting.size());
            }
        }
    }
}
