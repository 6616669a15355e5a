package org.portalvoip.call;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.websocket.Session;
import java.io.IOException;
import java.security.Principal;
import java.util.Map;
import java.util.Objects;
import org.portalvoip.start.Settings;
import org.portalvoip.start.Settings.Callers;
import org.portalvoip.web.SameOrigin;

/**
 * The entrance of the call socket, before the upgrade: the page must be ours or have an allowed origin, and with
 * {@code voip.callers=authenticated} the caller must be signed in. Everybody else gets 403.
 */
public class CallGate extends HttpFilter {
    /** Carries the caller to the endpoint, which sees neither request nor address; no browser can set it. */
    private static final String CALLER = "org.portalvoip.caller";

    @Inject
    Settings settings;

    @Inject
    SameOrigin origins;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        boolean welcome = origins.mayCall(request)
                && (settings.callers() == Callers.EVERYONE || isUser(request.getUserPrincipal()));
        if (welcome) {
            chain.doFilter(new WithCaller(request), response);
        } else {
            response.sendError(HttpServletResponse.SC_FORBIDDEN);
        }
    }

    /** The caller on this socket: the user, or the address of a visitor. */
    static String callerOf(Session session) {
        return session.getRequestParameterMap().get(CALLER).get(0);
    }

    /** WildFly has a principal with this name for nobody. */
    private static boolean isUser(Principal principal) {
        return principal != null && !principal.getName().equals("anonymous");
    }

    /**
     * The request with the caller among its parameters, which are the only part of it that every server passes to the
     * endpoint.
     */
    private static final class WithCaller extends HttpServletRequestWrapper {
        WithCaller(HttpServletRequest request) {
            super(request);
        }

        @Override
        public Map<String, String[]> getParameterMap() {
            return Map.of(CALLER, new String[] {caller()});
        }

        private String caller() {
            if (isUser(getUserPrincipal())) {
                return getUserPrincipal().getName();
            }
            // Payara has none when it trusts a proxy that did not name it.
            return Objects.requireNonNullElse(getRemoteAddr(), "");
        }
    }
}
