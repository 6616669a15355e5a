package org.portalvoip.web;

import java.util.HashMap;
import java.util.Map;

/**
 * How many requests may be under way at the same time. A body that arrives slowly, and an answer that is read slowly, hold
 * a thread of the server, and no server of ours limits the time of a whole body or answer. So one network may hold less
 * than a third of the threads that {@code server-config} gives each server, and fewer with bodies; the bodies of all
 * strangers together, less than a third, too. Browsers with a session have places apart, so that nobody keeps an
 * administrator from saving.
 */
final class RequestSlots {
    static final int MOST_OF_A_NETWORK = 60;
    static final int MOST_BODIES_OF_A_NETWORK = 20;
    static final int MOST_BODIES_OF_STRANGERS = 60;
    static final int MOST_WITH_SESSION = 40;

    /** The place of one request. */
    record Slot(ClientNetwork network, boolean session, boolean body) {}

    private final Map<Slot, Integer> ofNetworks = new HashMap<>();
    private int bodiesOfStrangers;
    private int withSession;

    /** Takes a place, which must be given back; false when there is none. */
    synchronized boolean take(Slot slot) {
        if (!isFree(slot)) {
            return false;
        }
        count(slot, 1);
        return true;
    }

    /** Gives a place back that was taken. */
    synchronized void giveBack(Slot slot) {
        count(slot, -1);
    }

    private boolean isFree(Slot slot) {
        if (slot.session()) {
            return withSession < MOST_WITH_SESSION;
        }
        int taken = ofNetworks.getOrDefault(slot, 0);
        return slot.body()
                ? taken < MOST_BODIES_OF_A_NETWORK && bodiesOfStrangers < MOST_BODIES_OF_STRANGERS
                : taken < MOST_OF_A_NETWORK;
    }

    private void count(Slot slot, int more) {
        if (slot.session()) {
            withSession += more;
            return;
        }
        bodiesOfStrangers += slot.body() ? more : 0;
        ofNetworks.merge(slot, more, (one, other) -> one + other == 0 ? null : one + other);
    }
}
