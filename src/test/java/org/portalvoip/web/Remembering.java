package org.portalvoip.web;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.HashMap;
import java.util.Map;

/** A request with attributes and parameters of its own. */
final class Remembering extends HttpServletRequestWrapper {
    final Map<String, Object> attributes = new HashMap<>();
    final Map<String, String> parameters = new HashMap<>();
    DispatcherType dispatcher = DispatcherType.REQUEST;
    String query;

    Remembering(HttpServletRequest request) {
        super(request);
    }

    @Override
    public Object getAttribute(String name) {
        return attributes.get(name);
    }

    @Override
    public void setAttribute(String name, Object value) {
        attributes.put(name, value);
    }

    @Override
    public String getParameter(String name) {
        return parameters.get(name);
    }

    @Override
    public String[] getParameterValues(String name) {
        return parameters.containsKey(name) ? new String[] {parameters.get(name)} : null;
    }

    @Override
    public DispatcherType getDispatcherType() {
        return dispatcher;
    }

    @Override
    public String getQueryString() {
        return query;
    }

    @Override
    public Cookie[] getCookies() {
        return null;
    }
}
