package org.portalvoip.history.calls;

import static org.portalvoip.database.BoundedStatement.prepare;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.portalvoip.database.Transaction;
import org.portalvoip.history.calls.LoggedCall.Rating;

/** Writes the table {@code voip_call_log}: plain JDBC. */
final class CallLogTable {
    private final DataSource dataSource;

    CallLogTable(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Adds a row for each call that has none: all or none. */
    void add(List<LoggedCall> calls) throws SQLException {
        Transaction.of(dataSource, connection -> {
            int added = 0;
            for (LoggedCall call : calls) {
                if (rating(connection, call.id()).isEmpty()) {
                    insert(connection, call);
                    added++;
                }
            }
            return added;
        });
    }

    private static void insert(Connection connection, LoggedCall call) throws SQLException {
        String sql = "insert into voip_call_log (id, begun_utc, waited, spoken, outcome, reason, status, words, caller,"
                + " node, sip_call_id, lost, round_trip, route, codec)"
                + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
        try (PreparedStatement statement = prepare(connection, sql)) {
            statement.setString(1, call.id());
            statement.setString(2, call.begun());
            statement.setInt(3, call.waited());
            setNumber(statement, 4, call.spoken());
            statement.setString(5, call.outcome().name());
            statement.setString(6, call.reason());
            statement.setInt(7, call.status());
            statement.setString(8, call.words());
            statement.setString(9, call.caller());
            statement.setString(10, call.node());
            statement.setString(11, call.sipCallId());
            setNumber(statement, 12, call.lost());
            setNumber(statement, 13, call.roundTrip());
            statement.setString(14, call.route());
            statement.setString(15, call.codec());
            statement.executeUpdate();
        }
    }

    private static void setNumber(PreparedStatement statement, int index, Integer number) throws SQLException {
        if (number == null) {
            statement.setNull(index, Types.INTEGER);
        } else {
            statement.setInt(index, number);
        }
    }

    /** What has become of a rating. */
    enum Rated {
        NOW,
        BEFORE,
        /** There is no row of this call, or not yet. */
        UNKNOWN
    }

    /** Only the first rating of a call counts. */
    Rated rate(String call, Rating rating) throws SQLException {
        String sql = "update voip_call_log set rating = ? where id = ? and rating is null";
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = prepare(connection, sql)) {
            statement.setString(1, rating.name());
            statement.setString(2, call);
            if (statement.executeUpdate() == 1) {
                return Rated.NOW;
            }
            return rating(connection, call).isPresent() ? Rated.BEFORE : Rated.UNKNOWN;
        }
    }

    /** The rating of a row, perhaps an empty text; empty when there is no row. */
    private static Optional<String> rating(Connection connection, String call) throws SQLException {
        try (PreparedStatement statement =
                prepare(connection, "select coalesce(rating, '') from voip_call_log where id = ?")) {
            statement.setString(1, call);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? Optional.of(rows.getString(1)) : Optional.empty();
            }
        }
    }

    /** Whether the table can be read now. */
    boolean answers() {
        try (Connection connection = dataSource.getConnection()) {
            rating(connection, "");
            return true;
        } catch (SQLException | RuntimeException e) {
            return false;
        }
    }

    /**
     * Removes the oldest rows that began before {@code begun}, about {@code most} of them, so that nobody waits long for a
     * lock; returns how many.
     */
    int removeBefore(String begun, int most) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            String last = lastOfTheOldest(connection, begun, most);
            if (last == null) {
                return 0;
            }
            try (PreparedStatement statement = prepare(connection, "delete from voip_call_log where begun_utc <= ?")) {
                statement.setString(1, last);
                return statement.executeUpdate();
            }
        }
    }

    private static String lastOfTheOldest(Connection connection, String begun, int most) throws SQLException {
        String sql = "select max(begun_utc) from (select begun_utc from voip_call_log where begun_utc < ?"
                + " order by begun_utc limit " + most + ") oldest";
        try (PreparedStatement statement = prepare(connection, sql)) {
            statement.setString(1, begun);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? rows.getString(1) : null;
            }
        }
    }
}
