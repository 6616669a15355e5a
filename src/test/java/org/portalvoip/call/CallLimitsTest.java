package org.portalvoip.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.portalvoip.web.ClientNetwork;

/** Longer than 200 lines, because each limit is tried alone and with the others. */
class CallLimitsTest {
    private static final Duration NOW = Duration.ofDays(1);
    private static final int MANY = 1000;

    private int browsers;

    private static CallLimits limits(int calls, int perCaller, int perNetwork, int perMinute, int rings) {
        return new CallLimits(new CallLimits.Most(calls, perCaller, perNetwork, perMinute, rings));
    }

    /** Each time another browser. */
    private Caller from(String address) {
        return new Caller("browser " + browsers++, ClientNetwork.of(address));
    }

    private static Caller here(String who) {
        return new Caller(who, ClientNetwork.of("192.0.2.1"));
    }

    @Test
    void whenAllLinesAreTakenTheNextCallerIsToldSo() {
        var limits = limits(2, 9, 9, 9, MANY);
        limits.acquire(here("one"), NOW);
        limits.acquire(here("two"), NOW);

        assertThat(limits.acquire(here("three"), NOW)).contains(EndReason.ALL_LINES_BUSY);

        limits.release(here("one"));
        assertThat(limits.acquire(here("three"), NOW)).isEmpty();
        assertThat(limits.total()).isEqualTo(2);
    }

    @Test
    void oneCallerDoesNotTakeTheLinesOfAll() {
        var limits = limits(9, 2, 9, 9, MANY);
        limits.acquire(here("one"), NOW);
        limits.acquire(here("one"), NOW);

        assertThat(limits.acquire(here("one"), NOW)).contains(EndReason.TOO_MANY);
        assertThat(limits.acquire(here("two"), NOW)).isEmpty();

        limits.release(here("one"));
        assertThat(limits.acquire(here("one"), NOW)).isEmpty();
    }

    @Test
    void anOfficeBehindOneAddressIsThirtyCallersAndNotThree() {
        var limits = limits(100, 3, 30, 10, MANY);
        for (int i = 0; i < 30; i++) {
            assertThat(limits.acquire(from("192.0.2.1"), NOW)).isEmpty();
        }

        assertThat(limits.acquire(from("192.0.2.1"), NOW)).contains(EndReason.TOO_MANY_HERE);
        assertThat(limits.acquire(from("192.0.2.2"), NOW)).isEmpty();
    }

    @Test
    void anIpv6NetworkIsOneAddressAndItsSiteTwo() {
        var limits = limits(MANY, 3, 30, MANY, MANY);
        List<Optional<EndReason>> answers = new ArrayList<>();
        for (int i = 0; i < 31; i++) {
            answers.add(limits.acquire(from("2001:db8:0:1::" + i), NOW));
        }
        for (int i = 0; i < 31; i++) {
            answers.add(limits.acquire(from("2001:db8:0:" + (2 + i) + "::1"), NOW));
        }

        assertThat(answers).filteredOn(Optional::isEmpty).hasSize(60);
        assertThat(answers).last().isEqualTo(Optional.of(EndReason.TOO_MANY_HERE));
        assertThat(limits.acquire(from("2001:db8:1::1"), NOW)).isEmpty();
    }

    @Test
    void theSecondHalfOfTheLinesIsForNetworksWithFewCalls() {
        var limits = limits(100, 3, 30, 100, MANY);
        int taken = 0;
        for (int i = 0; i < 100; i++) {
            taken += limits.acquire(from("192.0.2." + i % 2), NOW).isEmpty() ? 1 : 0;
        }
        int honest = 0;
        for (int i = 0; i < 40; i++) {
            honest += limits.acquire(from("198.51.100." + i), NOW).isEmpty() ? 1 : 0;
        }

        assertThat(taken).isEqualTo(50);
        assertThat(honest).isEqualTo(40);
    }

    @Test
    void whoCallsTooOftenWaitsUntilTheBucketHasACallAgain() {
        var limits = limits(99, 99, 99, 3, MANY);
        for (int call = 0; call < 3; call++) {
            assertThat(limits.acquire(here("one"), NOW)).isEmpty();
        }

        assertThat(limits.acquire(here("one"), NOW)).contains(EndReason.TOO_FAST);
        assertThat(limits.acquire(here("one"), NOW.plusSeconds(19))).contains(EndReason.TOO_FAST);
        assertThat(limits.acquire(here("one"), NOW.plusSeconds(20))).isEmpty();
        assertThat(limits.acquire(here("one"), NOW.plusSeconds(20))).contains(EndReason.TOO_FAST);
    }

    @Test
    void anAddressRingsThreeTimesAsOftenAsOneCaller() {
        var limits = limits(MANY, MANY, MANY, 10, MANY);
        for (int i = 0; i < 30; i++) {
            assertThat(limits.acquire(from("192.0.2.1"), NOW)).isEmpty();
        }

        assertThat(limits.acquire(from("192.0.2.1"), NOW)).contains(EndReason.TOO_MANY_HERE);
        assertThat(limits.acquire(from("192.0.2.1"), NOW.plusSeconds(2))).isEmpty();
    }

    @Test
    void allTogetherRingNoMoreThanTheNodeAllows() {
        var limits = limits(MANY, 3, 30, 10, 60);
        int rung = 0;
        for (int i = 0; i < 1000; i++) {
            rung += limits.acquire(from("10.0." + i / 200 + "." + i % 200), NOW).isEmpty() ? 1 : 0;
        }

        System.out.println("Of 1,000 addresses that call in one minute, " + rung + " ring");
        assertThat(rung).isEqualTo(60);
        assertThat(limits.acquire(from("10.9.9.9"), NOW)).contains(EndReason.RUSH);
    }

