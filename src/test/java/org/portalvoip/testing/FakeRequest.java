package org.portalvoip.testing;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** A servlet request with a method, a path and headers, and otherwise only what is read from every request. */
public final class FakeRequest {
    private static final String CONTEXT = "/voip";

    private FakeRequest() {}

    /** A GET of the first page with these headers: name, value, name, value; a null value leaves the header out. */
    public static HttpServletRequest with(String... headers) {
        return to("GET", "/", headers);
    }

    /**
     * A request for {@code path} below the context path; the headers {@code protocol}, {@code scheme} and {@code address} are
     * no headers, but the protocol's name, the scheme and the address that the request comes from.
     */
    public static HttpServletRequest to(String method, String path, String... headers) {
        Map<String, String> named = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (int i = 0; i < headers.length; i += 2) {
            named.put(headers[i], headers[i + 1]);
        }
        return (HttpServletRequest) Proxy.newProxyInstance(
                HttpServletRequest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, called, arguments) -> switch (called.getName()) {
                    case "getHeader" -> named.get((String) arguments[0]);
                    case "getMethod" -> method;
                    case "getContextPath" -> CONTEXT;
                    case "getServletPath" -> path;
                    case "getRequestURI" -> CONTEXT + path;
                    case "getProtocol" -> named.getOrDefault("protocol", "HTTP/1.1");
                    case "getContentLengthLong" -> Long.parseLong(named.getOrDefault("Content-Length", "-1"));
                    case "getDispatcherType" -> DispatcherType.REQUEST;
                    case "isSecure" -> "https".equals(named.get("scheme"));
                    case "getHeaderNames" -> Collections.enumeration(named.keySet());
                    case "getRemoteAddr" -> named.getOrDefault("address", "192.0.2.1");
                    case "isRequestedSessionIdValid" -> named.containsKey("Cookie");
                    case "getPathInfo", "getAttribute", "setAttribute", "upgrade" -> null;
                    case "getParameter", "getQueryString", "getCookies" -> null;
                    default -> throw new UnsupportedOperationException(called.getName());
                });
    }
}
