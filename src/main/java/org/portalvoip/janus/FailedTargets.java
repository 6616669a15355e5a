package org.portalvoip.janus;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.portalvoip.sip.SipTarget;

/** The SIP servers that have not answered lately. The others are tried before them. */
final class FailedTargets {
    /** Long enough to try some dead servers, at up to 32 s each, without coming back to the first. */
    static final Duration MEMORY = Duration.ofMinutes(5);

    private final Map<SipTarget, Long> failures = new ConcurrentHashMap<>();
    private final LongSupplier nanoTime;

    FailedTargets() {
        this(System::nanoTime);
    }

    FailedTargets(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    void add(SipTarget target) {
        long now = nanoTime.getAsLong();
        failures.values().removeIf(failure -> isForgotten(failure, now));
        failures.put(target, now);
    }

    boolean contains(SipTarget target) {
        Long failure = failures.get(target);
        return failure != null && !isForgotten(failure, nanoTime.getAsLong());
    }

    /** In the given order, but those that have failed come last. */
    List<SipTarget> last(List<SipTarget> targets) {
        return targets.stream().sorted(Comparator.comparing(this::contains)).toList();
    }

    private static boolean isForgotten(long failure, long now) {
        return now - failure >= MEMORY.toNanos();
    }
}
