package org.portalvoip.call;

import static org.portalvoip.database.BoundedStatement.prepare;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.portalvoip.database.Transaction;
import org.portalvoip.janus.JanusAddress;
import org.portalvoip.janus.JanusPlace;
import org.portalvoip.web.ClientNetwork;

/**
 * The table {@code voip_call}, as one node writes it: plain JDBC. A row belongs to the node that its column {@code owner}
 * names. Longer than 200 lines, because every statement on this table is here.
 */
final class CallTable {
    private static final int MOST_TO_SHOW = 500;
    /** Values of {@code to_end}. */
    private static final int ENDED_BY_ADMINISTRATOR = 1;

    private static final int ENDED_WITH_LOGIN = 2;

    private static final String SELECT =
            "select id, owner, maker, token, token_before, caller, network, portal_user, phase, begun, answered,"
                    + " sip_call_id, janus, call_session, call_handle, master_session, master_handle, login"
                    + " from voip_call";

    private final DataSource dataSource;
    private final String node;
    private final InstantSource clock;
    private final UsedTokenTable used;

    CallTable(DataSource dataSource, String node, InstantSource clock) {
        this.dataSource = dataSource;
        this.node = node;
        this.clock = clock;
        this.used = new UsedTokenTable(clock);
    }

    /**
     * Which of the calls have not been written.
     *
     * @param taken the ids of those that another node has
     * @param replayed the ids of those whose ticket was used for another call before
     */
    record Written(Set<String> taken, Set<String> replayed) {}

    /** Writes the rows of these calls of this node, or erases them where there is no record: all or none. */
    Written write(Map<String, Optional<CallRecord>> calls) throws SQLException {
        return Transaction.of(dataSource, connection -> {
            Written written = new Written(new HashSet<>(), new HashSet<>());
            for (Map.Entry<String, Optional<CallRecord>> call : calls.entrySet()) {
                if (call.getValue().isPresent()) {
                    write(connection, call.getValue().get(), written);
                } else {
                    erase(connection, call.getKey(), node);
                }
            }
            return written;
        });
    }

    private void write(Connection connection, CallRecord call, Written written) throws SQLException {
        if (update(connection, call) == 1) {
            return;
        }
        if (!isMissing(connection, call.id())) {
            written.taken().add(call.id());
        } else if (useTickets(connection, call)) {
            insert(connection, call);
        } else {
            written.replayed().add(call.id());
        }
    }

    private boolean useTickets(Connection connection, CallRecord call) throws SQLException {
        boolean good = true;
        for (String ticket : call.tickets()) {
            good &= used.use(connection, ticket, CallTickets.GOOD_NOWHERE);
        }
        return good;
    }

