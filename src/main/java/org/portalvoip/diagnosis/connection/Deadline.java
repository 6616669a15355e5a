package org.portalvoip.diagnosis.connection;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.portalvoip.janus.JanusException;

/** When a test has to be over, and the waiting until then. */
final class Deadline {
    private final long end;
    private volatile boolean cancelled;

    Deadline(Duration fromNow) {
        end = System.nanoTime() + fromNow.toNanos();
    }

    /** Ends the test at its next wait. A wait that has begun ends when its thread is interrupted. */
    void cancel() {
        cancelled = true;
    }

    /** {@code limit}, or what is left if that is less, but never nothing: a socket would take 0 ms for ever. */
    Duration within(Duration limit) {
        Duration left = Duration.ofMillis(Math.max(1, (end - System.nanoTime()) / 1_000_000));
        return left.compareTo(limit) < 0 ? left : limit;
    }

    /**
     * Waits for the end of a stage of the gateway.
     *
     * @throws JanusException if the stage fails
     * @throws TestEnded if the time is up, or the test was cancelled
     */
    <T> T await(CompletionStage<T> stage) {
        if (cancelled) {
            throw new TestEnded(Finding.CANCELLED);
        }
        try {
            return stage.toCompletableFuture().get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw JanusException.from(e.getCause());
        } catch (TimeoutException e) {
            throw new TestEnded(Finding.TIME_IS_UP);
        } catch (InterruptedException e) {
            throw new TestEnded(Finding.CANCELLED);
        }
    }
}
