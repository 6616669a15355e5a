package org.portalvoip.call;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs what it is given one after the other, in the order given, without a thread of its own and without a lock:
 * whoever gives work to an idle queue carries it out, and all that others, or the work itself, add meanwhile. Everybody
 * else only leaves the work there, so nobody ever waits for anybody.
 */
final class Turns {
    private static final Logger LOG = System.getLogger(Turns.class.getName());

    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger unfinished = new AtomicInteger();

    /** Runs {@code work}, now or soon; what it throws is logged and stops nothing. */
    void take(Runnable work) {
        waiting.add(work);
        if (unfinished.getAndIncrement() == 0) {
            do {
                run(waiting.remove());
            } while (unfinished.decrementAndGet() != 0);
        }
    }

    /** Even an Error must not end the queue: nobody would ever take a turn again. */
    private static void run(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | Error e) {
            LOG.log(Level.ERROR, "A turn failed", e);
        }
    }
}
