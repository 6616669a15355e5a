package org.portalvoip.call;

import java.util.LinkedHashMap;
import java.util.Map;
import org.portalvoip.web.ClientNetwork;

/**
 * The sockets that have not made their offer yet. When there are too many, one gives way: of the network that has most
 * of them, the one that waits longest. So a network that opens many closes its own, and not those of others.
 */
final class WaitingRoom {
    private record Guest(ClientNetwork site, Runnable giveWay) {}

    private final int most;
    /** In the order in which they came. */
    private final Map<Object, Guest> guests = new LinkedHashMap<>();

    WaitingRoom(int most) {
        this.most = most;
    }

    /**
     * Lets a socket wait.
     *
     * @param socket by which it leaves again
     * @param giveWay is run, on any thread, when this socket has to give way
     */
    void enter(Object socket, ClientNetwork network, Runnable giveWay) {
        Guest guest = new Guest(network.wider(), giveWay);
        Guest leaving;
        synchronized (this) {
            guests.put(socket, guest);
            leaving = guests.size() > most ? guests.remove(eldestOfMost()) : null;
        }
        if (leaving != null) {
            leaving.giveWay().run();
        }
    }

    /** Nothing happens when the socket has left already. */
    synchronized void leave(Object socket) {
        guests.remove(socket);
    }

    synchronized int size() {
        return guests.size();
    }

    private Object eldestOfMost() {
        Map<ClientNetwork, Integer> counts = new LinkedHashMap<>();
        guests.values().forEach(guest -> counts.merge(guest.site(), 1, Integer::sum));
        int largest = counts.values().stream().mapToInt(count -> count).max().orElseThrow();
        return guests.entrySet().stream()
                .filter(guest -> counts.get(guest.getValue().site()) == largest)
                .findFirst()
                .orElseThrow()
                .getKey();
    }
}
