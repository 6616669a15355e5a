package org.portalvoip.history.calls;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.portalvoip.history.Csv;
import org.portalvoip.language.Languages;
import org.portalvoip.language.Texts;

/** What the page of the calls shows, of all its pages, as a file for a spreadsheet; newest first. */
@WebServlet("/admin/calls.csv")
public class CallsExport extends HttpServlet {
    private static final long serialVersionUID = 1;
    private static final int CALLS_AT_A_TIME = 500;
    private static final List<String> COLUMNS = List.of(
            "begun",
            "caller",
            "waited",
            "spoken",
            "outcome",
            "reason",
            "status",
            "words",
            "lost",
            "roundTrip",
            "route",
            "codec",
            "rating",
            "node",
            "callId");

    @Inject
    transient CallLogReader reader;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Locale language = Languages.of(request);
        CallFilter filter = CallFilter.of(request::getParameter);
        // Read before anything is sent, so that a database that is away can still become an error page.
        List<LoggedCall> calls = reader.after(null, filter, CALLS_AT_A_TIME);
        response.setContentType("text/csv;charset=UTF-8");
        response.setHeader("Content-Disposition", "attachment; filename=\"voip-calls.csv\"");
        PrintWriter out = response.getWriter();
        out.write(Csv.BYTE_ORDER_MARK);
        out.write(Csv.line(COLUMNS.stream()
                .map(column -> Texts.of(language, "calls.csv." + column))
                .toList()));
        while (!calls.isEmpty()) {
            calls.forEach(call -> out.write(Csv.line(cells(call, language))));
            calls = reader.after(calls.get(calls.size() - 1), filter, CALLS_AT_A_TIME);
        }
    }

    static List<String> cells(LoggedCall call, Locale language) {
        return Arrays.asList(
                call.begun() + "Z",
                call.caller(),
                text(call.waited()),
                text(call.spoken()),
                Texts.of(language, "calls.outcome." + call.outcome()),
                Reasons.text(language, call),
                call.status() == 0 ? null : text(call.status()),
                call.words(),
                call.lost() == null ? null : text(call.lost() / 10.0),
                text(call.roundTrip()),
                call.route() == null ? null : Texts.of(language, "calls.route." + call.route()),
                call.codec(),
                call.rating() == null ? null : Texts.of(language, "calls.rating." + call.rating()),
                call.node(),
                call.sipCallId());
    }

    private static String text(Number number) {
        return number == null ? null : number.toString();
    }
}
