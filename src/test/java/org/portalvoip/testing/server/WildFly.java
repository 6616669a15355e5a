package org.portalvoip.testing.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.portalvoip.testing.Await;
import org.portalvoip.testing.Folder;

/** WildFly as {@code server-config/wildfly/configure} left it, each time with a copy of its {@code standalone}. */
public final class WildFly implements ServerKind {
    private static final Path HOME =
            Path.of(System.getProperty("voip.server.home", "")).toAbsolutePath();

    @Override
    public ProcessBuilder prepare(Launch launch) throws IOException {
        Path base = launch.data().resolve("standalone");
        Folder.delete(base);
        Folder.copy(HOME.resolve("standalone/configuration"), base.resolve("configuration"));
        Path deployments = Files.createDirectory(base.resolve("deployments"));
        Files.copy(launch.war(), deployments.resolve("voip.war"));
        for (Path other : launch.others()) {
            Files.copy(other, deployments.resolve(other.getFileName()));
        }

        List<String> command = new ArrayList<>();
        command.addAll(List.of(
                HOME.resolve("bin/standalone.sh").toString(),
                "-Djboss.http.port=" + launch.port(),
                "-Djboss.https.port=" + Ports.free(),
                "-Djboss.management.http.port=" + Ports.free(),
                "-Dvoip.data-dir=" + launch.data()));
        launch.options().stream().filter(WildFly::isProperty).forEach(command::add);
        if (launch.log() != Launch.Log.QUIET) {
            command.add("--yaml=" + logging(launch.log()).toAbsolutePath());
        }
        if (launch.proxied()) {
            // Twice, because the second run must change nothing.
            believeProxy(base);
            believeProxy(base);
        }
        ProcessBuilder process = new ProcessBuilder(command);
        process.environment().put("JBOSS_BASE_DIR", base.toString());
        process.environment().put("PREPEND_JAVA_OPTS", flags(launch));
        return process;
    }

    /** Its scanner looks every five seconds. */
    @Override
    public void redeploy(Path data, Path war) throws IOException {
        Path deployments = data.resolve("standalone/deployments");
        Path deployed = deployments.resolve("voip.war.deployed");
        FileTime before = Files.getLastModifiedTime(deployed);
        Path next = Files.copy(war, deployments.resolve("next"));
        Files.move(next, deployments.resolve("voip.war"), StandardCopyOption.REPLACE_EXISTING);
        Await.until(Await.PATIENTLY, () -> lastModified(deployed), now -> now.compareTo(before) != 0);
    }

    /** The beginning of time while it is not there. */
    private static FileTime lastModified(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException notThere) {
            return FileTime.fromMillis(0);
        }
    }

    private static boolean isProperty(String option) {
        return option.startsWith("-D");
    }

    private static String flags(Launch launch) {
        return launch.options().stream()
                .filter(option -> !isProperty(option))
                .collect(Collectors.joining(" ", Launch.COMPILE_FAST + " -XX:+UseSerialGC ", ""));
    }

    private static Path logging(Launch.Log log) {
        return Path.of("src/test/resources", log == Launch.Log.FINEST ? "finest-logging.yml" : "server-logging.yml");
    }

    private static void believeProxy(Path base) throws IOException {
        ProcessBuilder process = new ProcessBuilder(
                        HOME.resolve("bin/jboss-cli.sh").toString(), "--file=server-config/wildfly/proxy.cli")
                .redirectErrorStream(true)
                .redirectOutput(base.resolve("proxy.log").toFile());
        process.environment().put("JAVA_OPTS", "-Djboss.server.base.dir=" + base);
        try {
            if (process.start().waitFor() != 0) {
                throw new IllegalStateException("proxy.cli failed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
