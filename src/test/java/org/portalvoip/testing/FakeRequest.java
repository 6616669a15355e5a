package org.portalvoip.testing;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.TreeMap;

/** A servlet request with headers, and otherwise only what is read from every request. */
public final class FakeRequest {
    private FakeRequest() {}

    /** A request with these headers: name, value, name, value; a null value leaves the header out. */
    public static HttpServletRequest with(String... headers) {
        Map<String, String> named = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (int i = 0; i < headers.length; i += 2) {
            named.put(headers[i], headers[i + 1]);
        }
        return (HttpServletRequest) Proxy.newProxyInstance(
                HttpServletRequest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getHeader" -> named.get((String) arguments[0]);
                    case "getDispatcherType" -> DispatcherType.REQUEST;
                    case "upgrade" -> null;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}