    @Test
    void aNodeOfOneRingAMinuteRingsOnce() {
        var limits = limits(MANY, 3, 30, 10, 1);

        assertThat(limits.acquire(from("192.0.2.1"), NOW)).isEmpty();
        assertThat(limits.acquire(from("192.0.2.2"), NOW)).contains(EndReason.RUSH);
    }

    @Test
    void aFewAddressesThatRingAllTheTimeLeaveHalfOfTheRingsToOthers() {
        var limits = limits(MANY, MANY, MANY, 10, 60);
        int honest = 0;
        for (int second = 0; second < 600; second++) {
            Duration now = NOW.plusSeconds(second);
            for (int i = 0; i < 20; i++) {
                limits.acquire(from("192.0.2." + i), now);
            }
            boolean calls = second % 5 == 0;
            honest += calls
                            && limits.acquire(from("10.0." + second / 200 + "." + second % 200), now)
                                    .isEmpty()
                    ? 1
                    : 0;
        }

        System.out.println("While 20 addresses rang without end, " + honest + " of 120 others came through");
        assertThat(honest).isEqualTo(120);
    }

    @Test
    void theCallsOfOtherNodesTakeLinesOfAllOfTheirCallerAndOfTheirNetwork() {
        var limits = limits(20, 3, 5, 99, MANY);
        limits.countElsewhere(Map.of(here("one"), 2, here("two"), 2));

        assertThat(limits.acquire(here("one"), NOW)).isEmpty();
        assertThat(limits.acquire(here("one"), NOW)).contains(EndReason.TOO_MANY);
        assertThat(limits.acquire(here("three"), NOW)).contains(EndReason.TOO_MANY_HERE);
        assertThat(limits.acquire(from("198.51.100.1"), NOW)).isEmpty();
        assertThat(limits.total()).isEqualTo(2);

        limits.countElsewhere(Map.of(from("203.0.113.1"), 18));
        assertThat(limits.acquire(from("198.51.100.2"), NOW)).contains(EndReason.ALL_LINES_BUSY);

        limits.countElsewhere(Map.of());
        assertThat(limits.acquire(here("three"), NOW)).isEmpty();
    }

    @Test
    void theRingsOfOtherNodesCountAsOften() {
        var limits = limits(MANY, MANY, MANY, 10, 60);
        for (int i = 0; i < 10; i++) {
            limits.rangElsewhere(here("one"), NOW);
        }
        assertThat(limits.acquire(here("one"), NOW)).contains(EndReason.TOO_FAST);
        assertThat(limits.acquire(here("two"), NOW)).isEmpty();

        for (int i = 0; i < 60; i++) {
            limits.rangElsewhere(from("10.0.0." + i), NOW);
        }
        assertThat(limits.acquire(from("10.1.0.1"), NOW)).contains(EndReason.RUSH);
        assertThat(limits.takeRings()).containsExactly(here("two"));
        assertThat(limits.takeRings()).isEmpty();
    }

    @Test
    void aRefusedCallTakesNothing() {
        var limits = limits(1, 9, 9, 9, MANY);
        limits.acquire(here("one"), NOW);
        limits.acquire(here("two"), NOW);

        limits.release(here("one"));

        assertThat(limits.total()).isZero();
    }

    @Test
    void whatIsReleasedIsOneCallAndNotAllOfThem() {
        var limits = limits(99, 2, 3, 99, MANY);
        for (String who : List.of("one", "one", "two")) {
            assertThat(limits.acquire(here(who), NOW)).isEmpty();
        }
        limits.release(here("one"));
        assertThat(limits.acquire(here("one"), NOW)).isEmpty();

        assertThat(limits.acquire(here("one"), NOW)).contains(EndReason.TOO_MANY);
        assertThat(limits.acquire(here("three"), NOW)).contains(EndReason.TOO_MANY_HERE);
    }

    @Test
    void whenLinesAreScarceANetworkMayHaveWhatOneCallerMayHave() {
        var limits = limits(10, 3, 30, 99, MANY);
        for (String address : List.of("192.0.2.1", "192.0.2.1", "192.0.2.1", "192.0.2.2", "192.0.2.2")) {
            assertThat(limits.acquire(from(address), NOW)).isEmpty();
        }

        assertThat(limits.acquire(from("192.0.2.1"), NOW)).contains(EndReason.TOO_MANY_HERE);
        assertThat(limits.acquire(from("192.0.2.2"), NOW)).isEmpty();
        assertThat(limits.acquire(from("192.0.2.2"), NOW)).contains(EndReason.TOO_MANY_HERE);
    }

    @Test
    void aSiteRingsTwiceAsOftenAsOneOfItsNetworks() {
        var limits = limits(MANY, MANY, MANY, 10, MANY);
        int rung = 0;
        for (int i = 0; i < 90; i++) {
            rung += limits.acquire(from("2001:db8:0:" + i % 3 + "::1"), NOW).isEmpty() ? 1 : 0;
        }

        assertThat(rung).isEqualTo(60);
    }

    @Test
    void aCallThatComesFromAnotherNodeCountsOnce() {
        var limits = limits(100, 9, 5, 9, MANY);
        limits.countElsewhere(Map.of(here("one"), 1, here("two"), 3));

        limits.adopt(here("two"));
        limits.adopt(here("two"));

        assertThat(limits.acquire(here("three"), NOW)).isEmpty();
        assertThat(limits.acquire(here("three"), NOW)).contains(EndReason.TOO_MANY_HERE);

        limits.countElsewhere(Map.of(here("one"), 1, here("two"), 1));
        assertThat(limits.acquire(here("three"), NOW)).contains(EndReason.TOO_MANY_HERE);
    }
}
