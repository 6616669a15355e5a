package org.portalvoip.web;

import jakarta.faces.application.ProtectedViewException;
import jakarta.faces.application.ViewExpiredException;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.primefaces.csp.CspException;

/**
 * Turns what went wrong into an answer. A form that outlived its session, or whose hidden fields somebody changed, is
 * shown afresh with the notice {@code ?expired}; one that no widget can read is status 400; a database that is away is
 * status 503, and everything else 500, both with a reference that stands in the log beside the cause. Nobody outside ever
 * sees the cause.
 */
public class Failures extends HttpFilter {
    public static final String REFERENCE = Failures.class.getName();

    private static final Logger LOG = System.getLogger(Failures.class.getName());
    private static final Set<Class<?>> OUTDATED =
            Set.of(ViewExpiredException.class, ProtectedViewException.class, CspException.class);
    private static final Set<Class<?>> UNREADABLE = Set.of(FacesFailures.UnreadableForm.class);
    private static final SecureRandom RANDOM = new SecureRandom();

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request.getDispatcherType() == DispatcherType.ERROR) {
            showError(request, response, chain);
            return;
        }
        try {
            chain.doFilter(request, response);
        } catch (ServletException | RuntimeException e) {
            if (response.isCommitted()) {
                note(request, e);
                throw new IOException("The answer broke off");
            }
            response.resetBuffer();
            answer(request, response, e);
        }
    }

    private static void answer(HttpServletRequest request, HttpServletResponse response, Exception failure)
            throws IOException {
        if (isCausedBy(failure, OUTDATED)) {
            LOG.log(Level.DEBUG, "A form was sent that no longer holds", failure);
            Answers.redirect(request, response, Answers.path(request) + "?expired");
        } else if (isCausedBy(failure, UNREADABLE)) {
            LOG.log(Level.WARNING, "A form was sent that no page of ours sends", failure);
            response.sendError(HttpServletResponse.SC_BAD_REQUEST);
        } else {
            note(request, failure);
            response.sendError(status(failure));
        }
    }

    /** The status that tells what {@code failure} of ours came from: 503 when the database is away, else 500. */
    public static int status(Throwable failure) {
        return causes(failure).anyMatch(Failures::isLostDatabase)
                ? HttpServletResponse.SC_SERVICE_UNAVAILABLE
                : HttpServletResponse.SC_INTERNAL_SERVER_ERROR;
    }

    /** A connection that broke (classes 08 and 57 of SQLSTATE) or, by the servers' pools without a state, never was. */
    private static boolean isLostDatabase(Throwable cause) {
        return cause instanceof SQLException failure
                && (failure.getSQLState() == null || failure.getSQLState().matches("(08|57).*"));
    }

    private void showError(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException {
        Throwable cause = (Throwable) request.getAttribute(RequestDispatcher.ERROR_EXCEPTION);
        if (cause != null && request.getAttribute(REFERENCE) == null) {
            note(request, cause);
        }
        try {
            if (Answers.toProgram(request)) {
                Answers.tellProgram(request, response, response.getStatus(), ErrorScreen.kind(request) + ".text");
            } else {
                chain.doFilter(new ErrorRequest(request), response);
            }
        } catch (ServletException | RuntimeException e) {
            note(request, e);
            response.setContentType("text/plain");
            response.getWriter().write("Error " + response.getStatus() + " " + request.getAttribute(REFERENCE));
        }
    }

    private static boolean isCausedBy(Throwable thrown, Set<Class<?>> kinds) {
        return causes(thrown).anyMatch(cause -> kinds.stream().anyMatch(kind -> kind.isInstance(cause)));
    }

    /** With the suppressed ones: the transactions of WildFly hang on like that why a commit broke. */
    private static Stream<Throwable> causes(Throwable thrown) {
        return Stream.iterate(thrown, Objects::nonNull, Throwable::getCause)
                .flatMap(cause -> Stream.concat(
                        Stream.of(cause), Stream.of(cause.getSuppressed()).flatMap(Failures::causes)));
    }

    /** Writes {@code cause} to the log, beside a reference that {@code request} takes along. */
    public static void note(HttpServletRequest request, Throwable cause) {
        byte[] reference = new byte[4];
        RANDOM.nextBytes(reference);
        request.setAttribute(REFERENCE, HexFormat.of().formatHex(reference));
        LOG.log(Level.ERROR, "Error " + request.getAttribute(REFERENCE), cause);
    }
}
