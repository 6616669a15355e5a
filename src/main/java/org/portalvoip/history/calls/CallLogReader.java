package org.portalvoip.history.calls;

import static org.portalvoip.database.BoundedStatement.prepare;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.portalvoip.history.calls.LoggedCall.Rating;

/** Reads the list of calls. However long it is, a page costs the same memory: the database counts, sorts and cuts. */
@ApplicationScoped
public class CallLogReader {
    static final int CALLS_PER_PAGE = 50;
    private static final String COLUMNS =
            "select id, begun_utc, waited, spoken, outcome, reason, status, words, caller,"
                    + " node, sip_call_id, lost, round_trip, route, codec, rating from voip_call_log where ";

    @Resource(lookup = "java:comp/DefaultDataSource")
    DataSource dataSource;

    /**
     * A part of the list, newest first.
     *
     * @param number of this page, from 1
     * @param pages how many there are, at least 1
     * @param found how many calls there are on all of them
     */
    public record Page(List<LoggedCall> calls, int number, int pages, int found) {}

    private interface Reading<T> {
        T of(ResultSet row) throws SQLException;
    }

    private <T> List<T> ask(String sql, List<String> values, Reading<T> reading) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = prepare(connection, sql)) {
            for (int i = 0; i < values.size(); i++) {
                statement.setString(i + 1, values.get(i));
            }
            try (ResultSet rows = statement.executeQuery()) {
                List<T> read = new ArrayList<>();
                while (rows.next()) {
                    read.add(reading.of(rows));
                }
                return read;
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * What {@code filter} finds.
     *
     * @param wanted the number of the page; the nearest one is read if there is no such page
     */
    Page page(CallFilter filter, int wanted) {
        int found = ask(
                        "select count(*) from voip_call_log where " + filter.condition(),
                        filter.values(),
                        row -> row.getInt(1))
                .get(0);
        int pages = Math.max(1, (found + CALLS_PER_PAGE - 1) / CALLS_PER_PAGE);
        int number = Math.max(1, Math.min(wanted, pages));
        String part = " order by begun_utc desc, id desc limit " + CALLS_PER_PAGE + " offset "
                + (number - 1) * CALLS_PER_PAGE;
        return new Page(
                ask(COLUMNS + filter.condition() + part, filter.values(), CallLogReader::call), number, pages, found);
    }

    /** The newest calls that {@code filter} finds among those before {@code last} in the list, null for the first ones. */
    List<LoggedCall> after(LoggedCall last, CallFilter filter, int most) {
        List<String> values = new ArrayList<>(filter.values());
        String before = "";
        if (last != null) {
            before = " and (begun_utc < ? or (begun_utc = ? and id < ?))";
            values.addAll(List.of(last.begun(), last.begun(), last.id()));
        }
        String part = before + " order by begun_utc desc, id desc limit " + most;
        return ask(COLUMNS + filter.condition() + part, values, CallLogReader::call);
    }

    /** The calls of the days from {@code first} on, in UTC. */
    List<Day.Part> parts(LocalDate first) {
        return ask(
                "select substring(begun_utc, 1, 10), outcome, waited, count(*) from voip_call_log where begun_utc >= ?"
                        + " group by substring(begun_utc, 1, 10), outcome, waited",
                List.of(first.toString()),
                row -> new Day.Part(
                        LocalDate.parse(row.getString(1)),
                        Outcome.valueOf(row.getString(2)),
                        row.getInt(3),
                        row.getInt(4)));
    }

    private static LoggedCall call(ResultSet row) throws SQLException {
        String rating = row.getString(16);
        return new LoggedCall(
                row.getString(1),
                row.getString(2),
                row.getInt(3),
                number(row, 4),
                Outcome.valueOf(row.getString(5)),
                row.getString(6),
                row.getInt(7),
                row.getString(8),
                row.getString(9),
                row.getString(10),
                row.getString(11),
                number(row, 12),
                number(row, 13),
                row.getString(14),
                row.getString(15),
                rating == null ? null : Rating.valueOf(rating));
    }

    private static Integer number(ResultSet row, int column) throws SQLException {
        int number = row.getInt(column);
        return row.wasNull() ? null : number;
    }
}
