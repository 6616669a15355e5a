package org.portalvoip.call;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.portalvoip.call.NodeTable.Node;
import org.portalvoip.janus.Adoption;
import org.portalvoip.janus.JanusGateway;
import org.portalvoip.janus.JanusPlace;

/**
 * This node among the others. It counts its beats, sees by theirs which of them are gone, and keeps the master of a
 * node that is gone alive at Janus, as long as calls need it. No clock of one node is compared with that of another.
 */
final class Nodes {
    private static final Logger LOG = System.getLogger(Nodes.class.getName());

    /** A node that is late with one beat is not gone yet. */
    private static final int LOOKS_UNTIL_GONE = 3;

    /** A node that is gone may have calls to which their browsers still come back. */
    private static final int LOOKS_UNTIL_FORGOTTEN = 90;

    private final NodeTable table;
    private final String id;
    private final JanusGateway gateway;
    private final AbandonedCalls abandoned;
    /** The masters that our calls need, by the nodes that made them. */
    private final Map<String, JanusPlace> needed = new ConcurrentHashMap<>();

    private final Map<String, Adoption> adopted = new ConcurrentHashMap<>();
    private final Map<String, Long> lastBeats = new HashMap<>();
    /** The nodes whose beats have been seen to change; the row of any other may be of a node that was killed long ago. */
    private final Set<String> seenAlive = new HashSet<>();

    private final Map<String, Integer> looksWithoutABeat = new HashMap<>();
    private volatile Set<String> living = Set.of();
    /** What the row of this node says of it; null when that is not known. */
    private NodeCard told;

    private boolean away;

    Nodes(NodeTable table, String id, JanusGateway gateway, AbandonedCalls abandoned) {
        this.table = table;
        this.id = id;
        this.gateway = gateway;
        this.abandoned = abandoned;
    }

    /** This node has gone on with a call that needs the master of {@code maker}. */
    void needs(String maker, JanusPlace master) {
        if (master != null && !maker.equals(id)) {
            needed.put(maker, master);
        }
    }

    /** To be called every two seconds, never twice at once. */
    void look() {
        try {
            if (table.beat(id)) {
                told = null;
            }
            Map<String, Node> nodes = table.all();
            nodes.forEach(this::count);
            lastBeats.keySet().retainAll(nodes.keySet());
            looksWithoutABeat.keySet().retainAll(nodes.keySet());
            seenAlive.retainAll(nodes.keySet());
            living = seenAlive.stream()
                    .filter(node -> !node.equals(id) && !isGone(node))
                    .collect(Collectors.toUnmodifiableSet());
            for (String maker : new HashSet<>(needed.keySet())) {
                keepOrGiveBack(maker, nodes);
            }
            for (Map.Entry<String, Node> node : nodes.entrySet()) {
                forget(node.getKey(), node.getValue());
            }
            away = false;
        } catch (SQLException | RuntimeException e) {
            if (!away) {
                LOG.log(Level.WARNING, "The database does not tell of the other nodes", e);
            }
            away = true;
        }
    }

    /** Lets administrators of all nodes know of this one; to be called after a look. */
    void tell(NodeCard card) {
        if (card.equals(told)) {
            return;
        }
        try {
            table.describe(card);
            told = card;
        } catch (SQLException | RuntimeException e) {
            LOG.log(Level.DEBUG, "The other nodes do not learn how this one is", e);
        }
    }

    private void count(String node, Node seen) {
        Long before = lastBeats.put(node, seen.beats());
        boolean beats = before == null || before != seen.beats();
        if (before != null && beats) {
            seenAlive.add(node);
        }
        looksWithoutABeat.merge(node, 0, (looks, none) -> beats ? 0 : looks + 1);
        if (seen.beats() == NodeTable.GONE) {
            looksWithoutABeat.merge(node, LOOKS_UNTIL_GONE, Math::max);
        }
    }

    /** The other nodes that live, at the last look that succeeded. */
    Set<String> living() {
        return living;
    }

    private boolean isGone(String node) {
        return !node.equals(id) && looksWithoutABeat.getOrDefault(node, 0) >= LOOKS_UNTIL_GONE;
    }

    private void keepOrGiveBack(String maker, Map<String, Node> nodes) throws SQLException {
        JanusPlace master = needed.get(maker);
        if (!table.isInUse(master.session())) {
            needed.remove(maker);
            giveBack(maker, nodes.get(maker));
        } else if (!adopted.containsKey(maker) && isGone(maker) && nodes.containsKey(maker)) {
            String keeper = nodes.get(maker).keeper();
            boolean free = keeper == null || isGone(keeper) || !nodes.containsKey(keeper);
            if (id.equals(keeper) || (free && table.keep(maker, keeper, id))) {
                adopt(maker, master);
            }
        }
    }

    private void adopt(String maker, JanusPlace master) {
        gateway.adopt(master).whenComplete((adoption, failure) -> {
            if (failure == null) {
                adopted.put(maker, adoption);
                adoption.ended().thenRun(() -> adopted.remove(maker));
                LOG.log(Level.INFO, "This node keeps the lines of a node alive that is gone");
            } else {
                LOG.log(Level.WARNING, "The lines of a node that is gone cannot be kept alive yet", failure);
            }
        });
    }

    /** A node that was only frozen may live again, and has calls of its own. */
    private void giveBack(String maker, Node seen) throws SQLException {
        Adoption adoption = adopted.remove(maker);
        if (adoption != null) {
            var unused = adoption.close();
            if (isGone(maker)) {
                remove(maker, seen);
            } else {
                table.keep(maker, id, null);
            }
        }
    }

    private void forget(String node, Node seen) throws SQLException {
        if (looksWithoutABeat.getOrDefault(node, 0) >= LOOKS_UNTIL_FORGOTTEN && !needed.containsKey(node)) {
            remove(node, seen);
        }
    }

    private void remove(String node, Node seen) throws SQLException {
        if (seen != null) {
            abandoned.end(node, seen);
            table.remove(node);
        }
    }

    /** This node leaves on purpose, so that others need not wait to find out. */
    void leave() {
        try {
            table.leave(id);
        } catch (SQLException | RuntimeException e) {
            LOG.log(Level.WARNING, "The other nodes have to find out by themselves that this one is gone", e);
        }
        adopted.values().forEach(Adoption::letGo);
    }
}
