package org.portalvoip.web;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** Puts every REST resource of the WAR below {@code /api}. */
@ApplicationPath("api")
public class RestApplication extends Application {}
