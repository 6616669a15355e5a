package org.portalvoip.web;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Serves {@code /phone/icon.js} as {@code /phone/<hash>/icon.js}, to be kept for ever; modules that import each other
 * by relative addresses so stay with one hash. An address with another hash, of a page from before an upgrade, or with
 * none, leads to the one of today.
 */
public class HashedFiles extends HttpFilter {
    private static final Pattern FILE =
            Pattern.compile("(?<folder>/(phone|admin)/)((?<hash>[0-9a-f]{12})/)?(?<name>[a-z-]+\\.(js|css|svg))");

    @Inject
    StaticFiles files;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Matcher file = FILE.matcher(RequestPath.of(request));
        if (!file.matches()) {
            chain.doFilter(request, response);
        } else if (files.getHash().equals(file.group("hash"))) {
            // Only browsers of administrators get at what is below /admin/.
            boolean closed = file.group("folder").equals("/admin/");
            response.setHeader("Cache-Control", (closed ? "private, " : "") + StaticFiles.FOR_EVER);
            request.getRequestDispatcher(file.group("folder") + file.group("name"))
                    .forward(request, response);
        } else {
            response.setStatus(HttpServletResponse.SC_FOUND);
            response.setHeader("Cache-Control", "no-cache");
            response.setHeader(
                    "Location",
                    request.getContextPath() + file.group("folder") + files.getHash() + "/" + file.group("name"));
        }
    }
}
