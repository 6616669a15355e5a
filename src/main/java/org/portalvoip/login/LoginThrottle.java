package org.portalvoip.login;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.portalvoip.web.ClientNetwork;

/**
 * Slows down password guessing before it costs a hash. One address may fail 5 times with one name and 50 times in all;
 * after that, each failure doubles the wait, from 1 second to 5 minutes, until 30 minutes pass without a failure. An
 * address is a {@link ClientNetwork}. Failures never delay anybody at another address.
 *
 * <p>In addition, at most half of the cores compute hashes at the same time, and only a few attempts wait for them, so
 * that guesses from everywhere do not slow down the rest of the server.
 */
@ApplicationScoped
class LoginThrottle {
    static final int FREE_PER_NAME = 5;
    static final int FREE_PER_ADDRESS = 50;
    static final Duration LONGEST_WAIT = Duration.ofMinutes(5);
    static final Duration MEMORY = Duration.ofMinutes(30);

    private static final int MOST_REMEMBERED = 10_000;
    private static final int LONGEST_NAME = 64;
    private static final int MOST_WAITING = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    /** All attempts from one network; with a name, only those with that name. */
    private record Key(String network, String name) {
        static Key ofAll(String address) {
            return new Key(ClientNetwork.of(address).text(), "");
        }

        /** The name is cut, because strangers choose how long it is, and it is kept here. */
        static Key of(String address, String name) {
            return new Key(
                    ClientNetwork.of(address).text(), "of " + name.substring(0, Math.min(name.length(), LONGEST_NAME)));
        }
    }

    private record Failures(int count, Duration last, Duration delay) {
        Duration end() {
            return last.plus(delay);
        }
    }

    private final LongSupplier nanoTime;
    private final long begun;
    private final Semaphore hashes;
    private final Map<Key, Failures> failures = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Failures> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    LoginThrottle() {
        this(System::nanoTime, Math.max(1, Runtime.getRuntime().availableProcessors() / 2));
    }

    /** {@code nanoTime} is a clock that never goes back, as {@link System#nanoTime}. */
    LoginThrottle(LongSupplier nanoTime, int hashesAtOnce) {
        this.nanoTime = nanoTime;
        this.begun = nanoTime.getAsLong();
        this.hashes = new Semaphore(hashesAtOnce, true);
    }

    /**
     * Admits an attempt, or says how long it has to wait. An admitted attempt counts as a failure until {@link
     * #succeeded} is called, so that a hundred simultaneous attempts do not all pass before the first is counted.
     *
     * @return zero when the attempt may go on
     */
    synchronized Duration admit(String address, String name) {
        Duration now = now();
        Key all = Key.ofAll(address);
        Key one = Key.of(address, name);
        Duration until = max(known(all, now).end(), known(one, now).end());
        if (until.compareTo(now) > 0) {
            return until.minus(now);
        }
        count(all, FREE_PER_ADDRESS, now);
        count(one, FREE_PER_NAME, now);
        return Duration.ZERO;
    }

    /** Restarts the wait that {@link #admit} set: it begins when the refusal is sent. */
    synchronized void failed(String address, String name) {
        Duration now = now();
        for (Key key : List.of(Key.ofAll(address), Key.of(address, name))) {
            failures.computeIfPresent(key, (same, counted) -> new Failures(counted.count(), now, counted.delay()));
        }
    }

    /** Takes back what {@link #admit} counted, and forgets earlier failures with this name. */
    synchronized void succeeded(String address, String name) {
        failures.remove(Key.of(address, name));
        takeBack(Key.ofAll(address));
    }

    /** Takes back what {@link #admit} counted: the attempt was not made. */
    synchronized void abandoned(String address, String name) {
        takeBack(Key.of(address, name));
        takeBack(Key.ofAll(address));
    }

    /** Runs {@code work} when a core is free for it; empty when too many others are already waiting. */
    <T> Optional<T> hashing(Supplier<T> work) {
        try {
            if (hashes.getQueueLength() >= MOST_WAITING
                    || !hashes.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                return Optional.empty();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
        try {
            return Optional.of(work.get());
        } finally {
            hashes.release();
        }
    }

    private Failures known(Key key, Duration now) {
        Failures known = failures.get(key);
        boolean forgotten = known == null || known.last().plus(MEMORY).compareTo(now) < 0;
        return forgotten ? new Failures(0, now, Duration.ZERO) : known;
    }

    private void count(Key key, int free, Duration now) {
        int count = known(key, now).count() + 1;
        long seconds = count < free ? 0 : 1L << Math.min(count - free, 30);
        Duration wait = Duration.ofSeconds(Math.min(seconds, LONGEST_WAIT.toSeconds()));
        failures.put(key, new Failures(count, now, wait));
    }

    private void takeBack(Key key) {
        failures.computeIfPresent(
                key, (same, counted) -> new Failures(counted.count() - 1, counted.last(), Duration.ZERO));
    }

    private Duration now() {
        return Duration.ofNanos(nanoTime.getAsLong() - begun);
    }

    private static Duration max(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
