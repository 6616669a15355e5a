package org.portalvoip.portal;

import jakarta.enterprise.inject.spi.CDI;
import jakarta.faces.component.UIComponent;
import jakarta.faces.view.facelets.ComponentConfig;
import jakarta.faces.view.facelets.ComponentHandler;
import jakarta.faces.view.facelets.FaceletContext;
import java.io.IOException;
import org.portalvoip.parameters.ActiveParameters;

/**
 * Builds {@code <voip:footer/>} only while calls are possible. The decision is taken when the page is built, because a
 * component that is merely not rendered, a composite above all, costs its page time even then.
 */
public class PortalFooterHandler extends ComponentHandler {
    /** One handler serves a page for ever, and the lookup is dear: the bean is a proxy that may be kept. */
    private final ActiveParameters parameters =
            CDI.current().select(ActiveParameters.class).get();

    public PortalFooterHandler(ComponentConfig config) {
        super(config);
    }

    @Override
    public void apply(FaceletContext page, UIComponent parent) throws IOException {
        if (parameters.current().callable()) {
            super.apply(page, parent);
        }
    }
}
