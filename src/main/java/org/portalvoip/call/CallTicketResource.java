package org.portalvoip.call;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
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
import org.portalvoip.web.JsonAnswer;
import org.portalvoip.web.SameOrigin;

/** The ticket that a page fetches just before it opens the call socket; see {@link CallTickets}. */
@Path("call-ticket")
@RequestScoped
public class CallTicketResource {
    private static final String WITHOUT_COOKIE = "none";

    @Inject
    CallTickets tickets;

    @Inject
    Visitors visitors;

    @Inject
    SameOrigin origins;

    /**
     * {@code {"ticket": text}}, or 403 with {@code {"reason": name of an EndReason}}. The ticket is for the signed-in
     * user; else for the browser, which gets a cookie; else, where there can be no cookie, for the network.
     *
     * @param cookie {@code none} when the browser keeps no cookies
     */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Response issue(@Context HttpServletRequest request, @QueryParam("cookie") String cookie) {
        boolean named = request.getHeader("Origin") != null;
        if (named && !origins.mayCall(request)) {
            return refused(EndReason.NOT_ALLOWED).build();
        }
        boolean guest = named && origins.isGuest(request);
        ResponseBuilder answer = visitors.mayCall(request)
                ? granted(request, guest || WITHOUT_COOKIE.equals(cookie))
                : refused(EndReason.SIGN_IN);
        if (guest) {
            answer.header("Access-Control-Allow-Origin", request.getHeader("Origin"));
        }
        return answer.header("Vary", "Accept-Encoding, Cookie, Origin").build();
    }

    private ResponseBuilder granted(HttpServletRequest request, boolean withoutCookie) {
        boolean known =
                visitors.user(request).isPresent() || visitors.browser(request).isPresent();
        if (known || withoutCookie) {
            return ticket(visitors.holders(request).get(0));
        }
        String browser = tickets.newBrowser();
        return ticket(Visitors.browser(browser)).cookie(cookie(browser, request));
    }

    private ResponseBuilder ticket(String holder) {
        return answer(Status.OK, "ticket", tickets.issue(holder));
    }

    private static ResponseBuilder refused(EndReason reason) {
        return answer(Status.FORBIDDEN, "reason", reason.name());
    }

    private static ResponseBuilder answer(Status status, String name, String value) {
        JsonObject body = JsonAnswer.JSON.createObjectBuilder().add(name, value).build();
        return Response.status(status).entity(body).header("Cache-Control", "no-store");
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
