package org.portalvoip.call;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs tasks one after the other, in order, without its own thread and without a lock: a thread that adds a task to
 * an idle queue runs it, and everything that others, or the task itself, add in the meantime. All other threads only
 * add their tasks, so no thread ever waits for another.
 */
final class Turns {
    private static final Logger LOG = System.getLogger(Turns.class.getName());

    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger unfinished = new AtomicInteger();

    /** Runs {@code work}, now or soon; an exception from it is logged and stops nothing. */
    void take(Runnable work) {
        waiting.add(work);
        if (unfinished.getAndIncrement() == 0) {
            do {
                run(waiting.remove());
            } while (unfinished.decrementAndGet() != 0);
        }
    }

    /** Even an Error must not stop the queue, because it would never run again. */
    static void run(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | Error e) {
            LOG.log(Level.ERROR, "A task failed", e);
        }
    }
}
