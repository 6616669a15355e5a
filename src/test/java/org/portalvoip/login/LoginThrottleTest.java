package org.portalvoip.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoginThrottleTest {
    private static final String HERE = "192.0.2.1";
    private static final String ELSEWHERE = "192.0.2.2";

    private final Watch watch = new Watch();
    private final LoginThrottle throttle = new LoginThrottle(watch::now);

    @Test
    void fiveFailuresAreFreeAndThenTheWaitDoubles() {
        fail(HERE, "admin", 5);
        for (int seconds : new int[] {1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300}) {
            assertThat(throttle.admit(HERE, "admin")).hasSeconds(seconds);
            watch.advance(Duration.ofSeconds(seconds).minusMillis(1));
            assertThat(throttle.admit(HERE, "admin")).hasMillis(1);
            watch.advance(Duration.ofMillis(1));
            assertThat(throttle.admit(HERE, "admin")).isZero();
        }
    }

    @Test
    void aRefusedAttemptDoesNotLengthenTheWait() {
        fail(HERE, "admin", 5);
        IntStream.range(0, 100).forEach(i -> throttle.admit(HERE, "admin"));
        watch.advance(Duration.ofSeconds(1));
        assertThat(throttle.admit(HERE, "admin")).isZero();
    }

    @Test
    void theWaitBeginsWhenTheFailureIsTold() {
        fail(HERE, "admin", 5);
        watch.advance(Duration.ofSeconds(1));
        throttle.failed(HERE, "admin");
        assertThat(throttle.admit(HERE, "admin")).hasSeconds(1);
    }

    @Test
    void aStrangersFailuresDoNotHoldBackTheAdministrator() {
        IntStream.range(0, 1000).forEach(i -> throttle.admit(ELSEWHERE, "admin"));
        assertThat(throttle.admit(HERE, "admin")).isZero();
    }

    @Test
    void oneAddressCannotTryEndlesslyManyNames() {
        IntStream.range(0, LoginThrottle.FREE_PER_ADDRESS)
                .forEach(i -> assertThat(throttle.admit(HERE, "name" + i)).isZero());
        assertThat(throttle.admit(HERE, "another")).isPositive();
    }

    @Test
    void successForgivesTheName() {
        fail(HERE, "admin", 4);
        assertThat(throttle.admit(HERE, "admin")).isZero();
        throttle.succeeded(HERE, "admin");
        fail(HERE, "admin", 5);
    }

    @Test
    void successesNeverUseUpTheBudgetOfTheAddress() {
        for (int i = 0; i < LoginThrottle.FREE_PER_ADDRESS * 2; i++) {
            assertThat(throttle.admit(HERE, "admin")).isZero();
            throttle.succeeded(HERE, "admin");
        }
    }

    @Test
    void anAttemptThatWasNotMadeDoesNotCount() {
        for (int i = 0; i < LoginThrottle.FREE_PER_NAME * 2; i++) {
            assertThat(throttle.admit(HERE, "admin")).isZero();
            throttle.abandoned(HERE, "admin");
        }
    }

    @Test
    void afterHalfAnHourAllIsForgotten() {
        fail(HERE, "admin", 5);
        watch.advance(LoginThrottle.MEMORY.plusSeconds(1));
        fail(HERE, "admin", 5);
    }

    @ParameterizedTest
    @CsvSource({
        "2001:db8:0:1:0:0:0:1,  2001:db8:0:1:ffff:0:0:2, true",
        "2001:db8::1:0:0:0:1,   2001:db8:0:1:ffff:0:0:2, true",
        "2001:db8:0:1::1,       2001:db8:0:1:ffff::2,    true",
        "2001:db8:0:1:0:0:0:1,  2001:db8:0:2:0:0:0:1,    false",
        "192.0.2.1,             192.0.2.2,               false"
    })
    void anIpv6NetworkOf64BitsIsOneAddress(String one, String other, boolean same) {
        fail(one, "admin", 5);
        assertThat(throttle.admit(other, "admin").isZero()).isEqualTo(!same);
    }

    @Test
    void aFloodOfNamesAndAddressesDoesNotMakeTheAttackersFailuresForgotten() {
        fail(HERE, "admin", 5);
        for (int i = 0; i < 100_000; i++) {
            throttle.admit("198.51." + i / 256 % 256 + "." + i % 256, "name" + i);
            throttle.admit(HERE, "admin");
        }
        assertThat(throttle.admit(HERE, "admin")).isPositive();
    }

    @Test
    void aSiteOf48BitsCannotGoOnFromNetworkToNetwork() {
        int failures = 0;
        for (int network = 0; network < 1024; network++) {
            failures += throttle.admit("2001:db8:7:" + Integer.toHexString(network) + "::1", "admin")
                            .isZero()
                    ? 1
                    : 0;
        }
        assertThat(failures).isEqualTo(LoginThrottle.FREE_PER_SITE);
        assertThat(throttle.admit("2001:db8:8::1", "admin")).isZero();
    }

    @Test
    void whoSignedInFromAnAddressIsReturningThereForAWeek() {
        throttle.admit(HERE, "admin");
        assertThat(throttle.isReturning(HERE, "admin")).isFalse();
        throttle.succeeded(HERE, "admin");

        assertThat(throttle.isReturning(HERE, "admin")).isTrue();
        assertThat(throttle.isReturning(ELSEWHERE, "admin")).isFalse();
        assertThat(throttle.isReturning(HERE, "another")).isFalse();
        watch.advance(LoginThrottle.MEMORY_OF_SUCCESS);
        assertThat(throttle.isReturning(HERE, "admin")).isFalse();
    }

    private void fail(String address, String name, int times) {
        for (int i = 0; i < times; i++) {
            assertThat(throttle.admit(address, name)).isZero();
        }
    }

    /** Time that stands still until it is moved on. */
    private static final class Watch {
        private Duration now = Duration.ofDays(-1);

        void advance(Duration time) {
            now = now.plus(time);
        }

        Duration now() {
            return now;
        }
    }
}
