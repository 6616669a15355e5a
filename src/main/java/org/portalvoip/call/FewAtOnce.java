package org.portalvoip.call;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;

/**
 * Runs tasks that may wait for the database, a few at a time, so that threads are left to everything else that must not
 * wait. The others stand in a queue.
 */
final class FewAtOnce implements Executor {
    private final Executor threads;
    private final int most;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private int running;

    /** @param most how many tasks may run at a time */
    FewAtOnce(Executor threads, int most) {
        this.threads = threads;
        this.most = most;
    }

    @Override
    public void execute(Runnable task) {
        if (isAnyFree(task)) {
            threads.execute(this::work);
        }
    }

    private synchronized boolean isAnyFree(Runnable task) {
        waiting.add(task);
        boolean free = running < most;
        running += free ? 1 : 0;
        return free;
    }

    /** One thread for each task would come late where few threads serve all. */
    private void work() {
        for (Runnable next = next(); next != null; next = next()) {
            Turns.run(next);
        }
    }

    private synchronized Runnable next() {
        Runnable next = waiting.poll();
        running -= next == null ? 1 : 0;
        return next;
    }
}
