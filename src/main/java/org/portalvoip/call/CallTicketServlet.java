package org.portalvoip.call;

import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.portalvoip.call.CallTickets.Purpose;
import org.portalvoip.janus.JanusGateway;
import org.portalvoip.web.JsonAnswer;
import org.portalvoip.web.Refusals;
import org.portalvoip.web.Refusals.Reason;
import org.portalvoip.web.SameOrigin;

/**
 * The ticket that a page fetches just before it opens the call socket; see {@link CallTickets}. A servlet, because every
 * call begins here, and on Payara the way through JAX-RS costs six times what the ticket itself does.
 */
@WebServlet("/api/call-ticket")
public class CallTicketServlet extends HttpServlet {
    private static final String WITHOUT_COOKIE = "none";

    @Inject
    CallTickets tickets;

    @Inject
    Visitors visitors;

    @Inject
    PortalCallers portals;

    @Inject
    SameOrigin origins;

    @Inject
    Drain drain;

    @Inject
    JanusGateway gateway;

    @Inject
    Refusals refusals;

    /** What a page gets. */
    record Answer(int status, JsonObject body, Map<String, String> headers, Optional<Cookie> cookie) {
        private Answer(int status, JsonObjectBuilder body, Optional<Cookie> cookie) {
            this(status, body.build(), new TreeMap<>(), cookie);
        }

        private Answer with(String header, String value) {
            headers.put(header, value);
            return this;
        }
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Answer answer = issue(request);
        answer.headers().forEach(response::setHeader);
        answer.cookie().ifPresent(response::addCookie);
        JsonAnswer.send(response, answer.status(), answer.body());
    }

    /**
     * {@code {"ticket": text}}, or 403 with {@code {"reason": name of an EndReason}}. The ticket is for the signed-in
     * user; else for the browser, which gets a cookie; else, where there can be no cookie, for the network. Whoever
     * brings a token of the portal also gets {@code "pass": text}, to be brought the next time. 503 without a reason while
     * the node is being emptied, so that a balancer, or the phone, tries the next one.
     *
     * <p>The parameter {@code cookie} is {@code none} when the browser keeps no cookies. With a parameter {@code resume}
     * the ticket is for coming back to a running call, with {@code trial} for the test call that the user has prepared.
     *
     * <p>When more calls are being set up than Janus takes at a time, there is no ticket for another one: whoever would be
     * refused at the end of the way is refused at its beginning, where that costs least.
     *
     * <p>Coming back to a running call takes no right to call: this node may know neither the session nor the pass by
     * which its caller had that right at another one.
     */
    Answer issue(HttpServletRequest request) {
        if (drain.hasBegun()) {
            return elsewhere(request);
        }
        boolean named = request.getHeader("Origin") != null;
        if (named && !origins.mayCall(request)) {
            return refused(EndReason.NOT_ALLOWED);
        }
        boolean guest = named && origins.isGuest(request);
        Purpose purpose = purpose(request);
        Answer answer = purpose == Purpose.CALL && gateway.isCrowded()
                ? crowded()
                : issue(request, guest || WITHOUT_COOKIE.equals(request.getParameter("cookie")), purpose);
        if (guest) {
            answer.with("Access-Control-Allow-Origin", request.getHeader("Origin"));
        }
        return answer.with("Vary", "Accept-Encoding, Cookie, Origin");
    }

    private static Purpose purpose(HttpServletRequest request) {
        if (request.getParameter("resume") != null) {
            return Purpose.RETURN;
        }
        return request.getParameter("trial") == null ? Purpose.CALL : Purpose.TRIAL;
    }

    private Answer issue(HttpServletRequest request, boolean withoutCookie, Purpose purpose) {
        Optional<PortalUser> user = portals.named(request, visitors.holders(request));
        return purpose == Purpose.RETURN || user.isPresent() || visitors.mayCall(request)
                ? granted(request, user, withoutCookie, purpose)
                : refused(EndReason.SIGN_IN);
    }

    private Answer crowded() {
        refusals.count(Reason.LINES);
        return refused(EndReason.ALL_LINES_BUSY);
    }

    /** A balancer of connections, not of requests, would lead the next request over the same connection back to us. */
    private static Answer elsewhere(HttpServletRequest request) {
        Answer answer = new Answer(
                HttpServletResponse.SC_SERVICE_UNAVAILABLE, JsonAnswer.JSON.createObjectBuilder(), Optional.empty());
        return "HTTP/1.1".equals(request.getProtocol()) ? answer.with("Connection", "close") : answer;
    }

    private Answer granted(
            HttpServletRequest request, Optional<PortalUser> user, boolean withoutCookie, Purpose purpose) {
        boolean known =
                visitors.user(request).isPresent() || visitors.browser(request).isPresent();
        if (known || withoutCookie) {
            return ticket(visitors.holders(request).get(0), user, purpose, Optional.empty());
        }
        String browser = tickets.newBrowser();
        return ticket(Visitors.browser(browser), user, purpose, Optional.of(cookie(browser, request)));
    }

    private Answer ticket(String holder, Optional<PortalUser> user, Purpose purpose, Optional<Cookie> cookie) {
        String ticket = tickets.issue(purpose, holder, user);
        JsonObjectBuilder body = JsonAnswer.JSON.createObjectBuilder().add("ticket", ticket);
        user.ifPresent(named -> body.add("pass", tickets.issuePass(holder, named)));
        return new Answer(HttpServletResponse.SC_OK, body, cookie);
    }

    private static Answer refused(EndReason reason) {
        JsonObjectBuilder body = JsonAnswer.JSON.createObjectBuilder().add("reason", reason.name());
        return new Answer(HttpServletResponse.SC_FORBIDDEN, body, Optional.empty());
    }

    /** Until the browser is closed; pages cannot read it. */
    private static Cookie cookie(String browser, HttpServletRequest request) {
        Cookie cookie = new Cookie(Visitors.COOKIE, browser);
        cookie.setPath(request.getContextPath().isEmpty() ? "/" : request.getContextPath());
        cookie.setHttpOnly(true);
        cookie.setSecure(request.isSecure());
        cookie.setAttribute("SameSite", "Lax");
        return cookie;
    }
}
