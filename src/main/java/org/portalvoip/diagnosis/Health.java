package org.portalvoip.diagnosis;

import static org.portalvoip.web.JsonAnswer.JSON;

import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.portalvoip.language.Languages;
import org.portalvoip.language.Texts;
import org.portalvoip.web.JsonAnswer;

/**
 * Reports to a monitor how this node is: {@code /health/live} says whether it answers at all, {@code /health/ready}
 * whether everything it needs is available. Status 200 when everything is up, otherwise 503; the body follows
 * MicroProfile Health and gives the reason for each check in words. Neither asks the database, so requests cannot
 * overload it, and the answer does not hang with it.
 */
@WebServlet({"/health/live", "/health/ready"})
public class Health extends HttpServlet {
    @Inject
    Readiness readiness;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        List<Check> checks = request.getServletPath().endsWith("ready") ? readiness.checks() : List.of();
        boolean up = checks.stream().allMatch(Check::up);
        var array = JSON.createArrayBuilder();
        checks.forEach(check -> array.add(json(check, request)));
        JsonAnswer.send(
                response,
                up ? HttpServletResponse.SC_OK : HttpServletResponse.SC_SERVICE_UNAVAILABLE,
                JSON.createObjectBuilder()
                        .add("status", status(up))
                        .add("checks", array)
                        .build());
    }

    private static JsonObject json(Check check, HttpServletRequest request) {
        String reason =
                Texts.of(Languages.of(request), check.reason(), check.values().toArray());
        return JSON.createObjectBuilder()
                .add("name", check.name())
                .add("status", status(check.up()))
                .add("data", JSON.createObjectBuilder().add("reason", reason))
                .build();
    }

    private static String status(boolean up) {
        return up ? "UP" : "DOWN";
    }
}
