package org.portalvoip.call;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.portalvoip.start.Settings;
import org.portalvoip.start.Settings.Callers;
import org.portalvoip.web.ClientNetwork;

/** Who sends a request for a call or for its ticket: a signed-in user, a browser, or somebody from a network. */
@Dependent
class Visitors {
    /** Holds the name of a browser. */
    static final String COOKIE = "voip-browser";

    @Inject
    Settings settings;

    @Inject
    CallTickets tickets;

    /** Whether {@code voip.callers} lets this visitor call. */
    boolean mayCall(HttpServletRequest request) {
        return settings.callers() == Callers.EVERYONE || user(request).isPresent();
    }

    /** The caller that this visitor is, or that the portal has named. */
    Caller caller(HttpServletRequest request, Optional<PortalUser> portalUser) {
        String who =
                portalUser.map(PortalUser::who).orElseGet(() -> holders(request).get(0));
        return new Caller(who, ClientNetwork.of(request.getRemoteAddr()), portalUser);
    }

    /** For whom a ticket may be that this visitor uses; the strictest first, the network always last. */
    List<String> holders(HttpServletRequest request) {
        List<String> holders = new ArrayList<>();
        user(request).map(Visitors::user).ifPresent(holders::add);
        browser(request).map(Visitors::browser).ifPresent(holders::add);
        holders.add(Caller.NETWORK + ClientNetwork.of(request.getRemoteAddr()).text());
        return holders;
    }

    /** The holder of the tickets of the browser with this name. */
    static String browser(String name) {
        return "browser " + name;
    }

    private static String user(Principal user) {
        return Caller.USER + user.getName();
    }

    /** WildFly has a principal with the name {@code anonymous} for nobody. */
    Optional<Principal> user(HttpServletRequest request) {
        return Optional.ofNullable(request.getUserPrincipal())
                .filter(user -> !user.getName().equals("anonymous"));
    }

    /** The name in the cookie of this visitor's browser, if we gave it. */
    Optional<String> browser(HttpServletRequest request) {
        return Optional.ofNullable(request.getCookies()).stream()
                .flatMap(Stream::of)
                .filter(cookie -> cookie.getName().equals(COOKIE))
                .map(Cookie::getValue)
                .flatMap(name -> tickets.browser(name).stream())
                .findFirst();
    }
}
