package org.portalvoip.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.portalvoip.web.ClientNetwork;

/** Who waits for whom. */
class NetworksInTurnTest {
    private static final int MOST = 300;

    private final List<Runnable> threads = new ArrayList<>();
    private final List<String> done = new ArrayList<>();
    private final NetworksInTurn turns = new NetworksInTurn(new FewAtOnce(threads::add, 1), MOST);

    private boolean add(String address) {
        return turns.execute(ClientNetwork.of(address), () -> done.add(address));
    }

    private void run() {
        List<Runnable> now = List.copyOf(threads);
        threads.clear();
        now.forEach(Runnable::run);
    }

    @Test
    void whoeverHasManyKeepsTheOthersWaitingForOne() {
        IntStream.range(0, MOST).forEach(i -> add("192.0.2.1"));
        add("192.0.2.2");
        add("192.0.2.3");
        add("192.0.2.2");
        run();

        assertThat(done).hasSize(MOST + 3).startsWith("192.0.2.1", "192.0.2.2", "192.0.2.3", "192.0.2.1", "192.0.2.2");
    }

    @Test
    void aNetworkHasOnlySoMuchRoom() {
        long taken = IntStream.range(0, 2 * MOST).filter(i -> add("192.0.2.1")).count();
        assertThat(taken).isEqualTo(MOST);
        assertThat(add("192.0.2.2")).isTrue();
        run();

        assertThat(done).hasSize(MOST + 1);
        assertThat(add("192.0.2.1")).isTrue();
    }

    @Test
    void aSiteOfIpv6IsOneNetwork() {
        long taken = IntStream.range(0, 2 * MOST)
                .filter(i -> add("2001:db8:7:" + Integer.toHexString(i) + "::1"))
                .count();

        assertThat(taken).isEqualTo(MOST);
    }
}
