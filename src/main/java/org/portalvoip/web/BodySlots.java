package org.portalvoip.web;

import java.util.HashMap;
import java.util.Map;

/**
 * How many requests with a body may be under way at the same time. A body that arrives slowly holds a thread of the server
 * while our code waits for it, and no server of ours limits the time of a whole body. So one network may hold a few
 * threads, and all strangers together less than a third of those that Payara has. Browsers with a session have places
 * apart, so that nobody keeps an administrator from saving.
 */
final class BodySlots {
    static final int MOST_OF_A_NETWORK = 20;
    static final int MOST_OF_STRANGERS = 60;
    static final int MOST_WITH_SESSION = 40;

    private final Map<ClientNetwork, Integer> ofNetwork = new HashMap<>();
    private int ofStrangers;
    private int withSession;

    /** Takes a place, which must be given back with the same arguments; false when there is none. */
    synchronized boolean take(ClientNetwork network, boolean session) {
        if (session) {
            boolean free = withSession < MOST_WITH_SESSION;
            withSession += free ? 1 : 0;
            return free;
        }
        if (ofStrangers >= MOST_OF_STRANGERS || ofNetwork.getOrDefault(network, 0) >= MOST_OF_A_NETWORK) {
            return false;
        }
        ofStrangers++;
        ofNetwork.merge(network, 1, Integer::sum);
        return true;
    }

    /** Gives a place back that was taken. */
    synchronized void giveBack(ClientNetwork network, boolean session) {
        if (session) {
            withSession--;
        } else {
            ofStrangers--;
            ofNetwork.computeIfPresent(network, (same, count) -> count == 1 ? null : count - 1);
        }
    }
}
