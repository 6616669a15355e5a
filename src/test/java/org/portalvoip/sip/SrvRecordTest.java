package org.portalvoip.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which server of a list comes first (RFC 2782). */
class SrvRecordTest {
    private static final int DRAWS = 20_000;

    private final Random random = new Random(1);

    private static SrvRecord server(int priority, int weight, String host) {
        return new SrvRecord(priority, weight, 5060, host);
    }

    private List<String> order(SrvRecord... records) {
        return SrvRecord.inOrder(List.of(records), random).stream()
                .map(SrvRecord::host)
                .toList();
    }

    /** How often each of the servers comes first. */
    private double share(String host, SrvRecord... records) {
        return IntStream.range(0, DRAWS)
                        .filter(draw -> order(records).get(0).equals(host))
                        .count()
                / (double) DRAWS;
    }

    @Test
    void aRecordIsReadAsTheDnsWritesIt() {
        assertThat(SrvRecord.parse("10 60 5061 sip1.example.org."))
                .isEqualTo(new SrvRecord(10, 60, 5061, "sip1.example.org"));
        assertThat(SrvRecord.parse("0 0 0 .").isServer()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10 60 5061", "10 60 -1 host", "10 60 5061 two hosts", "1000000 1 1 host"})
    void anythingElseIsNone(String text) {
        assertThatThrownBy(() -> SrvRecord.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aLowerPriorityComesFirstWhateverItsWeight() {
        for (int draw = 0; draw < 1000; draw++) {
            assertThat(order(server(20, 65_535, "b"), server(10, 0, "a"), server(30, 1, "c")))
                    .containsExactly("a", "b", "c");
        }
    }

    @Test
    void withinAPriorityTheWeightIsTheShareOfTheFirstPlaces() {
        SrvRecord[] servers = {server(1, 60, "a"), server(1, 30, "b"), server(1, 10, "c")};

        assertThat(share("a", servers)).isCloseTo(0.6, within(0.03));
        assertThat(share("b", servers)).isCloseTo(0.3, within(0.03));
        assertThat(share("c", servers)).isCloseTo(0.1, within(0.03));
    }

    @Test
    void aServerWithoutWeightComesFirstSeldomBesideOthersAndOftenAmongItsLike() {
        assertThat(share("none", server(1, 99, "heavy"), server(1, 0, "none"))).isBetween(0.001, 0.03);
        assertThat(order(server(1, 0, "a"), server(1, 0, "b"))).containsExactlyInAnyOrder("a", "b");
    }
}
