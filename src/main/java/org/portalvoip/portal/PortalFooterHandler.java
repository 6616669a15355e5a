package org.portalvoip.portal;

import jakarta.enterprise.inject.spi.CDI;
import jakarta.faces.component.UIComponent;
import jakarta.faces.view.facelets.FaceletContext;
import jakarta.faces.view.facelets.TagConfig;
import jakarta.faces.view.facelets.TagHandler;
import java.util.List;
import org.portalvoip.parameters.ActiveParameters;

/**
 * Builds {@code <voip:footer/>} only while calls are possible. The decision is taken when the page is built, because a
 * component that is merely not rendered, a composite above all, costs its page time even then. The component is put in
 * its place by hand, because the machinery for components with attributes, ids and state costs more than the component.
 */
public class PortalFooterHandler extends TagHandler {
    /** One handler serves a page for ever, and the lookup is dear: the bean is a proxy that may be kept. */
    private final ActiveParameters parameters =
            CDI.current().select(ActiveParameters.class).get();

    public PortalFooterHandler(TagConfig config) {
        super(config);
    }

    /** Comes again for a page that is rebuilt, with the component of the last time still in it. */
    @Override
    public void apply(FaceletContext page, UIComponent parent) {
        List<UIComponent> children = parent.getChildren();
        for (int i = children.size() - 1; i >= 0; i--) {
            if (children.get(i) instanceof PortalFooter) {
                children.remove(i);
            }
        }
        if (parameters.current().callable()) {
            children.add(new PortalFooter());
        }
    }
}
