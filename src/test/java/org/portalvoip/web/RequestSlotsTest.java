package org.portalvoip.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.portalvoip.web.RequestSlots.Slot;

/** Who may hold how many threads of the server, and who is not kept out by that. */
class RequestSlotsTest {
    private final RequestSlots slots = new RequestSlots();

    private static Slot body(int network) {
        return new Slot(ClientNetwork.of("192.0.2." + network), false, true);
    }

    private static Slot page(int network) {
        return new Slot(ClientNetwork.of("192.0.2." + network), false, false);
    }

    private static Slot ofSession(int network, boolean body) {
        return new Slot(ClientNetwork.of("192.0.2." + network), true, body);
    }

    private void take(int count, Slot slot) {
        for (int i = 0; i < count; i++) {
            assertThat(slots.take(slot)).isTrue();
        }
    }

    @Test
    void theBodiesOfAllStrangersTogetherHaveALimit() {
        int networks = RequestSlots.MOST_BODIES_OF_STRANGERS / RequestSlots.MOST_BODIES_OF_A_NETWORK;
        for (int network = 0; network < networks; network++) {
            take(RequestSlots.MOST_BODIES_OF_A_NETWORK, body(network));
        }

        assertThat(slots.take(body(networks))).isFalse();
        assertThat(slots.take(page(networks))).as("a page").isTrue();
        assertThat(slots.take(ofSession(0, true))).as("with a session").isTrue();

        slots.giveBack(body(0));
        assertThat(slots.take(body(networks))).isTrue();
    }

    @Test
    void aNetworkThatHasAllItsPlacesKeepsNoOtherOut() {
        take(RequestSlots.MOST_OF_A_NETWORK, page(1));

        assertThat(slots.take(page(1))).isFalse();
        assertThat(slots.take(page(2))).isTrue();
        slots.giveBack(page(1));
        assertThat(slots.take(page(1))).isTrue();
    }

    @Test
    void browsersWithASessionHavePlacesOfTheirOwnWhereverTheyAre() {
        take(RequestSlots.MOST_WITH_SESSION - 1, ofSession(1, false));
        take(1, ofSession(2, true));

        assertThat(slots.take(ofSession(3, false))).isFalse();
        assertThat(slots.take(body(1))).isTrue();
        slots.giveBack(ofSession(2, true));
        assertThat(slots.take(ofSession(3, false))).isTrue();
    }

    @Test
    void whatIsGivenBackIsFreeAgainHoweverOften() {
        for (int i = 0; i < 10 * RequestSlots.MOST_OF_A_NETWORK; i++) {
            for (Slot slot : new Slot[] {body(1), page(1), ofSession(1, true)}) {
                assertThat(slots.take(slot)).isTrue();
                slots.giveBack(slot);
            }
        }
    }
}
