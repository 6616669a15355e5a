package org.portalvoip.web;

import jakarta.faces.event.PhaseEvent;
import jakarta.faces.event.PhaseId;
import jakarta.faces.event.PhaseListener;
import org.primefaces.context.PrimeFacesContext;

/**
 * Refuses a form with a wrong script nonce before any of its values is read. PrimeFaces itself looks at the nonce only
 * when it writes the answer, when everything has been saved, and the page would then say that nothing was.
 */
public class NonceFirst implements PhaseListener {
    @Override
    public PhaseId getPhaseId() {
        return PhaseId.RESTORE_VIEW;
    }

    @Override
    public void afterPhase(PhaseEvent event) {
        if (event.getFacesContext().getViewRoot() != null
                && event.getFacesContext().isPostback()) {
            PrimeFacesContext.getCspState(event.getFacesContext()).getNonce();
        }
    }
}
