package org.portalvoip.web;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;

/**
 * Tells the browser what our responses may do. On pages, PrimeFaces adds a second Content-Security-Policy with the
 * nonce of its scripts, and a browser obeys both. So the policy set here does not mention scripts, and has no
 * {@code default-src} that would apply to them.
 */
public class ResponseHeaders extends HttpFilter {
    /** Inline styles, because PrimeFaces's widgets and its script position themselves with style attributes. */
    private static final String FOR_PAGES = "base-uri 'self'; object-src 'none'; form-action 'self';"
            + " frame-ancestors 'self'; frame-src 'self'; img-src 'self' data:; font-src 'self';"
            + " style-src 'self' 'unsafe-inline'; connect-src 'self'; media-src 'self' blob:; worker-src 'self'";

    /** For parts of a page and answers to programs; opened by themselves, they may do nothing. */
    private static final String FOR_THE_REST =
            "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final Pattern THE_REST =
            Pattern.compile("/(api|phone|health|metrics|jakarta\\.faces\\.resource)(/.*)?");
    private static final Pattern PRIVATE = Pattern.compile("/(admin|login|password|logout|api/parameters)([/.].*)?");

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String path = RequestPath.of(request);
        boolean page = request.getDispatcherType() == DispatcherType.ERROR
                || !THE_REST.matcher(path).matches();
        response.setHeader("Content-Security-Policy", page ? FOR_PAGES : FOR_THE_REST);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "same-origin");
        response.setHeader("Permissions-Policy", "microphone=(self), camera=(), geolocation=(), payment=(), usb=()");
        response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
        if (PRIVATE.matcher(path).matches()) {
            response.setHeader("Cache-Control", "no-store");
        }
        chain.doFilter(request, response);
    }
}
