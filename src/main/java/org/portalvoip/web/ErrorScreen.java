package org.portalvoip.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;

/** Behind {@code WEB-INF/errorpages/error.xhtml}, which answers every error of the server to a browser. */
@Named("error")
@RequestScoped
public class ErrorScreen {
    @Inject
    HttpServletRequest request;

    /** The prefix of the keys of the texts to show. */
    public String getKind() {
        return Failure.kind(request, (Integer) request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE));
    }

    /**
     * The reference under which the administrator finds the cause in the log; null when the fault is not the server's.
     */
    public String getReference() {
        return (String) request.getAttribute(Failure.REFERENCE);
    }
}
