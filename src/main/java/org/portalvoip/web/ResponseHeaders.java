package org.portalvoip.web;

import jakarta.inject.Inject;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.portalvoip.start.Settings;

/**
 * Tells the browser what our responses may do, and how long it may keep them. On pages, PrimeFaces adds a second
 * Content-Security-Policy with the nonce of its scripts, and a browser obeys both. So the policy set here does not
 * mention scripts, and has no {@code default-src} that would apply to them.
 */
public class ResponseHeaders extends HttpFilter {
    /** Inline styles, because PrimeFaces's widgets and its script position themselves with style attributes. */
    private static final String FOR_PAGES = "base-uri 'self'; object-src 'none'; form-action 'self';"
            + " frame-ancestors 'self'; frame-src 'self'; img-src 'self' data:; font-src 'self';"
            + " style-src 'self' 'unsafe-inline'; connect-src 'self'; media-src 'self' blob:; worker-src 'self'";

    /** For answers to programs, and for pictures, which may hold scripts; opened by themselves, they may do nothing. */
    private static final String FOR_THE_REST =
            "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /** The phone: nothing but our own files. Whoever may show it as a part of a page is added. */
    private static final String FOR_PHONE = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
            + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

    private static final String PHONE = "/phone";
    private static final String SOCKET = "/call";

    private static final Pattern PROGRAM = Pattern.compile("/(api|health|metrics)(/.*)?");
    private static final Pattern FILE =
            Pattern.compile("/(footer|(phone|admin)/.*|jakarta\\.faces\\.resource/.*)\\.(js|css|svg)(\\.xhtml)?");

    /** What pages of another origin load by a script element of type module. */
    private static final String FOOTER = "/footer.js";

    private static final Pattern PRIVATE =
            Pattern.compile("/(admin|login|password|logout|api/parameters|api/drain)([/.].*)?");

    @Inject
    Settings settings;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        put(request, response);
        if (RequestPath.of(request).equals(PHONE) && request.getDispatcherType() == DispatcherType.REQUEST) {
            forPhone(response);
        }
        chain.doFilter(request, response);
    }

    /**
     * A socket needs no headers, and the server keeps those of its handshake for as long as it is open; one that is refused
     * gets them with the page of the error.
     */
    private static boolean opensSocket(HttpServletRequest request) {
        return request.getDispatcherType() == DispatcherType.REQUEST
                && request.getHeader("Upgrade") != null
                && RequestPath.of(request).equals(SOCKET);
    }

    /** Sets the headers of the answer to {@code request}. Needed where no filter is around whoever answers. */
    public static void put(HttpServletRequest request, HttpServletResponse response) {
        if (!opensSocket(request)) {
            putAll(request, response);
        }
    }

    private static void putAll(HttpServletRequest request, HttpServletResponse response) {
        String path = RequestPath.of(request);
        boolean error = request.getDispatcherType() == DispatcherType.ERROR;
        boolean file = !error && FILE.matcher(path).matches();
        boolean program = !error && PROGRAM.matcher(path).matches();
        response.setHeader("X-Content-Type-Options", "nosniff");
        // Shared caches must not hand what is compressed to one who cannot read it; no server of ours says so itself.
        response.setHeader("Vary", "Accept-Encoding");
        share(response, path, file);
        if (request.isSecure()) {
            response.setHeader("Strict-Transport-Security", "max-age=31536000");
        }
        if (program || (file && path.contains(".svg"))) {
            response.setHeader("Content-Security-Policy", FOR_THE_REST);
        }
        if (!program && !file) {
            forPage(response);
        }
        response.setHeader("Cache-Control", kept(path, error, file));
    }

    /**
     * Says which pages of another origin may load the answer. Modules are loaded with CORS, which only the footer's allows,
     * so about the phone's others nothing need be said.
     */
    private static void share(HttpServletResponse response, String path, boolean file) {
        boolean phone = file && path.startsWith("/phone/");
        if (file && path.equals(FOOTER)) {
            response.setHeader("Access-Control-Allow-Origin", "*");
        } else if (!phone || !path.endsWith(".js")) {
            response.setHeader("Cross-Origin-Resource-Policy", phone ? "cross-origin" : "same-origin");
        }
    }

    /** The portal that opens the phone is of any origin, and both find each other again: so no opener policy here. */
    private void forPhone(HttpServletResponse response) {
        String guests = settings.allowedOrigins().stream()
                .sorted()
                .map(origin -> " " + origin)
                .collect(Collectors.joining());
        response.setHeader("Content-Security-Policy", FOR_PHONE + guests);
        response.setHeader("Cross-Origin-Opener-Policy", "unsafe-none");
    }

    private static void forPage(HttpServletResponse response) {
        response.setHeader("Content-Security-Policy", FOR_PAGES);
        response.setHeader("Referrer-Policy", "same-origin");
        response.setHeader("Permissions-Policy", "microphone=(self), camera=(), geolocation=(), payment=(), usb=()");
        // Keeps strangers who open our pages away from them, and lets a portal page find the phone that it opened.
        response.setHeader("Cross-Origin-Opener-Policy", "same-origin-allow-popups");
    }

    /** Unless whoever answers knows better, as {@link HashedFiles} does. A page depends on a cookie, its language. */
    private static String kept(String path, boolean error, boolean file) {
        if (file) {
            return "no-cache";
        }
        return error || PRIVATE.matcher(path).matches() ? "no-store" : "private, no-cache";
    }
}
