package org.portalvoip.benchmark;

import java.time.Duration;

/** How long and how often to measure; with {@code -Dvoip.benchmark.quick=true} just enough to try the harness. */
final class Scale {
    static final boolean QUICK = Boolean.getBoolean("voip.benchmark.quick");

    /** Rounds of a comparison. */
    static final int ROUNDS = QUICK ? 2 : 10;

    /** How long one side of a round is loaded. */
    static final Duration ROUND = QUICK ? Duration.ofMillis(500) : Duration.ofSeconds(3);

    private Scale() {}

    /** {@code full}, or a small part of it. */
    static int times(int full) {
        return QUICK ? Math.max(1, full / 20) : full;
    }

    /** {@code full}, or a small part of it. */
    static Duration time(Duration full) {
        return QUICK ? full.dividedBy(20) : full;
    }
}
