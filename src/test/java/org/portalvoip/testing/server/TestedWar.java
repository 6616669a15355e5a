package org.portalvoip.testing.server;

import java.io.File;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** What Arquillian deploys for a test that runs within the server: the WAR as it was built, and what the test uses. */
public final class TestedWar {
    private TestedWar() {}

    /** The product's WAR with AssertJ and the test's own {@code helpers}; Arquillian adds the test itself. */
    public static WebArchive with(Class<?>... helpers) {
        return ShrinkWrap.create(ZipImporter.class, "voip.war")
                .importFrom(new File("target/voip.war"))
                .as(WebArchive.class)
                .addPackages(true, "org.assertj.core")
                .addClasses(helpers);
    }
}
