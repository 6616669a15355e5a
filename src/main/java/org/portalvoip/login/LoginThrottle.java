package org.portalvoip.login;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.portalvoip.web.ClientNetwork;

/**
 * Slows down password guessing before it costs a hash. One address may fail 5 times with one name and 50 times in all;
 * after that, each failure doubles the wait, from 1 second to 5 minutes, until 30 minutes pass without a failure. An
 * address is a {@link ClientNetwork}; the networks of one IPv6 site may fail 200 times together. Failures never delay
 * anybody at another address.
 *
 * <p>Also remembers for a week from which address each name has signed in, for {@link HashQueue}.
 */
@ApplicationScoped
class LoginThrottle {
    static final int FREE_PER_NAME = 5;
    static final int FREE_PER_ADDRESS = 50;
    static final int FREE_PER_SITE = 200;
    static final Duration LONGEST_WAIT = Duration.ofMinutes(5);
    static final Duration MEMORY = Duration.ofMinutes(30);
    static final Duration MEMORY_OF_SUCCESS = Duration.ofDays(7);

    private static final int MOST_REMEMBERED = 10_000;
    private static final int LONGEST_NAME = 64;

    /** Attempts that are counted together: those from a network, and perhaps with one name. */
    private record Key(ClientNetwork network, String name, int free) {}

    private record Failures(int count, Duration last, Duration delay) {
        Duration end() {
            return last.plus(delay);
        }
    }

    /** The least recently used ones are forgotten. */
    private static final class Memory<V> extends LinkedHashMap<Key, V> {
        Memory() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, V> eldest) {
            return size() > MOST_REMEMBERED;
        }
    }

    private final Supplier<Duration> clock;
    private final Map<Key, Failures> failures = new Memory<>();
    private final Map<Key, Duration> successes = new Memory<>();

    LoginThrottle() {
        this(() -> Duration.ofNanos(System.nanoTime()));
    }

    /** @param clock the time since any fixed moment; it never goes back */
    LoginThrottle(Supplier<Duration> clock) {
        this.clock = clock;
    }

    /**
     * Admits an attempt, or says how long it has to wait. An admitted attempt counts as a failure until {@link
     * #succeeded} is called, so that a hundred simultaneous attempts do not all pass before the first is counted.
     *
     * @return zero when the attempt may go on
     */
    synchronized Duration admit(String address, String name) {
        Duration now = clock.get();
        List<Key> keys = keys(address, name);
        Duration wait = keys.stream()
                .map(key -> known(key, now).end().minus(now))
                .reduce(Duration.ZERO, (one, other) -> one.compareTo(other) > 0 ? one : other);
        if (wait.isZero()) {
            keys.forEach(key -> count(key, now));
        }
        return wait;
    }

    /** Restarts the wait that {@link #admit} set: it begins when the refusal is sent. */
    synchronized void failed(String address, String name) {
        Duration now = clock.get();
        for (Key key : keys(address, name)) {
            failures.computeIfPresent(key, (same, counted) -> new Failures(counted.count(), now, counted.delay()));
        }
    }

    /** Takes back what {@link #admit} counted, and forgets earlier failures with this name. */
    synchronized void succeeded(String address, String name) {
        abandoned(address, name);
        failures.remove(ofName(address, name));
        successes.put(ofName(address, name), clock.get());
    }

    /** Takes back what {@link #admit} counted: the attempt was not made. */
    synchronized void abandoned(String address, String name) {
        for (Key key : keys(address, name)) {
            failures.computeIfPresent(
                    key, (same, counted) -> new Failures(counted.count() - 1, counted.last(), Duration.ZERO));
        }
    }

    /** Whether this name has signed in from this address within a week. */
    synchronized boolean isReturning(String address, String name) {
        Duration success = successes.get(ofName(address, name));
        return success != null && success.plus(MEMORY_OF_SUCCESS).compareTo(clock.get()) > 0;
    }

    private Failures known(Key key, Duration now) {
        Failures known = failures.get(key);
        boolean old = known == null || known.last().plus(MEMORY).compareTo(now) < 0;
        return old ? new Failures(0, now, Duration.ZERO) : known;
    }

    private void count(Key key, Duration now) {
        int count = known(key, now).count() + 1;
        long seconds = count < key.free() ? 0 : 1L << Math.min(count - key.free(), 30);
        Duration wait = Duration.ofSeconds(Math.min(seconds, LONGEST_WAIT.toSeconds()));
        failures.put(key, new Failures(count, now, wait));
    }

    private static List<Key> keys(String address, String name) {
        ClientNetwork network = ClientNetwork.of(address);
        return List.of(
                ofName(address, name),
                new Key(network, "", FREE_PER_ADDRESS),
                new Key(network.wider(), "all networks of a site", FREE_PER_SITE));
    }

    /** The name is cut, because strangers choose how long it is, and it is kept here. */
    private static Key ofName(String address, String name) {
        String cut = name.substring(0, Math.min(name.length(), LONGEST_NAME));
        return new Key(ClientNetwork.of(address), "of " + cut, FREE_PER_NAME);
    }
}
