package org.portalvoip.login;

import jakarta.ejb.EJBException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.AuthenticationException;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.authentication.mechanism.http.HttpAuthenticationMechanism;
import jakarta.security.enterprise.authentication.mechanism.http.HttpMessageContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.portalvoip.web.Failure;
import org.portalvoip.web.LocalPath;
import org.portalvoip.web.Redirect;
import org.portalvoip.web.RequestPath;

/**
 * Tells the server who asks: the session's caller, or for the REST resources the one of HTTP Basic. Nobody in
 * particular may ask for what {@code web.xml} leaves open; for the rest a browser is led to the login page, and a
 * program is told 401, or 429 with the seconds to wait.
 */
@ApplicationScoped
public class Authentication implements HttpAuthenticationMechanism {
    static final String PAGE = "/login";
    static final String CHANGE_PAGE = "/password";

    @Inject
    Accounts accounts;

    @Inject
    BasicCredentials basic;

    @Override
    public AuthenticationStatus validateRequest(
            HttpServletRequest request, HttpServletResponse response, HttpMessageContext context)
            throws AuthenticationException {
        try {
            return check(request, response, context);
        } catch (IOException e) {
            throw new AuthenticationException(e);
        }
    }

    private AuthenticationStatus check(
            HttpServletRequest request, HttpServletResponse response, HttpMessageContext context) throws IOException {
        try {
            if (!context.isProtected()) {
                SignedIn caller = SignedIn.of(request);
                return caller == null ? context.doNothing() : accept(caller, context);
            }
            return RequestPath.isForProgram(request)
                    ? program(request, response, context)
                    : browser(request, response, context);
        } catch (EJBException e) {
            // Answered here, because no filter of ours is around a login.
            Failure.answer(request, response, e);
            return AuthenticationStatus.SEND_CONTINUE;
        }
    }

    private AuthenticationStatus browser(
            HttpServletRequest request, HttpServletResponse response, HttpMessageContext context) throws IOException {
        Optional<SignedIn> caller = session(request);
        if (caller.isEmpty()) {
            return leadTo(PAGE, request, response);
        }
        if (caller.get().newcomer() && !RequestPath.of(request).startsWith(CHANGE_PAGE)) {
            return leadTo(CHANGE_PAGE, request, response);
        }
        return accept(caller.get(), context);
    }

    private AuthenticationStatus program(
            HttpServletRequest request, HttpServletResponse response, HttpMessageContext context) throws IOException {
        if (request.getHeader("Authorization") == null) {
            Optional<SignedIn> caller = session(request);
            return caller.isPresent() ? accept(caller.get(), context) : unknown(request, response);
        }
        Optional<PasswordCheck.Outcome> outcome = basic.attempt(request);
        if (outcome.filter(PasswordCheck.Outcome::accepted).isPresent()) {
            return accept(outcome.get().caller(), context);
        }
        if (outcome.filter(PasswordCheck.Outcome::held).isPresent()) {
            response.setHeader("Retry-After", Long.toString(outcome.get().seconds()));
            Failure.refuse(request, response, 429);
            return AuthenticationStatus.SEND_CONTINUE;
        }
        return unknown(request, response);
    }

    /** The session's caller, unless their password was changed since; asked of the database, so it holds on all nodes. */
    private Optional<SignedIn> session(HttpServletRequest request) {
        return Optional.ofNullable(SignedIn.of(request)).filter(accounts::current);
    }

    private static AuthenticationStatus accept(SignedIn caller, HttpMessageContext context) {
        return context.notifyContainerAboutLogin(caller.name(), Set.of(caller.role()));
    }

    private static AuthenticationStatus leadTo(String page, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        String target =
                LocalPath.of(request).map(path -> path.asParameterOf(page)).orElse(page);
        Redirect.to(target, request, response);
        return AuthenticationStatus.SEND_CONTINUE;
    }

    private static AuthenticationStatus unknown(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        response.setHeader("WWW-Authenticate", "Basic realm=\"Portal VoIP\", charset=\"UTF-8\"");
        Failure.refuse(request, response, HttpServletResponse.SC_UNAUTHORIZED);
        return AuthenticationStatus.SEND_CONTINUE;
    }
}
