package org.portalvoip.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.faces.application.ProtectedViewException;
import jakarta.faces.application.ViewExpiredException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.portalvoip.language.Languages;
import org.portalvoip.language.Texts;
import org.primefaces.csp.CspException;

/**
 * The one rule that turns a failure into a status and a sentence, for every place where failures leave the
 * application: the filter ({@link Failures}), Faces ({@link FacesFailures}), REST ({@link RestFailures}) and the
 * login.
 *
 * <p>A form that outlived its session, or whose hidden fields were changed, is shown again with the notice
 * {@code ?expired}. A form that no widget can read, and a request that its client broke off, get status 400, a database
 * that is away or takes no changes 503, and everything else 500; the last two come with a reference that the log shows
 * beside the cause. Nobody outside ever sees the cause.
 */
public final class Failure {
    /** The request attribute with the reference under which the log shows the cause. */
    static final String REFERENCE = Failure.class.getName();

    /** The request attribute with the {@link DatabaseTrouble} that made it fail. */
    private static final String TROUBLE = DatabaseTrouble.class.getName();

    private static final Logger LOG = System.getLogger(Failure.class.getName());
    private static final Set<Class<?>> OUTDATED =
            Set.of(ViewExpiredException.class, ProtectedViewException.class, CspException.class);
    private static final Set<Class<?>> UNREADABLE = Set.of(FacesFailures.UnreadableForm.class);
    static final int TOO_MANY_REQUESTS = 429;
    private static final Set<Integer> WITH_OWN_PAGE = Set.of(403, 404, 411, 413, 503);

    /** Only programs get these. */
    private static final Set<Integer> WITH_OWN_SENTENCE = Set.of(401, 405, 406, 415, 429);

    /** Code of Undertow and of Payara that reads requests and writes answers. */
    private static final Pattern CONNECTION = Pattern.compile(
            "(io\\.undertow|org\\.xnio|org\\.glassfish\\.grizzly|org\\.apache\\.catalina\\.connector)\\..*");

    private static final SecureRandom RANDOM = new SecureRandom();

    private Failure() {}

    /** Answers {@code request}, which failed with {@code cause}; nothing may have been sent yet. */
    public static void answer(HttpServletRequest request, HttpServletResponse response, Throwable cause)
            throws IOException {
        if (isCausedBy(cause, OUTDATED)) {
            LOG.log(Level.DEBUG, "A form was sent that is no longer valid", cause);
            Redirect.to(RequestPath.of(request) + "?expired", request, response);
        } else if (isCausedBy(cause, UNREADABLE)) {
            // Anybody can send one: no stack trace, and nothing of what was sent.
            LOG.log(Level.WARNING, "A form was sent that does not come from our pages");
            LOG.log(Level.DEBUG, "Such a form failed", cause);
            refuse(request, response, HttpServletResponse.SC_BAD_REQUEST);
        } else {
            refuse(request, response, note(request, cause));
        }
    }

    /**
     * Answers with {@code status} and its sentence: a program gets JSON, a browser the error page. For 429 the
     * response must already have its {@code Retry-After}.
     */
    public static void refuse(HttpServletRequest request, HttpServletResponse response, int status) throws IOException {
        if (RequestPath.isForProgram(request)) {
            String words = words(request, status, response.getHeader("Retry-After"));
            JsonAnswer.send(response, status, JsonAnswer.message(words));
        } else {
            response.sendError(status);
        }
    }

    /**
     * As {@link #refuse}, but a browser gets a text and no page, because whoever is refused for the crowd must cost less than
     * the others. Nothing that still comes of the request is waited for.
     */
    static void refuseBriefly(HttpServletRequest request, HttpServletResponse response, int status) throws IOException {
        if (RequestPath.isForProgram(request)) {
            refuse(request, response, status);
            return;
        }
        Locale language = Languages.of(request);
        String kind = kind(request, status);
        response.setStatus(status);
        response.setContentType("text/plain");
        response.setCharacterEncoding(UTF_8.name());
        response.getOutputStream()
                .write((Texts.of(language, kind + ".title") + "\n\n" + Texts.of(language, kind + ".text") + "\n")
                        .getBytes(UTF_8));
    }

    /** The sentence for {@code status} in the language of {@code request}; {@code values} fill its gaps. */
    static String words(HttpServletRequest request, int status, Object... values) {
        String key = WITH_OWN_SENTENCE.contains(status) ? "error." + status : kind(request, status);
        return Texts.of(Languages.of(request), key + ".text", values);
    }

    /** The prefix of the keys of the error page's texts for {@code status} and what was noted for {@code request}. */
    static String kind(HttpServletRequest request, int status) {
        if (status == HttpServletResponse.SC_SERVICE_UNAVAILABLE
                && request.getAttribute(TROUBLE) instanceof DatabaseTrouble trouble
                && trouble.isRefusal()) {
            return "error." + trouble;
        }
        if (status == TOO_MANY_REQUESTS) {
            return "error.busy";
        }
        return "error." + (WITH_OWN_PAGE.contains(status) ? status : status < 500 ? "request" : "server");
    }

    /**
     * Writes {@code cause} to the log with a reference, and stores the reference in {@code request}; does neither if the
     * client broke off its request.
     *
     * @return the status of the answer: 400 when the client is to blame, 503 when the database is, otherwise 500
     */
    static int note(HttpServletRequest request, Throwable cause) {
        if (isBrokenOff(cause)) {
            LOG.log(Level.DEBUG, "A client broke off its request", cause);
            return HttpServletResponse.SC_BAD_REQUEST;
        }
        byte[] reference = new byte[4];
        RANDOM.nextBytes(reference);
        request.setAttribute(REFERENCE, HexFormat.of().formatHex(reference));
        LOG.log(Level.ERROR, "Error " + request.getAttribute(REFERENCE), cause);
        Optional<DatabaseTrouble> trouble = DatabaseTrouble.of(cause);
        trouble.ifPresent(known -> request.setAttribute(TROUBLE, known));
        return trouble.isPresent()
                ? HttpServletResponse.SC_SERVICE_UNAVAILABLE
                : HttpServletResponse.SC_INTERNAL_SERVER_ERROR;
    }

    /** Whether the connection to the client broke: the server's own code for that connection threw an IOException. */
    private static boolean isBrokenOff(Throwable failure) {
        return DatabaseTrouble.causes(failure)
                .filter(IOException.class::isInstance)
                .flatMap(cause -> Stream.of(cause.getStackTrace())
                        .map(StackTraceElement::getClassName)
                        .filter(name -> !name.matches("(java|jdk|sun)\\..*"))
                        .limit(1))
                .anyMatch(name -> CONNECTION.matcher(name).matches());
    }

    private static boolean isCausedBy(Throwable thrown, Set<Class<?>> kinds) {
        return DatabaseTrouble.causes(thrown)
                .anyMatch(cause -> kinds.stream().anyMatch(kind -> kind.isInstance(cause)));
    }
}
