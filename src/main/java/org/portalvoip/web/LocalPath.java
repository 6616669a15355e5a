package org.portalvoip.web;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A path in this application to which a login returns. It is part of the address of the login page, where anybody can
 * write something else, so only paths that can only be pages of ours are accepted.
 *
 * @param text begins with one slash, below the context path; may have a query
 */
public record LocalPath(String text) {
    /** Name of the request parameter that carries the path through the login. */
    public static final String PARAMETER = "wanted";

    /** Segments that begin with a letter or digit: not empty, no dots, nothing encoded, no backslash. */
    private static final Pattern FORM = Pattern.compile("(/[A-Za-z0-9][A-Za-z0-9._-]*)+(\\?[A-Za-z0-9._~=&%+,:/-]*)?");

    private static final int LONGEST = 300;

    public static Optional<LocalPath> of(String text) {
        return Optional.ofNullable(text)
                .filter(path -> path.length() <= LONGEST && FORM.matcher(path).matches())
                .map(LocalPath::new);
    }

    /** The requested path, if requesting it again makes sense: a page, not a posted form. */
    public static Optional<LocalPath> of(HttpServletRequest request) {
        String query = request.getQueryString();
        boolean asks = request.getMethod().equals("GET") && query != null;
        return of(request.getRequestURI().substring(request.getContextPath().length()) + (asks ? "?" + query : ""));
    }

    /** {@code page} with this path as its parameter. */
    public String asParameterOf(String page) {
        return page + "?" + PARAMETER + "=" + URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
