package org.portalvoip.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;

/** What the path says about a request. */
public final class RequestPath {
    private RequestPath() {}

    /** The decoded path below the context path, as the server maps it; begins with a slash unless it is empty. */
    public static String of(HttpServletRequest request) {
        String rest = request.getPathInfo();
        return request.getServletPath() + (rest == null ? "" : rest);
    }

    /**
     * Whether the request, or the request that failed, comes from a program, which expects JSON, and not from a
     * browser.
     */
    public static boolean isForProgram(HttpServletRequest request) {
        Object failed = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        String path = failed == null
                ? of(request)
                : failed.toString().substring(request.getContextPath().length());
        return path.startsWith("/api/");
    }
}
