package org.portalvoip.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.portalvoip.web.ClientNetwork;

class WaitingRoomTest {
    private final WaitingRoom room = new WaitingRoom(4);
    private final List<String> gaveWay = new ArrayList<>();

    private void enter(String socket, String address) {
        room.enter(socket, ClientNetwork.of(address), () -> gaveWay.add(socket));
    }

    @Test
    void aNetworkWithManySocketsMakesRoomForOthers() {
        enter("honest", "192.0.2.1");
        for (int i = 0; i < 5; i++) {
            enter("hostile" + i, "2001:db8:0:" + i + "::1");
        }

        assertThat(gaveWay).containsExactly("hostile0", "hostile1");
        assertThat(room.size()).isEqualTo(4);
    }

    @Test
    void amongEqualsTheOneThatWaitsLongestGivesWay() {
        for (int i = 0; i < 6; i++) {
            enter("socket" + i, "192.0.2." + i);
        }

        assertThat(gaveWay).containsExactly("socket0", "socket1");
    }

    @Test
    void whoHasLeftMakesRoom() {
        for (int i = 0; i < 10; i++) {
            enter("socket" + i, "192.0.2." + i);
            room.leave("socket" + i);
            room.leave("socket" + i);
        }

        assertThat(gaveWay).isEmpty();
        assertThat(room.size()).isZero();
    }
}
