package org.portalvoip.web;

import java.util.List;

/**
 * Ways to write a path below the context path that might slip past a constraint and still reach a protected page.
 * Some are not legal URIs, so they must be sent as they are, not through a client that corrects them.
 */
public final class ProtectedSpellings {
    public static final List<String> ALL = List.of(
            // as meant, and with other mappings of the same view
            "/admin/parameters",
            "/admin/parameters.xhtml",
            "/admin/parameters?lang=en",
            "/admin/parameters/",
            "/admin/parameters.xhtml/",
            "/admin/parameters/x",
            "/admin",
            "/admin/",
            "/admin/x",
            "/faces/admin/parameters.xhtml",
            "/faces/admin/parameters",
            "/faces//admin/parameters.xhtml",
            "/admin/parameters.faces",
            "/admin/parameters.jsf",
            "/admin/parameters.jsp",
            "/index.xhtml/admin/parameters.xhtml",
            "/login/admin/parameters",
            // empty and dotted segments
            "//admin/parameters",
            "///admin/parameters.xhtml",
            "/admin//parameters",
            "/./admin/parameters",
            "/admin/./parameters",
            "/admin/x/../parameters",
            "/login/../admin/parameters",
            "/phone/../admin/parameters.xhtml",
            "/jakarta.faces.resource/../admin/parameters.xhtml",
            "/../voip/admin/parameters",
            // path parameters
            "/admin;x=1/parameters",
            "/admin;x=1/",
            "/admin/parameters;x=1",
            "/admin/parameters.xhtml;jsessionid=0",
            "/;x=1/admin/parameters",
            "/login;x/../admin/parameters",
            "/phone/..;/admin/parameters",
            // encoded
            "/%61dmin/parameters",
            "/admin/%70arameters.xhtml",
            "/admin%2fparameters",
            "/admin%2Fparameters.xhtml",
            "/%2fadmin/parameters",
            "/%2e/admin/parameters",
            "/phone/%2e%2e/admin/parameters",
            "/phone/%2E%2E%2Fadmin/parameters",
            "/phone/.%2e/admin/parameters",
            "/%2561dmin/parameters",
            "/phone/%252e%252e/admin/parameters",
            "/admin%3bx=1/parameters",
            "/%c0%af/admin/parameters",
            "/%ef%bc%8fadmin/parameters",
            "/phone/%u002e%u002e/admin/parameters",
            "/admin/parameters%00",
            "/admin/parameters%00.xhtml",
            "/admin/parameters.xhtml%00.css",
            "/admin/parameters%20",
            "/admin/parameters.xhtml.",
            "/admin/parameters.xhtml%0a",
            "/admin/parameters.xhtml%23",
            "/admin/parameters.xhtml%3f",
            // case and backslash, for file systems that do not mind
            "/ADMIN/parameters",
            "/Admin/Parameters.xhtml",
            "/admin/parameters.XHTML",
            "/admin\\parameters",
            "\\admin\\parameters",
            "/admin%5cparameters.xhtml",
            "/phone\\..\\admin\\parameters",
            // the same for programs
            "/api/parameters",
            "/api/parameters/",
            "/api/parameters?x=1",
            "/api/parameters;x=1",
            "/api;x=1/parameters",
            "/api//parameters",
            "//api/parameters",
            "/api/./parameters",
            "/api/x/../parameters",
            "/api/%70arameters",
            "/%61pi/parameters",
            "/api%2fparameters",
            "/api/parameters%2f",
            "/api/parameters%00",
            "/api/parameters.json",
            "/API/parameters",
            "/api/PARAMETERS",
            "/api/phone-texts/../parameters",
            "/api/phone-texts/..;/parameters");

    private ProtectedSpellings() {}
}
