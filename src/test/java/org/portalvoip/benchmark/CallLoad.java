package org.portalvoip.benchmark;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Some callers who call again as soon as their call is over, for a time. */
final class CallLoad {
    private static final Logger LOG = System.getLogger(CallLoad.class.getName());
    private static final int CALLERS = 8;

    private final Sample millis = new Sample();
    private final AtomicInteger lost = new AtomicInteger();
    private double seconds;

    /** Lets them do {@code call}, which fails if the call is lost, for {@code time}. */
    static CallLoad run(Duration time, Runnable call) throws InterruptedException {
        CallLoad load = new CallLoad();
        long begun = System.nanoTime();
        long end = begun + time.toNanos();
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
        try {
            callers.invokeAll(Collections.nCopies(CALLERS, () -> load.caller(call, end)));
        } finally {
            callers.shutdownNow();
        }
        load.seconds = (System.nanoTime() - begun) / 1e9;
        return load;
    }

    private Void caller(Runnable call, long end) {
        while (System.nanoTime() < end) {
            long begun = System.nanoTime();
            try {
                call.run();
                millis.add((System.nanoTime() - begun) / 1e6);
            } catch (RuntimeException | AssertionError e) {
                lost.incrementAndGet();
                LOG.log(Level.WARNING, "A call was lost", e);
            }
        }
        return null;
    }

    double perSecond() {
        return millis.size() / seconds;
    }

    int lost() {
        return lost.get();
    }

    int done() {
        return millis.size();
    }

    @Override
    public String toString() {
        return CALLERS + " callers, whole call p50 " + Report.number(millis.median()) + " ms, p99 "
                + Report.number(millis.percentile(99)) + " ms";
    }
}
