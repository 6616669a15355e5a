package org.portalvoip.call;

import static org.portalvoip.database.BoundedStatement.prepare;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.portalvoip.call.NodeCard.State;

/** The table {@code voip_node}. Plain JDBC: each statement is one transaction. */
final class NodeTable {
    /** The beats of a node that has left on purpose. */
    static final long GONE = -1;

    private final DataSource dataSource;
    private final InstantSource clock;

    NodeTable(DataSource dataSource, InstantSource clock) {
        this.dataSource = dataSource;
        this.clock = clock;
    }

    /**
     * What a node's row says.
     *
     * @param beats how often it has counted, or {@link #GONE}
     * @param keeper the node that keeps its master at Janus, or null
     * @param name what the log calls it, empty when it is not known
     * @param silent since its last beat, by the clocks of two nodes
     */
    record Node(long beats, String keeper, String name, Duration silent) {}

    /** Counts one more beat of {@code node}; whether it is the first since it has a row. */
    boolean beat(String node) throws SQLException {
        String now = String.valueOf(clock.millis());
        boolean first = change("update voip_node set beats = beats + 1, seen = " + now + " where id = ?", node) == 0;
        if (first) {
            change("insert into voip_node (id, beats, seen) values (?, 1, " + now + ")", node);
        }
        return first;
    }

    /** Writes how the node describes itself. */
    void describe(NodeCard card) throws SQLException {
        change(
                "update voip_node set name = ?, version = ?, lacks = ? where id = ?",
                card.name(),
                card.version(),
                card.lacks(),
                card.id());
    }

    /** How all nodes have described themselves: those that have left as such, and all others as silent. */
    List<NodeCard> cards() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement =
                        prepare(connection, "select id, name, version, lacks, beats from voip_node order by name, id");
                ResultSet rows = statement.executeQuery()) {
            List<NodeCard> cards = new ArrayList<>();
            while (rows.next()) {
                State state = rows.getLong(5) == GONE ? State.LEFT : State.SILENT;
                cards.add(new NodeCard(
                        rows.getString(1), rows.getString(2), rows.getString(3), rows.getString(4), state));
            }
            return cards;
        }
    }

    /** The node leaves on purpose. */
    void leave(String node) throws SQLException {
        change("delete from voip_ring where node = ?", node);
        change("update voip_node set beats = " + GONE + " where id = ?", node);
    }

    /** By their ids. */
    Map<String, Node> all() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement =
                        prepare(connection, "select id, beats, keeper, coalesce(name, ''), seen from voip_node");
                ResultSet rows = statement.executeQuery()) {
            Map<String, Node> nodes = new HashMap<>();
            while (rows.next()) {
                Duration silent = Duration.ofMillis(clock.millis() - rows.getLong(5));
                nodes.put(rows.getString(1), new Node(rows.getLong(2), rows.getString(3), rows.getString(4), silent));
            }
            return nodes;
        }
    }

    /**
     * Makes {@code keeper}, or nobody if that is null, the one that keeps the master of {@code node}; false if somebody else
     * was faster.
     */
    boolean keep(String node, String formerKeeper, String keeper) throws SQLException {
        String update = "update voip_node set keeper = ? where id = ? and ";
        return formerKeeper == null
                ? change(update + "keeper is null", keeper, node) == 1
                : change(update + "keeper = ?", keeper, node, formerKeeper) == 1;
    }

    /** Whether any call still runs in the SIP stack of this master. */
    boolean isInUse(long masterSession) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = prepare(connection, "select 1 from voip_call where master_session = ?")) {
            statement.setLong(1, masterSession);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }

    /** Removes a node that is gone. */
    void remove(String node) throws SQLException {
        change("delete from voip_ring where node = ?", node);
        change("delete from voip_node where id = ?", node);
    }

    private int change(String sql, String... values) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = prepare(connection, sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setString(i + 1, values[i]);
            }
            return statement.executeUpdate();
        }
    }
}
