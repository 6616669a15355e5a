package org.portalvoip.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Map;
import org.portalvoip.language.Languages;

/**
 * A failed request as the error page should see it: a GET for a page, perhaps in another language, without the fields
 * of a posted form. Otherwise Faces would process the error page as that form.
 */
class ErrorRequest extends HttpServletRequestWrapper {
    private final Map<String, String[]> parameters;

    ErrorRequest(HttpServletRequest failed) {
        super(failed);
        String language = Languages.choice(failed);
        parameters = language == null ? Map.of() : Map.of(Languages.CHOICE, new String[] {language});
    }

    @Override
    public String getMethod() {
        return "GET";
    }

    @Override
    public String getHeader(String name) {
        return name.equalsIgnoreCase(Redirect.FACES_REQUEST) ? null : super.getHeader(name);
    }

    @Override
    public String getParameter(String name) {
        String[] values = parameters.get(name);
        return values == null ? null : values[0];
    }

    @Override
    public String[] getParameterValues(String name) {
        return parameters.get(name);
    }

    @Override
    public Map<String, String[]> getParameterMap() {
        return parameters;
    }

    @Override
    public Enumeration<String> getParameterNames() {
        return Collections.enumeration(parameters.keySet());
    }
}
