package org.portalvoip.web;

import jakarta.json.Json;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.portalvoip.language.Languages;
import org.portalvoip.language.Texts;

/** The few answers that are given before or instead of what was asked for. */
public final class Answers {
    /** The header by which Faces's script marks its Ajax requests. */
    public static final String FACES_REQUEST = "Faces-Request";

    private static final String SAID = Answers.class.getName();

    private Answers() {}

    /** Whether the request is, or before it failed was, for a program, which wants JSON, not for a browser. */
    public static boolean toProgram(HttpServletRequest request) {
        Object failed = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        String path = failed == null
                ? path(request)
                : failed.toString().substring(request.getContextPath().length());
        return path.startsWith("/api/");
    }

    /** The decoded path below the context path, as the server maps it. */
    public static String path(HttpServletRequest request) {
        String rest = request.getPathInfo();
        return request.getServletPath() + (rest == null ? "" : rest);
    }

    /**
     * Sends the browser to {@code path} of this application with a GET, also when the request is one of Faces's own
     * Ajax requests, whose script would take a plain redirect for a broken answer.
     */
    public static void redirect(HttpServletRequest request, HttpServletResponse response, String path)
            throws IOException {
        String location = request.getContextPath() + path;
        response.setHeader("Cache-Control", "no-store");
        if ("partial/ajax".equals(request.getHeader(FACES_REQUEST))) {
            response.setStatus(HttpServletResponse.SC_OK);
            response.setContentType("text/xml");
            response.setCharacterEncoding(StandardCharsets.UTF_8.name());
            response.getWriter()
                    .write("<?xml version=\"1.0\" encoding=\"UTF-8\"?><partial-response><redirect url=\""
                            + location.replace("&", "&amp;")
                                    .replace("<", "&lt;")
                                    .replace("\"", "&quot;")
                            + "\"/></partial-response>");
        } else {
            response.setStatus(HttpServletResponse.SC_SEE_OTHER);
            response.setHeader("Location", location);
        }
    }

    /** Answers a program with {@code status} and the text of {@code key} in its language. */
    public static void tellProgram(
            HttpServletRequest request, HttpServletResponse response, int status, String key, Object... values)
            throws IOException {
        response.setStatus(status);
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setContentType("application/json");
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        // Undertow sends this answer through the error page, which shall say the same again and nothing more general.
        String message = request.getAttribute(SAID) instanceof String said ? said : text(request, key, values);
        request.setAttribute(SAID, message);
        response.getWriter()
                .write(Json.createObjectBuilder()
                        .add("message", message)
                        .build()
                        .toString());
    }

    private static String text(HttpServletRequest request, String key, Object... values) {
        return Texts.of(Languages.of(request), key, values);
    }
}
