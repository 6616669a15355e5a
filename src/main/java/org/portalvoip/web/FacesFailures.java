package org.portalvoip.web;

import jakarta.faces.FacesException;
import jakarta.faces.context.ExceptionHandler;
import jakarta.faces.context.ExceptionHandlerFactory;
import jakarta.faces.context.ExceptionHandlerWrapper;
import jakarta.faces.event.AbortProcessingException;
import jakarta.faces.event.ExceptionQueuedEvent;
import jakarta.faces.event.ExceptionQueuedEventContext;
import jakarta.faces.event.PhaseId;

/**
 * Passes everything that fails in Faces to the filter {@link Failures}, also from an Ajax request, for which Faces
 * would otherwise write an answer that our scripts do not understand.
 */
public class FacesFailures extends ExceptionHandlerFactory {
    public FacesFailures(ExceptionHandlerFactory wrapped) {
        super(wrapped);
    }

    @Override
    public ExceptionHandler getExceptionHandler() {
        return new Thrower(getWrapped().getExceptionHandler());
    }

    /** The request cannot be read as the form that it claims to be; the cause names the widget that failed. */
    static class UnreadableForm extends Exception {
        UnreadableForm(Throwable cause) {
            super(cause);
        }
    }

    private static class Thrower extends ExceptionHandlerWrapper {
        Thrower(ExceptionHandler wrapped) {
            super(wrapped);
        }

        @Override
        public void handle() {
            for (ExceptionQueuedEvent event : getUnhandledExceptionQueuedEvents()) {
                ExceptionQueuedEventContext failure = event.getContext();
                if (!(failure.getException() instanceof AbortProcessingException)) {
                    Throwable exception = failure.getException();
                    // FacesServlet removes the outermost exception.
                    throw new FacesException(
                            whileReading(failure.getPhaseId()) ? new UnreadableForm(exception) : exception);
                }
            }
        }

        /** Until the values are converted and validated, none of our code runs, only what the request asks for. */
        private static boolean whileReading(PhaseId phase) {
            return phase != PhaseId.ANY_PHASE && phase.compareTo(PhaseId.UPDATE_MODEL_VALUES) < 0;
        }
    }
}
