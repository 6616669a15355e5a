package org.portalvoip.history;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.portalvoip.language.Languages;
import org.portalvoip.language.Texts;

/** What the page of the history shows, of all its pages, as a file for a spreadsheet; newest first. */
@WebServlet("/admin/history.csv")
public class HistoryExport extends HttpServlet {
    private static final int ENTRIES_AT_A_TIME = 500;
    private static final List<String> COLUMNS =
            List.of("change", "when", "who", "kind", "number", "name", "before", "after");

    @Inject
    transient History history;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Locale language = Languages.of(request);
        Search search = Search.of(request.getParameter("q"), language);
        // Read before anything is sent, so that a database that is away can still become an error page.
        List<HistoryEntry> entries = history.below(Long.MAX_VALUE, search, ENTRIES_AT_A_TIME);
        response.setContentType("text/csv;charset=UTF-8");
        response.setHeader("Content-Disposition", "attachment; filename=\"voip-history.csv\"");
        PrintWriter out = response.getWriter();
        out.write(Csv.BYTE_ORDER_MARK);
        out.write(Csv.line(COLUMNS.stream()
                .map(column -> Texts.of(language, "history.csv." + column))
                .toList()));
        while (!entries.isEmpty()) {
            entries.forEach(entry -> out.write(Csv.line(cells(entry, language))));
            long last = entries.get(entries.size() - 1).id();
            entries = history.below(last, search, ENTRIES_AT_A_TIME);
        }
    }

    private static List<String> cells(HistoryEntry entry, Locale language) {
        List<String> cells = new ArrayList<>(List.of(String.valueOf(entry.change()), entry.at() + "Z"));
        cells.add(entry.who());
        cells.add(Texts.of(language, "history.kind." + entry.kind()));
        cells.add(String.valueOf(entry.parameter()));
        cells.add(Texts.of(language, "parameters." + entry.parameter() + ".name"));
        if (entry.isSecret()) {
            cells.addAll(List.of("", Texts.of(language, "history.secret." + entry.secretAct())));
        } else {
            Stream.of(entry.oldValue(), entry.newValue()).forEach(cells::add);
        }
        return cells;
    }
}
