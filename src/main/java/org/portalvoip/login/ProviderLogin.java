package org.portalvoip.login;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.portalvoip.login.oidc.Flow;
import org.portalvoip.login.oidc.Provider;
import org.portalvoip.login.oidc.SignInRefused;
import org.portalvoip.login.oidc.SignInRefused.Reason;
import org.portalvoip.start.Settings;
import org.portalvoip.web.Failure;
import org.portalvoip.web.LocalPath;
import org.portalvoip.web.Redirect;
import org.portalvoip.web.RefusalLog;
import org.portalvoip.web.Refusals;

/**
 * Signs in by a provider of OpenID Connect: leads the browser there, and takes it back. What goes wrong is a sentence on
 * the login page and a line in the log.
 */
@WebServlet({ProviderLogin.BEGIN, ProviderLogin.BACK})
public class ProviderLogin extends HttpServlet {
    static final String BEGIN = "/login/oidc/begin";
    static final String BACK = "/login/oidc";

    private static final Logger LOG = System.getLogger(ProviderLogin.class.getName());
    private static final String COOKIE = "voip-oidc";
    private static final int SECONDS_TO_SIGN_IN = 600;

    /** Whoever comes from the provider counts under one name, which no account can have. */
    private static final String ANY_NAME = "OpenID Connect";

    /** The code was good, or nobody was asked. */
    private static final Set<Reason> NO_GUESS = Set.of(Reason.ROLE, Reason.CROWD);

    private final RefusalLog refusals = new RefusalLog(System::nanoTime);

    @Inject
    Provider provider;

    @Inject
    LoginThrottle throttle;

    @Inject
    Settings settings;

    @Inject
    Refusals counts;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!provider.isThere()) {
            Failure.refuse(request, response, HttpServletResponse.SC_NOT_FOUND);
        } else if (request.getServletPath().equals(BEGIN)) {
            begin(request, response);
        } else {
            end(request, response);
        }
    }

    private void begin(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String wanted = ReturnPath.of(request.getParameter(LocalPath.PARAMETER))
                .map(LocalPath::text)
                .orElse("");
        try {
            Flow flow = Flow.begin(wanted);
            String page = provider.authorization(flow, back(request));
            remember(flow.text(), SECONDS_TO_SIGN_IN, request, response);
            response.setHeader("Cache-Control", "no-store");
            response.setStatus(HttpServletResponse.SC_SEE_OTHER);
            response.setHeader("Location", page);
        } catch (SignInRefused e) {
            refuse(e, wanted, request, response);
        }
    }

    private void end(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Optional<Flow> flow = flow(request);
        remember("", 0, request, response);
        String wanted = flow.map(Flow::wanted).orElse("");
        try {
            String name = administrator(flow, request);
            SignedIn.byProvider(name).signIn(request);
            LOG.log(Level.INFO, "{0} signed in from {1}", name, request.getRemoteAddr());
            Redirect.to(ReturnPath.of(wanted).orElse(ReturnPath.HOME).text(), request, response);
        } catch (SignInRefused e) {
            refuse(e, wanted, request, response);
        }
    }

    /** First of all, whether this browser has begun the sign-in that it ends: otherwise a stranger could sign it in. */
    private String administrator(Optional<Flow> flow, HttpServletRequest request) throws SignInRefused {
        if (flow.filter(begun -> begun.isOf(request.getParameter("state"))).isEmpty()) {
            throw new SignInRefused(
                    Reason.OVER, "A browser came back that had begun no such sign-in, or ended it before");
        }
        String error = request.getParameter("error");
        if (error != null) {
            throw new SignInRefused(Reason.DENIED, "The provider sent the browser back with " + error);
        }
        provider.checkIssuer(request.getParameter("iss"));
        return administrator(flow.get(), request.getParameter("code"), back(request), request.getRemoteAddr());
    }

    /**
     * Asks the provider who brings this code, within the limits of {@link LoginThrottle}: strangers with codes of their own
     * invention would take all places of those who wait for the provider, and use up its patience with us.
     *
     * @param from null when the server trusts a proxy that did not name the address
     */
    String administrator(Flow flow, String code, String back, String from) throws SignInRefused {
        String address = Objects.requireNonNullElse(from, "");
        if (!throttle.admit(address, ANY_NAME).isZero()) {
            throw new SignInRefused(Reason.CROWD, "Too many codes from " + address + " were not accepted");
        }
        try {
            String name = provider.administrator(flow, code, back);
            throttle.succeeded(address, ANY_NAME);
            return name;
        } catch (SignInRefused e) {
            if (NO_GUESS.contains(e.reason())) {
                throttle.abandoned(address, ANY_NAME);
            }
            throw e;
        }
    }

    private void refuse(SignInRefused refusal, String wanted, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        counts.count(Refusals.Reason.OIDC);
        refusals.note("A sign-in by OpenID Connect was refused (" + refusal.reason() + "): " + refusal.getMessage());
        LOG.log(Level.DEBUG, "That was because of", refusal);
        String page = ReturnPath.of(wanted)
                .map(path -> path.asParameterOf(Authentication.PAGE) + "&")
                .orElse(Authentication.PAGE + "?");
        Redirect.to(page + LoginScreen.REFUSED + "=" + refusal.reason(), request, response);
    }

    /** What is registered at the provider; without {@code voip.url}, at the address under which the browser found us. */
    private String back(HttpServletRequest request) {
        String address = settings.url()
                .map(URI::toString)
                .orElseGet(() -> request.getRequestURL().toString().replaceFirst("/login/oidc.*", ""));
        return address.replaceFirst("/+$", "") + BACK;
    }

    private static Optional<Flow> flow(HttpServletRequest request) {
        return Stream.ofNullable(request.getCookies())
                .flatMap(Stream::of)
                .filter(cookie -> cookie.getName().equals(COOKIE))
                .findFirst()
                .flatMap(cookie -> Flow.parse(cookie.getValue()));
    }

    /** Lax, and not Strict, because the browser comes back from another site. */
    private void remember(String flow, int seconds, HttpServletRequest request, HttpServletResponse response) {
        Cookie cookie = new Cookie(COOKIE, flow);
        cookie.setPath(request.getContextPath() + BACK);
        cookie.setMaxAge(seconds);
        cookie.setHttpOnly(true);
        cookie.setSecure(back(request).startsWith("https:"));
        cookie.setAttribute("SameSite", "Lax");
        response.addCookie(cookie);
    }
}