    /** Removes the tickets that no node takes for good any more. */
    void removeOldTickets() throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            used.removeOld(connection);
        }
    }

    private int update(Connection connection, CallRecord call) throws SQLException {
        String sql = "update voip_call set token = ?, token_before = ?, phase = ?, answered = ?, sip_call_id = ?"
                + " where id = ? and owner = ?";
        try (PreparedStatement statement = prepare(connection, sql)) {
            statement.setString(1, call.tokens().last());
            statement.setString(2, call.tokens().before());
            statement.setString(3, call.phase().name());
            setAnswered(statement, 4, call);
            statement.setString(5, call.sipCallId());
            statement.setString(6, call.id());
            statement.setString(7, node);
            return statement.executeUpdate();
        }
    }

    private boolean isMissing(Connection connection, String id) throws SQLException {
        try (PreparedStatement statement = prepare(connection, "select 1 from voip_call where id = ?")) {
            statement.setString(1, id);
            try (ResultSet rows = statement.executeQuery()) {
                return !rows.next();
            }
        }
    }

    private void insert(Connection connection, CallRecord call) throws SQLException {
        String sql =
                "insert into voip_call (id, owner, maker, token, token_before, caller, network, portal_user, phase, begun,"
                        + " answered, sip_call_id, janus, call_session, call_handle, master_session, master_handle, login)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
        try (PreparedStatement statement = prepare(connection, sql)) {
            statement.setString(1, call.id());
            statement.setString(2, node);
            statement.setString(3, node);
            statement.setString(4, call.tokens().last());
            statement.setString(5, call.tokens().before());
            statement.setString(6, call.caller().who());
            statement.setString(7, call.caller().network().text());
            statement.setString(
                    8, call.caller().portalUser().map(PortalUser::text).orElse(null));
            statement.setString(9, call.phase().name());
            statement.setLong(10, clock.millis() - call.age().toMillis());
            setAnswered(statement, 11, call);
            statement.setString(12, call.sipCallId());
            setPlaces(statement, call);
            statement.setString(18, call.login().isEmpty() ? null : call.login());
            statement.executeUpdate();
        }
    }

    private static void setPlaces(PreparedStatement statement, CallRecord call) throws SQLException {
        statement.setString(13, call.line().server().toString());
        statement.setLong(14, call.line().session());
        statement.setLong(15, call.line().handle());
        if (call.master() == null) {
            statement.setNull(16, Types.BIGINT);
            statement.setNull(17, Types.BIGINT);
        } else {
            statement.setLong(16, call.master().session());
            statement.setLong(17, call.master().handle());
        }
    }

    private void setAnswered(PreparedStatement statement, int index, CallRecord call) throws SQLException {
        if (call.spoken() == null) {
            statement.setNull(index, Types.BIGINT);
        } else {
            statement.setLong(index, clock.millis() - call.spoken().toMillis());
        }
    }

    /** Removes the row of a call; false if {@code owner} does not have it any more. */
    boolean erase(String id, String owner) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            return erase(connection, id, owner);
        }
    }

    private static boolean erase(Connection connection, String id, String owner) throws SQLException {
        try (PreparedStatement statement = prepare(connection, "delete from voip_call where id = ? and owner = ?")) {
            statement.setString(1, id);
            statement.setString(2, owner);
            return statement.executeUpdate() == 1;
        }
    }

    /** Asks the node that has this call to end it; false if there is no such call. */
    boolean askToEnd(String id) throws SQLException {
        return askToEnd("id", id, ENDED_BY_ADMINISTRATOR) == 1;
    }

    /** Asks the nodes that have calls of this login to end them. */
    void askToEndWith(String login) throws SQLException {
        askToEnd("login", login, ENDED_WITH_LOGIN);
    }

    private int askToEnd(String column, String value, int why) throws SQLException {
        String sql = "update voip_call set to_end = ? where " + column + " = ?";
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = prepare(connection, sql)) {
            statement.setInt(1, why);
            statement.setString(2, value);
            return statement.executeUpdate();
        }
    }

    /** The ids of the calls that belong to this node. */
    Set<String> own() throws SQLException {
        return ends("select id, to_end from voip_call where owner = ?").keySet();
    }

    /** The ids of those calls of this node that it is to end, and why. */
    Map<String, EndReason> toEnd() throws SQLException {
        return ends("select id, to_end from voip_call where owner = ? and to_end <> 0");
    }

    private Map<String, EndReason> ends(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = prepare(connection, sql)) {
            statement.setString(1, node);
            try (ResultSet rows = statement.executeQuery()) {
                Map<String, EndReason> ends = new HashMap<>();
                while (rows.next()) {
                    boolean wanted = rows.getInt(2) == ENDED_BY_ADMINISTRATOR;
                    ends.put(rows.getString(1), wanted ? EndReason.ADMINISTRATOR : EndReason.NOT_ALLOWED);
                }
                return ends;
            }
        }
    }

    /** How many calls each caller has at these other nodes. */
    Map<Caller, Integer> running(Set<String> others) throws SQLException {
        String sql = "select owner, caller, network, count(*) from voip_call where owner <> ?"
                + " group by owner, caller, network";
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = prepare(connection, sql)) {
            statement.setString(1, node);
            try (ResultSet rows = statement.executeQuery()) {
                Map<Caller, Integer> calls = new HashMap<>();
                while (rows.next()) {
                    if (others.contains(rows.getString(1))) {
                        Caller caller = new Caller(rows.getString(2), new ClientNetwork(rows.getString(3)));
                        calls.merge(caller, rows.getInt(4), Integer::sum);
                    }
                }
                return calls;
            }
        }
    }

    /** The calls of all nodes, the oldest first, as many as a page can show. */
    List<RunningCall> all() throws SQLException {
        String sql =
                "select id, owner, phase, begun, answered, caller, network, portal_user from voip_call order by begun";
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = prepare(connection, sql)) {
            statement.setMaxRows(MOST_TO_SHOW);
            try (ResultSet rows = statement.executeQuery()) {
                List<RunningCall> calls = new ArrayList<>();
                while (rows.next()) {
                    calls.add(shown(rows));
                }
                return calls;
            }
        }
    }

    private RunningCall shown(ResultSet row) throws SQLException {
        long now = clock.millis();
        long answered = row.getLong(5);
        Duration spoken = row.wasNull() ? null : Duration.ofMillis(now - answered);
        Optional<PortalUser> user = Optional.ofNullable(row.getString(8)).map(PortalUser::parse);
        return new RunningCall(
                row.getString(1),
                row.getString(2),
                CallState.valueOf(row.getString(3)),
                Duration.ofMillis(now - row.getLong(4)),
                spoken,
                new Caller(row.getString(6), new ClientNetwork(row.getString(7)), user).shown());
    }

    /** Whether any call that began on this node runs on another one, and needs the master of this one at Janus. */
    boolean othersNeedUs() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement =
                        prepare(connection, "select 1 from voip_call where maker = ? and owner <> ?")) {
            statement.setString(1, node);
            statement.setString(2, node);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }

    /** A call of another node, that node, and the one that placed it. */
    record Foreign(String owner, String maker, CallRecord call) {}

    /** The call for which one of the tokens with these hashes is good, if another node has it or had it. */
    Optional<Foreign> find(List<String> hashes) throws SQLException {
        return find(hashes, "owner <> ?");
    }

    /** The call for which one of the tokens with these hashes is good, if this node has it. */
    Optional<CallRecord> findOurs(List<String> hashes) throws SQLException {
        return find(hashes, "owner = ?").map(Foreign::call);
    }

    private Optional<Foreign> find(List<String> hashes, String whose) throws SQLException {
        String any = String.join(", ", Collections.nCopies(hashes.size(), "?"));
        String sql = SELECT + " where (token in (" + any + ") or token_before in (" + any + ")) and " + whose;
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = prepare(connection, sql)) {
            int index = 0;
            for (String hash : hashes) {
                index++;
                statement.setString(index, hash);
                statement.setString(hashes.size() + index, hash);
            }
            statement.setString(2 * hashes.size() + 1, node);
            try (ResultSet row = statement.executeQuery()) {
                return row.next()
                        ? Optional.of(new Foreign(row.getString(2), row.getString(3), read(row)))
                        : Optional.empty();
            }
        }
    }

    /** The calls of {@code owner}. */
    List<CallRecord> of(String owner) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = prepare(connection, SELECT + " where owner = ?")) {
            statement.setString(1, owner);
            try (ResultSet rows = statement.executeQuery()) {
                List<CallRecord> calls = new ArrayList<>();
                while (rows.next()) {
                    calls.add(read(rows));
                }
                return calls;
            }
        }
    }

    private CallRecord read(ResultSet row) throws SQLException {
        long now = clock.millis();
        long answered = row.getLong(11);
        Duration spoken = row.wasNull() ? null : Duration.ofMillis(now - answered);
        Optional<PortalUser> user = Optional.ofNullable(row.getString(8)).map(PortalUser::parse);
        JanusAddress janus = JanusAddress.parse(row.getString(13));
        return new CallRecord(
                row.getString(1),
                new ResumeHashes(row.getString(4), row.getString(5)),
                new Caller(row.getString(6), new ClientNetwork(row.getString(7)), user),
                CallState.valueOf(row.getString(9)),
                Duration.ofMillis(now - row.getLong(10)),
                spoken,
                row.getString(12),
                new JanusPlace(janus, row.getLong(14), row.getLong(15)),
                master(row, janus),
                List.of(),
                Objects.requireNonNullElse(row.getString(18), ""));
    }

    /** None of a line with a SIP stack of its own. */
    private static JanusPlace master(ResultSet row, JanusAddress janus) throws SQLException {
        long session = row.getLong(16);
        return row.wasNull() ? null : new JanusPlace(janus, session, row.getLong(17));
    }

    /** Makes a call of another node one of this node, with the next tokens; false if somebody was faster. */
    boolean take(Foreign foreign, ResumeHashes next) throws SQLException {
        String sql =
                "update voip_call set owner = ?, token = ?, token_before = ? where id = ? and owner = ? and token = ?";
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = prepare(connection, sql)) {
            statement.setString(1, node);
            statement.setString(2, next.last());
            statement.setString(3, next.before());
            statement.setString(4, foreign.call().id());
            statement.setString(5, foreign.owner());
            statement.setString(6, foreign.call().tokens().last());
            return statement.executeUpdate() == 1;
        }
    }
}
