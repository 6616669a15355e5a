package org.portalvoip.login;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Who may compute a password hash, and when. Each lane computes one hash at a time. The lanes of strangers rest after each
 * one, so that the hashes of guesses from everywhere take a quarter of a core at most; whoever has signed in from here
 * lately never waits behind them. Unknown names have a lane of their own with the same pace, so that they keep nobody out,
 * and so that the time does not tell which names exist.
 */
@ApplicationScoped
class HashQueue {
    /** Whom an attempt comes from. */
    enum Lane {
        /** From a network in which this name has signed in lately. */
        RETURNING(0),
        /** With the name of an account. */
        KNOWN(7),
        /** With any other name. */
        UNKNOWN(7);

        /** How many times as long as the hash took the lane rests afterwards. */
        private final int rest;

        Lane(int rest) {
            this.rest = rest;
        }
    }

    static final int MOST_WAITING = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final long LONGEST_REST = Duration.ofSeconds(2).toNanos();

    private final Map<Lane, Turn> turns = new EnumMap<>(Lane.class);

    HashQueue() {
        this(PATIENCE);
    }

    /** @param patience how long somebody waits for a turn */
    HashQueue(Duration patience) {
        for (Lane lane : Lane.values()) {
            turns.put(lane, new Turn(lane.rest, patience));
        }
    }

    /** Runs {@code work} when its turn comes; empty when too many others are waiting, or when it takes too long. */
    <T> Optional<T> compute(Lane lane, Supplier<T> work) {
        try {
            return turns.get(lane).take(work);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static final class Turn {
        private final Semaphore places = new Semaphore(1 + MOST_WAITING);
        private final Semaphore free = new Semaphore(1, true);
        private final int rest;
        private final Duration patience;
        /** Only whoever has the turn reads and writes it. */
        private long restsUntil = System.nanoTime();

        Turn(int rest, Duration patience) {
            this.rest = rest;
            this.patience = patience;
        }

        <T> Optional<T> take(Supplier<T> work) throws InterruptedException {
            if (!places.tryAcquire()) {
                return Optional.empty();
            }
            try {
                return await(work);
            } finally {
                places.release();
            }
        }

        private <T> Optional<T> await(Supplier<T> work) throws InterruptedException {
            if (!free.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                return Optional.empty();
            }
            try {
                TimeUnit.NANOSECONDS.sleep(restsUntil - System.nanoTime());
                long begun = System.nanoTime();
                try {
                    return Optional.of(work.get());
                } finally {
                    long end = System.nanoTime();
                    restsUntil = end + Math.min(LONGEST_REST, rest * (end - begun));
                }
            } finally {
                free.release();
            }
        }
    }
}
