package org.portalvoip.benchmark;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Callers who together place calls at a steady rate, or as fast as they can if they cannot reach that rate. */
final class CallLoad {
    private static final Logger LOG = System.getLogger(CallLoad.class.getName());
    private static final int CALLERS = 16;

    private final Runnable call;
    private final long begun = System.nanoTime();
    private final double pause;
    private final long end;
    private final AtomicInteger placed = new AtomicInteger();
    private final AtomicInteger lost = new AtomicInteger();
    private final Sample millis = new Sample();
    private double seconds;

    private CallLoad(int perSecond, Duration time, Runnable call) {
        this.call = call;
        pause = 1e9 / perSecond;
        end = begun + time.toNanos();
    }

    /** Does {@code call}, which fails if the call is lost, for {@code time}. */
    static CallLoad run(int perSecond, Duration time, Runnable call) throws InterruptedException {
        CallLoad load = new CallLoad(perSecond, time, call);
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
        try {
            callers.invokeAll(Collections.nCopies(CALLERS, Executors.callable(load::caller)));
        } finally {
            callers.shutdownNow();
        }
        load.seconds = (System.nanoTime() - load.begun) / 1e9;
        return load;
    }

    private void caller() {
        for (long due = nextCall(); due < end && System.nanoTime() < end; due = nextCall()) {
            for (long early = due - System.nanoTime(); early > 0; early = due - System.nanoTime()) {
                LockSupport.parkNanos(early);
            }
            place();
        }
    }

    private long nextCall() {
        return begun + (long) (placed.getAndIncrement() * pause);
    }

    private void place() {
        long started = System.nanoTime();
        try {
            call.run();
            millis.add((System.nanoTime() - started) / 1e6);
        } catch (RuntimeException | AssertionError e) {
            lost.incrementAndGet();
            LOG.log(Level.WARNING, "A call was lost", e);
        }
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

    /** How long calls took, from the first message to the last. */
    String times() {
        return "whole call p50 " + Report.number(millis.median()) + " ms, p99 " + Report.number(millis.percentile(99))
                + " ms";
    }
}
