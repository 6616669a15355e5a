package org.portalvoip.history;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** Lines of a CSV file by RFC 4180, of which no cell is a formula for a spreadsheet. */
public final class Csv {
    /** Says to a spreadsheet that the file is UTF-8. */
    public static final String BYTE_ORDER_MARK = "\uFEFF";

    private static final String BEGINS_A_FORMULA = "=+-@\t\r\n";

    private Csv() {}

    /**
     * One line of the file.
     *
     * @param cells null for an empty one
     */
    public static String line(List<String> cells) {
        return cells.stream().map(Csv::cell).collect(Collectors.joining(",")) + "\r\n";
    }

    private static String cell(String value) {
        String text = Objects.requireNonNullElse(value, "");
        boolean formula = !text.isEmpty() && BEGINS_A_FORMULA.indexOf(text.charAt(0)) >= 0;
        return '"' + (formula ? "'" : "") + text.replace("\"", "\"\"") + '"';
    }
}
