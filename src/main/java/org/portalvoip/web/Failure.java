package org.portalvoip.web;

import jakarta.faces.application.ProtectedViewException;
import jakarta.faces.application.ViewExpiredException;
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
import org.portalvoip.language.Languages;
import org.portalvoip.language.Texts;
import org.primefaces.csp.CspException;

/**
 * The rule from a failure to a status to words, for every door by which one leaves: the filter ({@link Failures}), Faces
 * ({@link FacesFailures}), REST ({@link RestFailures}) and the login.
 *
 * <p>A form that outlived its session, or whose hidden fields somebody changed, is shown afresh with the notice
 * {@code ?expired}; one that no widget can read is status 400; a database that is away is status 503, and everything else
 * 500, both with a reference that stands in the log beside the cause. Nobody outside ever sees the cause.
 */
public final class Failure {
    /** The request attribute with the reference under which the log has the cause. */
    static final String REFERENCE = Failure.class.getName();

    private static final Logger LOG = System.getLogger(Failure.class.getName());
    private static final Set<Class<?>> OUTDATED =
            Set.of(ViewExpiredException.class, ProtectedViewException.class, CspException.class);
    private static final Set<Class<?>> UNREADABLE = Set.of(FacesFailures.UnreadableForm.class);
    private static final Set<Integer> WITH_OWN_PAGE = Set.of(403, 404, 413, 503);

    /** Only programs are answered with these; a browser is led to the login page. */
    private static final Set<Integer> WITH_OWN_SENTENCE = Set.of(401, 429);

    private static final SecureRandom RANDOM = new SecureRandom();

    private Failure() {}

    /** Answers {@code request}, which failed with {@code cause}; nothing may have been sent yet. */
    public static void answer(HttpServletRequest request, HttpServletResponse response, Throwable cause)
            throws IOException {
        if (isCausedBy(cause, OUTDATED)) {
            LOG.log(Level.DEBUG, "A form was sent that no longer holds", cause);
            Redirect.to(RequestPath.of(request) + "?expired", request, response);
        } else if (isCausedBy(cause, UNREADABLE)) {
            LOG.log(Level.WARNING, "A form was sent that no page of ours sends", cause);
            refuse(request, response, HttpServletResponse.SC_BAD_REQUEST);
        } else {
            refuse(request, response, note(request, cause));
        }
    }

    /**
     * Answers with {@code status} and its words: to a program in JSON, to a browser with the error page. With 429 the
     * response must have its {@code Retry-After} already.
     */
    public static void refuse(HttpServletRequest request, HttpServletResponse response, int status) throws IOException {
        if (RequestPath.isForProgram(request)) {
            String words = words(request, status, response.getHeader("Retry-After"));
            JsonAnswer.send(response, status, JsonAnswer.message(words));
        } else {
            response.sendError(status);
        }
    }

    /** The sentence for {@code status} in the language of {@code request}; {@code values} fill its gaps. */
    static String words(HttpServletRequest request, int status, Object... values) {
        String key = WITH_OWN_SENTENCE.contains(status) ? "error." + status : kind(status);
        return Texts.of(Languages.of(request), key + ".text", values);
    }

    /** The beginning of the keys of the error page's texts for {@code status}. */
    static String kind(int status) {
        return "error." + (WITH_OWN_PAGE.contains(status) ? status : status < 500 ? "request" : "server");
    }

    /**
     * Writes {@code cause} to the log, beside a reference that {@code request} takes along.
     *
     * @return the status to answer with: 503 when the database is away, else 500
     */
    static int note(HttpServletRequest request, Throwable cause) {
        byte[] reference = new byte[4];
        RANDOM.nextBytes(reference);
        request.setAttribute(REFERENCE, HexFormat.of().formatHex(reference));
        LOG.log(Level.ERROR, "Error " + request.getAttribute(REFERENCE), cause);
        return causes(cause).anyMatch(Failure::isLostDatabase)
                ? HttpServletResponse.SC_SERVICE_UNAVAILABLE
                : HttpServletResponse.SC_INTERNAL_SERVER_ERROR;
    }

    /** A connection that broke (classes 08 and 57 of SQLSTATE) or, by the servers' pools without a state, never was. */
    private static boolean isLostDatabase(Throwable cause) {
        return cause instanceof SQLException failure
                && (failure.getSQLState() == null || failure.getSQLState().matches("(08|57).*"));
    }

    private static boolean isCausedBy(Throwable thrown, Set<Class<?>> kinds) {
        return causes(thrown).anyMatch(cause -> kinds.stream().anyMatch(kind -> kind.isInstance(cause)));
    }

    /** Suppressed ones included: that is where WildFly's transactions put the reason why a commit broke. */
    private static Stream<Throwable> causes(Throwable thrown) {
        return Stream.iterate(thrown, Objects::nonNull, Throwable::getCause)
                .flatMap(cause -> Stream.concat(
                        Stream.of(cause), Stream.of(cause.getSuppressed()).flatMap(Failure::causes)));
    }
}
