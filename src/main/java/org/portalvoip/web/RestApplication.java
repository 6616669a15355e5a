package org.portalvoip.web;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;

/** Puts every REST resource of the WAR below {@code /api}. */
@ApplicationPath("api")
public class RestApplication extends Application {
    /** Otherwise Jersey lists all resources, and its own version, at {@code /api/application.wadl}. */
    @Override
    public Map<String, Object> getProperties() {
        return Map.of("jersey.config.server.wadl.disableWadl", true);
    }
}
