package org.portalvoip.call;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How often something may happen for each key: a bucket of {@code most} that refills evenly within {@code period}. Keeps
 * only the keys seen last (LRU). Times are measured from any fixed moment, by a clock that never goes back. Not safe for
 * several threads.
 */
final class Rate<K> {
    private static final int MOST_KEYS = 10_000;

    private final Duration period;
    private final Duration each;
    private final Map<K, Duration> fullAt = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<K, Duration> eldest) {
            return size() > MOST_KEYS;
        }
    };

    /** {@code most} may be 0: then nothing is allowed. */
    Rate(long most, Duration period) {
        this.period = period;
        this.each = most == 0 ? period.plusNanos(1) : period.dividedBy(most);
    }

    boolean allows(K key, Duration now) {
        return after(key, now).compareTo(now.plus(period)) <= 0;
    }

    /** Takes one; if there was none, the bucket is empty. */
    void take(K key, Duration now) {
        Duration after = after(key, now);
        Duration empty = now.plus(period);
        fullAt.put(key, after.compareTo(empty) > 0 ? empty : after);
    }

    private Duration after(K key, Duration now) {
        Duration full = fullAt.getOrDefault(key, now);
        return (full.compareTo(now) < 0 ? now : full).plus(each);
    }
}
