package org.portalvoip.call;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Limits the simultaneous calls on this node and of each caller, and how often each caller calls: a bucket of
 * {@code perMinute} calls that refills evenly. Keeps only the callers seen last (LRU). Times are measured from any
 * fixed moment, by a clock that never goes back.
 */
final class CallLimits {
    private static final int MOST_CALLERS = 10_000;
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final int most;
    private final int mostPerCaller;
    private final Duration perCall;
    private final Map<String, Integer> running = new HashMap<>();
    private final Map<String, Duration> bucketFullAt = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Duration> eldest) {
            return size() > MOST_CALLERS;
        }
    };
    private int total;

    CallLimits(int most, int mostPerCaller, int perMinute) {
        this.most = most;
        this.mostPerCaller = mostPerCaller;
        this.perCall = MINUTE.dividedBy(Math.max(1, perMinute));
    }

    /** Counts one more call of {@code caller}, or returns why it is refused; what was counted must be released. */
    synchronized Optional<EndReason> acquire(String caller, Duration now) {
        if (total >= most) {
            return Optional.of(EndReason.ALL_LINES_BUSY);
        }
        if (running.getOrDefault(caller, 0) >= mostPerCaller) {
            return Optional.of(EndReason.TOO_MANY);
        }
        if (!takeFromBucket(caller, now)) {
            return Optional.of(EndReason.TOO_FAST);
        }
        total++;
        running.merge(caller, 1, Integer::sum);
        return Optional.empty();
    }

    synchronized void release(String caller) {
        total--;
        running.computeIfPresent(caller, (name, calls) -> calls == 1 ? null : calls - 1);
    }

    synchronized int total() {
        return total;
    }

    private boolean takeFromBucket(String caller, Duration now) {
        Duration full = bucketFullAt.getOrDefault(caller, now);
        Duration after = (full.compareTo(now) < 0 ? now : full).plus(perCall);
        if (after.compareTo(now.plus(MINUTE)) > 0) {
            return false;
        }
        bucketFullAt.put(caller, after);
        return true;
    }
}
