package org.portalvoip.call;

import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import org.portalvoip.web.ClientNetwork;

/**
 * Runs tasks for networks, a few at a time. The networks take turns, so that one with many tasks keeps the others waiting for
 * no more than one of its own, and each has only so much room to wait in.
 */
final class NetworksInTurn {
    private final FewAtOnce turns;
    private final int most;
    /** The network whose turn is next comes first. */
    private final Map<ClientNetwork, Queue<Runnable>> waiting = new LinkedHashMap<>();

    /** @param most how many tasks of one network may wait */
    NetworksInTurn(FewAtOnce turns, int most) {
        this.turns = turns;
        this.most = most;
    }

    /** Runs {@code task} when its turn comes; false, and it never runs, if too many of this network wait already. */
    boolean execute(ClientNetwork network, Runnable task) {
        if (!queue(network.wider(), task)) {
            return false;
        }
        turns.execute(() -> next().run());
        return true;
    }

    private synchronized boolean queue(ClientNetwork site, Runnable task) {
        Queue<Runnable> own = waiting.computeIfAbsent(site, first -> new ArrayDeque<>());
        return own.size() < most && own.add(task);
    }

    /** There are as many turns as tasks. */
    private synchronized Runnable next() {
        ClientNetwork site = waiting.keySet().iterator().next();
        Queue<Runnable> own = waiting.remove(site);
        Runnable task = own.remove();
        if (!own.isEmpty()) {
            waiting.put(site, own);
        }
        return task;
    }
}
