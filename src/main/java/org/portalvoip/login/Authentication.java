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
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.Set;
import org.portalvoip.start.Settings;
import org.portalvoip.start.Settings.Callers;
import org.portalvoip.web.CallerLogin;
import org.portalvoip.web.Failure;
import org.portalvoip.web.LocalPath;
import org.portalvoip.web.Redirect;
import org.portalvoip.web.RequestGate;
import org.portalvoip.web.RequestPath;
import org.portalvoip.web.ResponseHeaders;

/**
 * Tells the server who sends a request: the user signed in to the web session or, for REST, the user of HTTP Basic.
 * Everybody may request what {@code web.xml} leaves open. For the rest, a browser is redirected to the login page, and
 * a program gets 401, or 429 with the seconds to wait.
 */
@ApplicationScoped
public class Authentication implements HttpAuthenticationMechanism {
    private static final Logger LOG = System.getLogger(Authentication.class.getName());

    static final String PAGE = "/login";
    static final String CHANGE_PAGE = "/password";

    @Inject
    Accounts accounts;

    @Inject
    BasicCredentials basic;

    @Inject
    CallingLogins calling;

    @Inject
    Settings settings;

    @Override
    public AuthenticationStatus validateRequest(
            HttpServletRequest request, HttpServletResponse response, HttpMessageContext context)
            throws AuthenticationException {
        ResponseHeaders.put(request, response);
        try {
            return check(request, response, context);
        } catch (IOException e) {
            throw new AuthenticationException(e);
        }
    }

    private AuthenticationStatus check(
            HttpServletRequest request, HttpServletResponse response, HttpMessageContext context) throws IOException {
        try {
            if (CallerLogin.concerns(RequestPath.of(request))) {
                return caller(request, context);
            }
            if (!context.isProtected()) {
                SignedIn user = SignedIn.of(request);
                return user == null ? context.doNothing() : accept(user, context);
            }
            return RequestPath.isForProgram(request)
                    ? program(request, response, context)
                    : browser(request, response, context);
        } catch (EJBException e) {
            // Answered here, because no filter of ours is around a login.
            RequestGate.leaveBody(request, response);
            Failure.answer(request, response, e);
            return AuthenticationStatus.SEND_CONTINUE;
        }
    }

    /**
     * A newcomer, and a user whose password was replaced, is a visitor to the call socket and its tickets. So is everybody
     * whose account cannot be looked up, because the database is away.
     *
     * <p>Their login is watched before it is asked whether it lasts, and {@link Logout} does the reverse: so whoever signs out
     * at this moment either is a visitor, or ends the call that begins with this request.
     */
    private AuthenticationStatus caller(HttpServletRequest request, HttpMessageContext context) {
        String login = settings.callers() == Callers.AUTHENTICATED ? watched(request) : "";
        Optional<SignedIn> user;
        try {
            user = session(request).filter(signedIn -> !signedIn.newcomer());
        } catch (EJBException e) {
            LOG.log(Level.WARNING, "The database is away: a signed-in user can call only as a visitor");
            LOG.log(Level.DEBUG, "The account of a caller could not be looked up", e);
            return context.doNothing();
        }
        if (user.isEmpty()) {
            return context.doNothing();
        }
        CallerLogin.put(request, login);
        return accept(user.get(), context);
    }

    /** The login of this request, if there is one. */
    private String watched(HttpServletRequest request) {
        SignedIn user = SignedIn.of(request);
        String login = user == null ? "" : SignedIn.loginOf(request);
        if (!login.isEmpty()) {
            calling.watch(login, user);
        }
        return login;
    }

    private AuthenticationStatus browser(
            HttpServletRequest request, HttpServletResponse response, HttpMessageContext context) throws IOException {
        boolean comesByProvider = settings.oidc().isPresent() && SignedIn.cameByProvider(request);
        Optional<SignedIn> user = session(request);
        if (user.isEmpty()) {
            // Whoever is still signed in there is back at once, without a click.
            boolean again = comesByProvider && request.getMethod().equals("GET");
            return leadTo(again ? ProviderLogin.BEGIN : PAGE, request, response);
        }
        if (!user.get().hasAccount() && RequestPath.of(request).startsWith(CHANGE_PAGE)) {
            // Their password is none of ours.
            return refuse(request, response, HttpServletResponse.SC_NOT_FOUND);
        }
        if (user.get().newcomer() && !RequestPath.of(request).startsWith(CHANGE_PAGE)) {
            return leadTo(CHANGE_PAGE, request, response);
        }
        return accept(user.get(), context);
    }

    private AuthenticationStatus program(
            HttpServletRequest request, HttpServletResponse response, HttpMessageContext context) throws IOException {
        if (request.getHeader("Authorization") == null) {
            Optional<SignedIn> user = session(request);
            return user.isPresent() ? accept(user.get(), context) : unknown(request, response);
        }
        Optional<PasswordCheck.Outcome> outcome = basic.attempt(request);
        if (outcome.filter(PasswordCheck.Outcome::accepted).isPresent()) {
            return accept(outcome.get().user(), context);
        }
        if (outcome.filter(PasswordCheck.Outcome::held).isPresent()) {
            response.setHeader("Retry-After", Long.toString(outcome.get().seconds()));
            return refuse(request, response, 429);
        }
        return unknown(request, response);
    }

    /**
     * The session's user, unless their password has changed since; checked in the database, so it applies on all nodes.
     */
    private Optional<SignedIn> session(HttpServletRequest request) {
        return Optional.ofNullable(SignedIn.of(request)).filter(accounts::current);
    }

    private static AuthenticationStatus accept(SignedIn user, HttpMessageContext context) {
        return context.notifyContainerAboutLogin(user.name(), Set.of(user.role()));
    }

    private static AuthenticationStatus leadTo(String page, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        String target =
                LocalPath.of(request).map(path -> path.asParameterOf(page)).orElse(page);
        RequestGate.leaveBody(request, response);
        Redirect.to(target, request, response);
        // Only a complete answer ends the connection before the body has come.
        response.getWriter().close();
        return AuthenticationStatus.SEND_CONTINUE;
    }

    private static AuthenticationStatus unknown(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        response.setHeader("WWW-Authenticate", "Basic realm=\"Portal VoIP\", charset=\"UTF-8\"");
        return refuse(request, response, HttpServletResponse.SC_UNAUTHORIZED);
    }

    private static AuthenticationStatus refuse(HttpServletRequest request, HttpServletResponse response, int status)
            throws IOException {
        RequestGate.leaveBody(request, response);
        Failure.refuse(request, response, status);
        return AuthenticationStatus.SEND_CONTINUE;
    }
}
