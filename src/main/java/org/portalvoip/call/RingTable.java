package org.portalvoip.call;

import static org.portalvoip.database.BoundedStatement.prepare;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.portalvoip.web.ClientNetwork;

/**
 * The table {@code voip_ring}, as one node uses it: it adds its own rows and removes them again, and reads each of the
 * others' once. Plain JDBC: each statement is one transaction.
 */
final class RingTable {

    private final DataSource dataSource;
    private final String node;
    /** The last turn of each other node that has been read. */
    private final Map<String, Long> read = new HashMap<>();

    private long turn;

    RingTable(DataSource dataSource, String node) {
        this.dataSource = dataSource;
        this.node = node;
    }

    /** The last turn of this node. */
    long turn() {
        return turn;
    }

    /** Adds that these callers have rung. */
    void add(List<Caller> callers) throws SQLException {
        String sql = "insert into voip_ring (node, turn, caller, network) values (?, ?, ?, ?)";
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = prepare(connection, sql)) {
            for (Caller caller : callers) {
                statement.setString(1, node);
                statement.setLong(2, ++turn);
                statement.setString(3, caller.who());
                statement.setString(4, caller.network().text());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    /** Removes the rows of this node up to this turn. */
    void remove(long upTo) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement =
                        prepare(connection, "delete from voip_ring where node = ? and turn <= ?")) {
            statement.setString(1, node);
            statement.setLong(2, upTo);
            statement.executeUpdate();
        }
    }

    /** Who has rung at these other nodes since the last time. */
    List<Caller> newOnes(Set<String> others) throws SQLException {
        String sql = "select node, turn, caller, network from voip_ring where node <> ? order by node, turn";
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = prepare(connection, sql)) {
            statement.setString(1, node);
            try (ResultSet rows = statement.executeQuery()) {
                List<Caller> callers = new ArrayList<>();
                while (rows.next()) {
                    String other = rows.getString(1);
                    if (others.contains(other) && isNew(other, rows.getLong(2))) {
                        callers.add(new Caller(rows.getString(3), new ClientNetwork(rows.getString(4))));
                    }
                }
                return callers;
            }
        }
    }

    private boolean isNew(String other, long seen) {
        boolean isNew = seen > read.getOrDefault(other, 0L);
        if (isNew) {
            read.put(other, seen);
        }
        return isNew;
    }
}
