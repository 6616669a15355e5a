package org.portalvoip.web;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Serves {@code /phone/icon.js} as {@code /phone/<hash>/icon.js}, to be kept for ever; modules that import each other
 * by relative addresses so stay with one hash. An address with another hash, of a page from before an upgrade, or with
 * none, leads to the one of today.
 */
public class HashedFiles extends HttpFilter {
    private static final Pattern FILE = Pattern.compile(
            "(?<folder>/(phone|admin)/)((?<hash>[0-9a-f]{12})/)?(?<name>[a-z-]+\\.(?<type>js|css|svg))");

    private static final Map<String, String> TYPES = Map.of(
            "js", "text/javascript;charset=UTF-8",
            "css", "text/css;charset=UTF-8",
            "svg", "image/svg+xml");

    @Inject
    StaticFiles files;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Matcher file = FILE.matcher(RequestPath.of(request));
        if (!file.matches()) {
            chain.doFilter(request, response);
        } else if (files.getHash().equals(file.group("hash"))) {
            send(file, response);
        } else {
            response.setStatus(HttpServletResponse.SC_FOUND);
            response.setHeader("Cache-Control", "no-cache");
            response.setHeader(
                    "Location",
                    request.getContextPath() + file.group("folder") + files.getHash() + "/" + file.group("name"));
        }
    }

    private void send(Matcher file, HttpServletResponse response) throws IOException {
        Optional<byte[]> content = files.content(file.group("folder") + file.group("name"));
        if (content.isEmpty()) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        // Only browsers of administrators get at what is below /admin/.
        boolean closed = file.group("folder").equals("/admin/");
        response.setHeader("Cache-Control", (closed ? "private, " : "") + StaticFiles.FOR_EVER);
        response.setContentType(TYPES.get(file.group("type")));
        response.setContentLength(content.get().length);
        response.getOutputStream().write(content.get());
    }
}
