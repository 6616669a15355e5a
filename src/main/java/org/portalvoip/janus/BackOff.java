package org.portalvoip.janus;

import java.time.Duration;
import java.util.Set;
import org.portalvoip.janus.JanusException.Kind;

/** How long to wait before the next attempt: twice as long each time, and long at once if another attempt does harm. */
final class BackOff {

    static final Duration SHORTEST = Duration.ofMillis(250);
    static final Duration LONGEST = Duration.ofSeconds(5);

    /** A SIP server that refuses an account may lock it when asked too often. */
    static final Duration WHEN_REFUSED = Duration.ofMinutes(1);

    private static final Set<Integer> REFUSALS = Set.of(401, 403, 404, 407, 904);

    private Duration next = SHORTEST;

    /** The pause after one more failure. */
    synchronized Duration after(JanusException failure) {
        if (failure.kind() == Kind.REGISTRATION_FAILED && REFUSALS.contains(failure.code())) {
            return WHEN_REFUSED;
        }
        Duration pause = next;
        next = pause.multipliedBy(2).compareTo(LONGEST) < 0 ? pause.multipliedBy(2) : LONGEST;
        return pause;
    }

    /** Starts over, because it has gone well for a while. */
    synchronized void reset() {
        next = SHORTEST;
    }
}
