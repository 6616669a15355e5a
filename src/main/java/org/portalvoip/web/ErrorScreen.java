package org.portalvoip.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;

/** Behind {@code WEB-INF/errorpages/error.xhtml}, which answers every error of the server to a browser. */
@Named("error")
@RequestScoped
public class ErrorScreen {
    private static final Set<Integer> WITH_OWN_WORDS = Set.of(403, 404, 413, 503);

    @Inject
    HttpServletRequest request;

    /** The beginning of the keys of the texts to show. */
    public String getKind() {
        return kind(request);
    }

    /** What to tell the administrator, who finds it in the log; null when the fault is not the server's. */
    public String getReference() {
        return (String) request.getAttribute(Failures.REFERENCE);
    }

    /** The beginning of the keys of the texts for the error that {@code request} ended with. */
    public static String kind(HttpServletRequest request) {
        return kind((Integer) request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE));
    }

    /** The beginning of the keys of the texts for an error with {@code status}. */
    public static String kind(int status) {
        return "error." + (WITH_OWN_WORDS.contains(status) ? status : status < 500 ? "request" : "server");
    }
}
