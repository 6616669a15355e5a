package org.portalvoip.portal;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.portalvoip.parameters.ActiveParameters;

/**
 * Answers {@code /footer.js}, the one line of a portal on any server. While calls are possible it is a module that
 * defines {@code <voip-call>}, otherwise an empty one. It needs no session and no SQL statement, it is the same for
 * everybody, and a browser asks once a minute at most whether it has changed.
 */
@WebServlet("/footer.js")
public class FooterScript extends HttpServlet {
    @Inject
    ActiveParameters parameters;

    FooterModule element;

    @Override
    public void init() {
        element = FooterModule.element(this::text);
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        FooterModule module = parameters.current().callable() ? element : FooterModule.EMPTY;
        response.setHeader("Cache-Control", "max-age=60");
        response.setHeader("ETag", module.tag());
        if (module.isAt(request.getHeader("If-None-Match"))) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return;
        }
        // A module is always in UTF-8 (HTML standard, "fetch a single module script").
        response.setContentType("text/javascript");
        response.getOutputStream().write(module.text().getBytes(StandardCharsets.UTF_8));
    }

    private String text(String file) {
        try (InputStream content = getServletContext().getResourceAsStream(file)) {
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
