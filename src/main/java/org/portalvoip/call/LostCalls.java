package org.portalvoip.call;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * When to find out which calls of this node others have gone on with: after this node was frozen, before anything else is
 * done about them; and again and again while a browser is away, which may be at another node.
 */
final class LostCalls {
    private static final long NANOS_BETWEEN_SEARCHES = 1_000_000_000L;
    private static final long NANOS_OF_A_SLEEP = 2_000_000_000L;

    private final Runnable search;
    private final Executor threads;
    /** A database that does not answer must not take one thread after the other. */
    private final AtomicBoolean searching = new AtomicBoolean();

    private final LongSupplier nanoTime;
    private long lastTick;
    private long lastSearch;

    /** @param search finds them; it may wait for the database */
    LostCalls(Runnable search, Executor threads, LongSupplier nanoTime) {
        this.search = search;
        this.threads = threads;
        this.nanoTime = nanoTime;
        lastTick = nanoTime.getAsLong();
        lastSearch = lastTick;
    }

    /** To be called several times a second, by one thread at a time. */
    void tick(BooleanSupplier anyAway) {
        long now = nanoTime.getAsLong();
        if (now - lastTick > NANOS_OF_A_SLEEP) {
            search.run();
        }
        lastTick = nanoTime.getAsLong(); // whoever waits for the database does not sleep
        if (now - lastSearch > NANOS_BETWEEN_SEARCHES
                && anyAway.getAsBoolean()
                && searching.compareAndSet(false, true)) {
            lastSearch = now;
            threads.execute(this::searchOnce);
        }
    }

    private void searchOnce() {
        try {
            search.run();
        } finally {
            searching.set(false);
        }
    }
}
