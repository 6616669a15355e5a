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
 * Who may compute a password hash, and when. Each lane computes one hash at a time. Strangers keep a {@link Pace}, so that
 * the hashes of guesses from everywhere take an eighth of a core; whoever has signed in from here lately never waits behind
 * them. Strangers wait in one lane, whether their names exist or not, so that the time of an answer does not tell.
 */
@ApplicationScoped
class HashQueue {
    /** Whom an attempt comes from. */
    enum Lane {
        /** From a network in which this name has signed in lately. */
        RETURNING,
        /** From anywhere else, with any name. */
        STRANGER,
        /** From a stranger who has been answered already, see {@link LateChecks}. */
        LATE
    }

    static final int MOST_WAITING = 4;
    /** Between the hashes of strangers, however slow the machine is at the moment. */
    static final Duration LONGEST_REST = Duration.ofSeconds(2);

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Map<Lane, Turn> turns = new EnumMap<>(Lane.class);

    HashQueue() {
        this(PATIENCE);
    }

    /** @param patience how long somebody waits for a turn */
    HashQueue(Duration patience) {
        Pace ofStrangers = new Pace(7);
        turns.put(Lane.RETURNING, new Turn(new Pace(0), patience));
        turns.put(Lane.STRANGER, new Turn(ofStrangers, patience));
        turns.put(Lane.LATE, new Turn(ofStrangers, patience));
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
        private final Pace pace;
        private final Duration patience;

        Turn(Pace pace, Duration patience) {
            this.pace = pace;
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
                return Optional.of(pace.keep(work));
            } finally {
                free.release();
            }
        }
    }

    /** Lets one begin after the other, each after a rest. */
    private static final class Pace {
        /** How many times as long as the work before it takes. */
        private final int rest;

        private long next = System.nanoTime();

        /** How long the last one took, with its rest. */
        private long step;

        Pace(int rest) {
            this.rest = rest;
        }

        <T> T keep(Supplier<T> work) throws InterruptedException {
            TimeUnit.NANOSECONDS.sleep(begin() - System.nanoTime());
            long begun = System.nanoTime();
            try {
                return work.get();
            } finally {
                end(begun, System.nanoTime());
            }
        }

        /** When this one may begin. The one after it need not wait for its end, which may never come. */
        private synchronized long begin() {
            long now = System.nanoTime();
            long begin = now + Math.max(0, next - now);
            next = begin + step;
            return begin;
        }

        private synchronized void end(long begun, long end) {
            step = end - begun + Math.min(LONGEST_REST.toNanos(), rest * (end - begun));
            next = begun + Math.max(step, next - begun);
        }
    }
}
