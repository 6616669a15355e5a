package org.portalvoip.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Sends a browser to another page of this application. */
public final class Redirect {
    /** The header by which the script of Faces marks its Ajax requests. */
    static final String FACES_REQUEST = "Faces-Request";

    private Redirect() {}

    /**
     * Sends the browser to {@code path}, below the context path, with a GET. This works for Ajax requests of Faces,
     * too, whose script would treat a plain redirect as a broken answer.
     */
    public static void to(String path, HttpServletRequest request, HttpServletResponse response) throws IOException {
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
}
