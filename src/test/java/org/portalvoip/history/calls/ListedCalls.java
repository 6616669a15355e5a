package org.portalvoip.history.calls;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.portalvoip.testing.database.Postgres;
import org.portalvoip.testing.lab.SwitchboardCall.Seen;

/** The rows of the list of calls, in the words of those who made or took the calls. */
final class ListedCalls {
    private static final String COLUMNS =
            "sip_call_id, caller, node, reason, outcome = 'ANSWERED', status, words, waited, spoken";

    private final List<Row> rows;

    private record Row(
            String callId,
            String caller,
            String node,
            String reason,
            boolean answered,
            String refusal,
            int waited,
            int spoken) {
        static Row of(String line) {
            String[] cells = line.split("\\|", -1);
            boolean answered = cells[4].equals("t") && !cells[8].isEmpty();
            int spoken = answered ? Integer.parseInt(cells[8]) : 0;
            String refusal = cells[5] + " " + cells[6];
            return new Row(
                    cells[0], cells[1], cells[2], cells[3], answered, refusal, Integer.parseInt(cells[7]), spoken);
        }

        /** What the desk must have seen of it. */
        String end() {
            return switch (reason) {
                case "HANG_UP" -> answered ? Seen.CALLER : Seen.CANCELLED;
                case "RING_TIMEOUT" -> Seen.CANCELLED;
                case "FAR_END" -> Seen.DESK;
                case "TRANSFERRED" -> Seen.TRANSFERRED;
                default -> refusal;
            };
        }
    }

    ListedCalls(Postgres database) {
        rows = database.query("select " + COLUMNS + " from voip_call_log")
                .lines()
                .map(Row::of)
                .toList();
    }

    Map<String, Long> byEnd() {
        return rows.stream()
                .collect(
                        Collectors.groupingBy(row -> row.node + ": " + row.end(), TreeMap::new, Collectors.counting()));
    }

    /** By the SIP Call-ID: who called, whether it was answered, and how it ended. */
    Map<String, String> ends() {
        return map(rows.stream(), Row::callId, row -> end(row.caller, row.answered, row.end()));
    }

    static Map<String, String> ends(List<Seen> seen) {
        return map(seen.stream(), Seen::callId, call -> end(call.caller(), call.spoken() != null, call.end()));
    }

    private static String end(String caller, boolean answered, String how) {
        return caller + (answered ? " spoke: " : " did not speak: ") + how;
    }

    /** By the caller: the node and the reason of the end. */
    Map<String, String> reasons() {
        return map(rows.stream(), Row::caller, row -> row.node + " " + row.reason);
    }

    static Map<String, String> reasons(List<MixedCalls.Heard> heard) {
        return map(heard.stream(), MixedCalls.Heard::caller, call -> call.node() + " " + call.reason());
    }

    /** How many seconds the list and the desk are apart in each call, in waiting and in talking. */
    Stream<Long> seconds(List<Seen> seen) {
        Map<String, Seen> calls = map(seen.stream(), Seen::callId, call -> call);
        return rows.stream().flatMap(row -> {
            Seen call = calls.get(row.callId);
            return Stream.of(apart(row.waited, call.waited()), apart(row.spoken, call.spoken()));
        });
    }

    private static long apart(int listed, Duration seen) {
        return Math.abs(listed - (seen == null ? 0 : seen.toSeconds()));
    }

    /** Fails if a key is there twice. */
    private static <T, V> Map<String, V> map(Stream<T> all, Function<T, String> key, Function<T, V> value) {
        return all.collect(Collectors.toMap(key, value));
    }
}
