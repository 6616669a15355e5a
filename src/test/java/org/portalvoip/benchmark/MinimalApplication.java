package org.portalvoip.benchmark;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** The smallest application that makes a server start the same parts as our WAR: one entity, one EJB, one page. */
final class MinimalApplication {
    static final String PAGE = """
            <!DOCTYPE html>
            <html xmlns="http://www.w3.org/1999/xhtml" xmlns:h="jakarta.faces.html">
            <h:head><title>Minimal</title></h:head><h:body/></html>
            """;

    static final String PERSISTENCE = """
            <persistence xmlns="https://jakarta.ee/xml/ns/persistence" version="3.0">
              <persistence-unit name="minimal"/>
            </persistence>
            """;

    static final String WEB = """
            <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
              <servlet>
                <servlet-name>FacesServlet</servlet-name>
                <servlet-class>jakarta.faces.webapp.FacesServlet</servlet-class>
              </servlet>
              <servlet-mapping>
                <servlet-name>FacesServlet</servlet-name>
                <url-pattern>*.xhtml</url-pattern>
              </servlet-mapping>
              <welcome-file-list><welcome-file>index.xhtml</welcome-file></welcome-file-list>
            </web-app>
            """;

    private MinimalApplication() {}

    @Entity
    public static class Row {
        @Id
        long id;
    }
}
