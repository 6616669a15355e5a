package org.portalvoip.testing;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Waits for a state of something that cannot report the state by itself. */
public final class Await {
    /** For what is on its way already: a message, an event, the end of a call. */
    public static final Duration SOON = Duration.ofSeconds(5);

    /** For what takes several steps, or a reconnection, on a machine that is busy with other tests. */
    public static final Duration PATIENTLY = Duration.ofSeconds(15);

    private static final long NANOS_BETWEEN_LOOKS = TimeUnit.MILLISECONDS.toNanos(5);

    private Await() {}

    /**
     * Looks until {@code wanted} is true for what it sees.
     *
     * @return what it saw then
     * @throws AssertionError with what it saw last, when the time is up
     */
    public static <T> T until(Duration limit, Supplier<T> look, Predicate<T> wanted) {
        long end = System.nanoTime() + limit.toNanos();
        T seen = look.get();
        while (!wanted.test(seen)) {
            if (System.nanoTime() > end) {
                throw new AssertionError("Not within " + limit + "; seen last: " + seen);
            }
            LockSupport.parkNanos(NANOS_BETWEEN_LOOKS);
            seen = look.get();
        }
        return seen;
    }
}
