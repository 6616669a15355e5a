package org.portalvoip.diagnosis;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import org.portalvoip.call.OtherNodes;

/** Ends a call, on whichever node it is, at the wish of an administrator on {@code admin/status.xhtml}. */
@Named
@RequestScoped
public class CallEnder {
    private static final Logger LOG = System.getLogger(CallEnder.class.getName());

    @Inject
    HttpServletRequest request;

    @Inject
    OtherNodes nodes;

    private Outcome outcome;

    /** What became of the wish. */
    public enum Outcome {
        /** The node of the call has been told. */
        ASKED,
        /** It was over before. */
        OVER,
        /** The database did not answer. */
        FAILED
    }

    /** Does what the pressed button says. An address does nothing: any page could lead a browser to it. */
    public void act() {
        String call = request.getParameter("end");
        if (request.getMethod().equals("POST") && call != null) {
            outcome = end(call);
        }
    }

    private Outcome end(String call) {
        try {
            return nodes.end(call, request.getRemoteUser()) ? Outcome.ASKED : Outcome.OVER;
        } catch (SQLException | RuntimeException e) {
            LOG.log(Level.WARNING, "A call could not be ended, because the database does not answer", e);
            return Outcome.FAILED;
        }
    }

    /** What this request has done; null for nothing. */
    public Outcome getOutcome() {
        return outcome;
    }
}
