package org.portalvoip.benchmark;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Calls that are placed when they are due, however those before them fare: an open loop. All times count from when the
 * call was due, so a system that falls behind cannot hide it.
 */
final class CallLoad {
    private static final Logger LOG = System.getLogger(CallLoad.class.getName());
    private static final int SECONDS_TO_FINISH = 60;

    private final Callable<Optional<Runnable>> call;
    private final Duration time;
    private final double perSecond;
    private final long begun = System.nanoTime();
    private final AtomicInteger inTime = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicInteger lost = new AtomicInteger();
    private final Sample millis = new Sample();

    private CallLoad(double perSecond, Duration time, Callable<Optional<Runnable>> call) {
        this.perSecond = perSecond;
        this.time = time;
        this.call = call;
    }

    /**
     * Places calls for {@code time} and waits for their ends.
     *
     * @param call sets a call up and returns what ends it, or nothing if it was refused; fails if the call is lost
     */
    static CallLoad run(double perSecond, Duration time, Callable<Optional<Runnable>> call)
            throws InterruptedException {
        ExecutorService callers = Executors.newCachedThreadPool();
        CallLoad load = new CallLoad(perSecond, time, call);
        try {
            int calls = (int) (perSecond * time.toNanos() / 1e9);
            for (int i = 0; i < calls; i++) {
                long due = load.begun + (long) (i * 1e9 / perSecond);
                for (long early = due - System.nanoTime(); early > 0; early = due - System.nanoTime()) {
                    LockSupport.parkNanos(early);
                }
                callers.execute(() -> load.place(due));
            }
            callers.shutdown();
            if (!callers.awaitTermination(SECONDS_TO_FINISH, TimeUnit.SECONDS)) {
                throw new IllegalStateException("Calls hang");
            }
        } finally {
            callers.shutdownNow();
        }
        return load;
    }

    private void place(long due) {
        try {
            Optional<Runnable> end = call.call();
            long now = System.nanoTime();
            if (end.isEmpty()) {
                refused.incrementAndGet();
                return;
            }
            millis.add((now - due) / 1e6);
            if (now - begun <= time.toNanos()) {
                inTime.incrementAndGet();
            }
            end.get().run();
        } catch (Exception | AssertionError e) {
            lost.incrementAndGet();
            LOG.log(Level.DEBUG, "A call was lost", e);
        }
    }

    /** Calls set up per second while calls were placed; those that came later do not count. */
    double goodPut() {
        return inTime.get() * 1e9 / time.toNanos();
    }

    /** Whether nearly all that was offered was set up in time. */
    boolean keptUp() {
        return goodPut() >= 0.95 * perSecond;
    }

    double offered() {
        return perSecond;
    }

    int lost() {
        return lost.get();
    }

    @Override
    public String toString() {
        String counts = Report.number(goodPut()) + "/s of " + Report.number(perSecond) + "/s offered, " + refused
                + " refused, " + lost + " lost";
        return millis.size() == 0
                ? counts
                : counts + ", due to answered p50 " + Report.number(millis.median()) + " ms, p99 "
                        + Report.number(millis.percentile(99)) + " ms";
    }
}
