package org.portalvoip.janus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.portalvoip.testing.Folder;
import org.portalvoip.testing.server.Jdk;
import org.portalvoip.testing.server.Launch;
import org.w3c.dom.Document;

/**
 * The script {@code configure} changes nothing on a server that it has already prepared. Payara Micro has no such
 * script: it runs its commands at each start, on a new domain.
 */
@Tag("installed-server")
class ConfigureIT {
    private static final Path COPY = Path.of("target/data/configured").toAbsolutePath();
    private static final File LOG = new File("target/data/configured.log");
    private static final String DRIVER = "target/server/postgresql.jar";
    /** Only for a script that hangs. */
    private static final int MINUTES_TO_CONFIGURE = 5;

    @BeforeEach
    @AfterEach
    void deleteCopy() throws IOException {
        Folder.delete(COPY);
    }

    @Test
    void aSecondTimeChangesNothing() throws Exception {
        String server = System.getProperty("voip.server");
        Folder.copy(Path.of(System.getProperty("voip.server.home")), COPY);

        if (server.equals("wildfly")) {
            assertUnchanged(
                    "standalone/configuration/standalone.xml",
                    "server-config/wildfly/configure",
                    COPY.toString(),
                    "target/server/eclipselink.jar",
                    DRIVER);
        } else {
            for (String database : new String[] {"h2", "postgresql"}) {
                assertUnchanged(
                        "glassfish/domains/domain1/config/domain.xml",
                        "server-config/payara/configure",
                        COPY.toString(),
                        DRIVER,
                        database,
                        "data");
            }
        }
    }

    /** Compares nodes, because Payara writes the attributes of an element in any order. */
    private static void assertUnchanged(String file, String... configure) throws Exception {
        run(configure);
        Document before = read(file);
        run(configure);
        assertThat(read(file).isEqualNode(before)).as(file).isTrue();
    }

    private static Document read(String file) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(COPY.resolve(file).toFile());
    }

    private static void run(String... configure) throws Exception {
        ProcessBuilder process = new ProcessBuilder(configure).redirectErrorStream(true);
        process.redirectOutput(Redirect.appendTo(LOG));
        process.environment().put("JAVA_HOME", Jdk.home());
        // Payara's script starts a short-lived JVM for each command.
        process.environment().put("JAVA_TOOL_OPTIONS", Launch.COMPILE_FAST);
        Process running = process.start();
        assertThat(running.waitFor(MINUTES_TO_CONFIGURE, TimeUnit.MINUTES)).isTrue();
        assertThat(running.exitValue()).as(LOG.toString()).isZero();
    }
}
