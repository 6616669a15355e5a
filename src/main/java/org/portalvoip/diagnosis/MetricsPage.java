package org.portalvoip.diagnosis;

import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.portalvoip.language.Languages;
import org.portalvoip.language.Texts;
import org.portalvoip.web.Refusals;

/**
 * {@code /metrics}: the figures of this node in the text format of Prometheus, for {@link MetricsReaders}. Everybody else
 * gets 403, or 401 where a token is demanded, and a sentence. Asks no database.
 */
@WebServlet("/metrics")
public class MetricsPage extends HttpServlet {
    @Inject
    Metrics metrics;

    @Inject
    MetricsReaders readers;

    @Inject
    Refusals refusals;

    private final PrometheusTextFormatWriter writer = PrometheusTextFormatWriter.create();

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("Cache-Control", "no-store");
        if (readers.mayRead(request)) {
            response.setContentType(writer.getContentType());
            writer.write(response.getOutputStream(), metrics.now());
        } else {
            refuse(request, response);
        }
    }

    private void refuse(HttpServletRequest request, HttpServletResponse response) throws IOException {
        refusals.count(Refusals.Reason.READER);
        boolean token = readers.needToken();
        if (token) {
            response.setHeader("WWW-Authenticate", "Bearer realm=\"Portal VoIP\"");
        }
        response.setStatus(token ? HttpServletResponse.SC_UNAUTHORIZED : HttpServletResponse.SC_FORBIDDEN);
        response.setContentType("text/plain");
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.getWriter()
                .println(Texts.of(Languages.of(request), token ? "metrics.refused.token" : "metrics.refused.here"));
    }
}
