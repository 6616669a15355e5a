package org.portalvoip.web;

import jakarta.enterprise.inject.spi.CDI;
import jakarta.faces.application.Resource;
import jakarta.faces.application.ResourceHandler;
import jakarta.faces.application.ResourceHandlerWrapper;
import jakarta.faces.application.ResourceWrapper;
import jakarta.faces.context.FacesContext;
import java.util.HashMap;
import java.util.Map;

/**
 * Puts the hash of {@link StaticFiles} into the address of each resource of ours, as PrimeFaces puts its version into its
 * own. What is asked for by the address of today may be kept for ever, everything else has to be asked for again.
 */
public class VersionedResources extends ResourceHandlerWrapper {
    private static final String LIBRARY = "voip";
    private static final String VERSION = "v";

    /** A client proxy, which may be kept. */
    private final StaticFiles files = CDI.current().select(StaticFiles.class).get();

    public VersionedResources(ResourceHandler wrapped) {
        super(wrapped);
    }

    @Override
    public Resource createResource(String name) {
        return versioned(super.createResource(name));
    }

    @Override
    public Resource createResource(String name, String library) {
        return versioned(super.createResource(name, library));
    }

    @Override
    public Resource createResource(String name, String library, String contentType) {
        return versioned(super.createResource(name, library, contentType));
    }

    /** A composite stays as it is: Faces keeps what it knows of one by the resource, and a wrapper equals no other. */
    private Resource versioned(Resource resource) {
        return resource == null || resource.getResourceName().endsWith(".xhtml") ? resource : new Versioned(resource);
    }

    private final class Versioned extends ResourceWrapper {
        Versioned(Resource wrapped) {
            super(wrapped);
        }

        @Override
        public String getRequestPath() {
            String path = super.getRequestPath();
            return LIBRARY.equals(getLibraryName()) ? path + "&" + VERSION + "=" + files.getHash() : path;
        }

        @Override
        public Map<String, String> getResponseHeaders() {
            Map<String, String> headers = new HashMap<>(super.getResponseHeaders());
            headers.remove("Expires");
            String asked = FacesContext.getCurrentInstance()
                    .getExternalContext()
                    .getRequestParameterMap()
                    .get(VERSION);
            boolean today = asked != null && (getRequestPath() + "&").contains(VERSION + "=" + asked + "&");
            headers.put("Cache-Control", today ? StaticFiles.FOR_EVER : "no-cache");
            return headers;
        }
    }
}
