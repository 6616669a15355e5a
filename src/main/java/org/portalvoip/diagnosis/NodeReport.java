package org.portalvoip.diagnosis;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import java.util.stream.Collectors;
import org.portalvoip.call.OtherNodes;

/** Lets the nodes know of each other which version they have and what they lack. */
@ApplicationScoped
class NodeReport {
    /** Maven puts it into the WAR, outside of the class path. */
    private static final String BUILD = "/META-INF/maven/org.portalvoip/voip/pom.properties";

    @Inject
    OtherNodes nodes;

    @Inject
    Readiness readiness;

    void begin(@Observes @Initialized(ApplicationScoped.class) ServletContext application) throws IOException {
        nodes.introduce(version(application), this::lacks);
    }

    private static String version(ServletContext application) throws IOException {
        Properties build = new Properties();
        try (InputStream in = application.getResourceAsStream(BUILD)) {
            if (in != null) {
                build.load(in);
            }
        }
        return build.getProperty("version", "");
    }

    private String lacks() {
        return readiness.checks().stream()
                .filter(check -> !check.up())
                .map(Check::name)
                .collect(Collectors.joining(", "));
    }
}
