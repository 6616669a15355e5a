package org.portalvoip.call;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObjectBuilder;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import jakarta.ws.rs.core.Response.Status;
import java.util.Optional;
import org.portalvoip.call.CallTickets.Purpose;
import org.portalvoip.janus.JanusGateway;
import org.portalvoip.web.JsonAnswer;
import org.portalvoip.web.Refusals;
import org.portalvoip.web.Refusals.Reason;
import org.portalvoip.web.SameOrigin;

/** The ticket that a page fetches just before it opens the call socket; see {@link CallTickets}. */
@Path("call-ticket")
@ApplicationScoped
public class CallTicketResource {
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

    /**
     * {@code {"ticket": text}}, or 403 with {@code {"reason": name of an EndReason}}. The ticket is for the signed-in
     * user; else for the browser, which gets a cookie; else, where there can be no cookie, for the network. Whoever
     * brings a token of the portal also gets {@code "pass": text}, to be brought the next time. 503 without a reason while
     * the node is being emptied, so that a balancer, or the phone, tries the next one.
     *
     * <p>When more calls are being set up than Janus takes at a time, there is no ticket for another one: whoever would be
     * refused at the end of the way is refused at its beginning, where that costs least.
     *
     * <p>Coming back to a running call takes no right to call: this node may know neither the session nor the pass by
     * which its caller had that right at another one.
     *
     * @param cookie {@code none} when the browser keeps no cookies
     * @param resume anything when the ticket is for coming back to a running call, otherwise null
     * @param trial anything when it is for the test call that the user has prepared, otherwise null
     */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Response issue(
            @Context HttpServletRequest request,
            @QueryParam("cookie") String cookie,
            @QueryParam("resume") String resume,
            @QueryParam("trial") String trial) {
        if (drain.hasBegun()) {
            return elsewhere(request);
        }
        boolean named = request.getHeader("Origin") != null;
        if (named && !origins.mayCall(request)) {
            return refused(EndReason.NOT_ALLOWED).build();
        }
        Purpose purpose = resume != null ? Purpose.RETURN : trial != null ? Purpose.TRIAL : Purpose.CALL;
        boolean guest = named && origins.isGuest(request);
        ResponseBuilder answer = purpose == Purpose.CALL && gateway.isCrowded()
                ? crowded()
                : issue(request, guest || WITHOUT_COOKIE.equals(cookie), purpose);
        if (guest) {
            answer.header("Access-Control-Allow-Origin", request.getHeader("Origin"));
        }
        return answer.header("Vary", "Accept-Encoding, Cookie, Origin").build();
    }

    private ResponseBuilder issue(HttpServletRequest request, boolean withoutCookie, Purpose purpose) {
        Optional<PortalUser> user = portals.named(request, visitors.holders(request));
        return purpose == Purpose.RETURN || user.isPresent() || visitors.mayCall(request)
                ? granted(request, user, withoutCookie, purpose)
                : refused(EndReason.SIGN_IN);
    }

    private ResponseBuilder crowded() {
        refusals.count(Reason.LINES);
        return refused(EndReason.ALL_LINES_BUSY);
    }

    /** A balancer of connections, not of requests, would lead the next request over the same connection back to us. */
    private static Response elsewhere(HttpServletRequest request) {
        ResponseBuilder answer = answer(Status.SERVICE_UNAVAILABLE, JsonAnswer.JSON.createObjectBuilder());
        return "HTTP/1.1".equals(request.getProtocol())
                ? answer.header("Connection", "close").build()
                : answer.build();
    }

    private ResponseBuilder granted(
            HttpServletRequest request, Optional<PortalUser> user, boolean withoutCookie, Purpose purpose) {
        boolean known =
                visitors.user(request).isPresent() || visitors.browser(request).isPresent();
        if (known || withoutCookie) {
            return ticket(visitors.holders(request).get(0), user, purpose);
        }
        String browser = tickets.newBrowser();
        return ticket(Visitors.browser(browser), user, purpose).cookie(cookie(browser, request));
    }

    private ResponseBuilder ticket(String holder, Optional<PortalUser> user, Purpose purpose) {
        String ticket = tickets.issue(purpose, holder, user);
        JsonObjectBuilder body = JsonAnswer.JSON.createObjectBuilder().add("ticket", ticket);
        user.ifPresent(named -> body.add("pass", tickets.issuePass(holder, named)));
        return answer(Status.OK, body);
    }

    private static ResponseBuilder refused(EndReason reason) {
        return answer(Status.FORBIDDEN, JsonAnswer.JSON.createObjectBuilder().add("reason", reason.name()));
    }

    private static ResponseBuilder answer(Status status, JsonObjectBuilder body) {
        return Response.status(status).entity(body.build()).header("Cache-Control", "no-store");
    }

    /** Until the browser is closed; pages cannot read it. */
    private static NewCookie cookie(String browser, HttpServletRequest request) {
        return new NewCookie.Builder(Visitors.COOKIE)
                .value(browser)
                .path(Optional.of(request.getContextPath())
                        .filter(path -> !path.isEmpty())
                        .orElse("/"))
                .httpOnly(true)
                .secure(request.isSecure())
                .sameSite(NewCookie.SameSite.LAX)
                .build();
    }
}
