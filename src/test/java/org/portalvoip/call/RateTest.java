package org.portalvoip.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RateTest {
    private static final Duration NOW = Duration.ofDays(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Test
    void anEmptyBucketRefillsEvenly() {
        Rate<String> rate = new Rate<>(3, MINUTE);
        for (int i = 0; i < 3; i++) {
            assertThat(taken(rate, "one", NOW)).isTrue();
        }

        assertThat(rate.allows("one", NOW)).isFalse();
        assertThat(rate.allows("one", NOW.plusSeconds(19))).isFalse();
        assertThat(taken(rate, "one", NOW.plusSeconds(20))).isTrue();
        assertThat(rate.allows("one", NOW.plusSeconds(20))).isFalse();
        assertThat(rate.allows("two", NOW)).isTrue();
    }

    @Test
    void whatIsTakenFromAnEmptyBucketIsNoDebt() {
        Rate<String> rate = new Rate<>(3, MINUTE);
        for (int i = 0; i < 100; i++) {
            rate.take("one", NOW);
        }

        assertThat(rate.allows("one", NOW.plusSeconds(20))).isTrue();
    }

    @Test
    void ofNothingNothingIsAllowed() {
        assertThat(new Rate<>(0, MINUTE).allows("one", NOW)).isFalse();
    }

    @Test
    void thousandsOfMillionsAMinuteAreNoLimit() {
        Rate<String> rate = new Rate<>(3_000_000_000L, MINUTE);
        for (int i = 0; i < 100_000; i++) {
            assertThat(taken(rate, "one", NOW)).isTrue();
        }
    }

    @Test
    void ofAFloodOfKeysTheFirstAreForgotten() {
        Rate<String> rate = new Rate<>(1, MINUTE);
        rate.take("first", NOW);
        for (int key = 0; key < 10_000; key++) {
            rate.take("key" + key, NOW);
        }

        assertThat(rate.allows("first", NOW)).isTrue();
        assertThat(rate.allows("key9999", NOW)).isFalse();
    }

    private static boolean taken(Rate<String> rate, String key, Duration now) {
        boolean allowed = rate.allows(key, now);
        if (allowed) {
            rate.take(key, now);
        }
        return allowed;
    }
}
