package org.portalvoip.testing.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.portalvoip.testing.Folder;

/** Payara Server, each time with a copy of the domain that {@code server-config/payara/configure} prepared. */
public final class PayaraServer implements ServerKind {
    private static final Path HOME =
            Path.of(System.getProperty("voip.server.home", "")).toAbsolutePath();
    private static final Path CONFIGURATION = Path.of("server-config/payara");
    private static final String DOMAIN = "domain1";
    private static final String SET = "set configs.config.server-config.";
    private static final Pattern ADMIN_PORT = Pattern.compile("admin-listener\\.port=(\\d+)");
    private static final String DEPLOY = "deploy --force=true --name=voip --contextroot=voip ";

    @Override
    public ProcessBuilder prepare(Launch launch) throws IOException {
        Path domains = launch.data().resolve("domains");
        Path domain = domains.resolve(DOMAIN);
        Folder.delete(domains);
        Folder.copy(HOME.resolve("glassfish/domains").resolve(DOMAIN), domain);
        setDataFolder(domain.resolve("config/domain.xml"), launch.data());
        Path before = Files.write(domain.resolve("before.txt"), commandsBefore(launch));
        Path after = Files.write(domain.resolve("after.txt"), commandsAfter(launch));
        log(launch.log(), domain.resolve("config/logging.properties"));

        ProcessBuilder process = new ProcessBuilder(
                HOME.resolve("bin/asadmin").toString(),
                "start-domain",
                "--verbose",
                "--domaindir",
                domains.toString(),
                "--prebootcommandfile",
                before.toString(),
                "--postbootcommandfile",
                after.toString(),
                DOMAIN);
        process.environment().put("JAVA_TOOL_OPTIONS", options(launch));
        return process;
    }

    private static void log(Launch.Log log, Path configuration) throws IOException {
        switch (log) {
            case QUIET -> {}
            case PRODUCT -> Files.writeString(configuration, "\norg.portalvoip.level=ALL\n", StandardOpenOption.APPEND);
            case FINEST ->
                Files.copy(
                        Path.of("src/test/resources/finest-logging.properties"),
                        configuration,
                        StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** The domain's system properties are read before its first command is. */
    private static void setDataFolder(Path configuration, Path data) throws IOException {
        String property = "(<system-property name=\"voip.data-dir\" value=\")[^\"]*";
        String domain = Files.readString(configuration);
        Files.writeString(
                configuration, domain.replaceFirst(property, "$1" + Matcher.quoteReplacement(data.toString())));
    }

    private static List<String> commandsBefore(Launch launch) throws IOException {
        String listener = SET + "network-config.network-listeners.network-listener.";
        String iiop = SET + "iiop-service.iiop-listener.";
        List<String> commands = new ArrayList<>();
        commands.add(listener + "http-listener-1.port=" + launch.port());
        commands.add(listener + "http-listener-2.port=" + Ports.free());
        commands.add(listener + "admin-listener.port=" + Ports.free());
        commands.add(iiop + "orb-listener-1.port=" + Ports.free());
        commands.add(iiop + "SSL.port=" + Ports.free());
        commands.add(iiop + "SSL_MUTUALAUTH.port=" + Ports.free());
        commands.add(SET + "admin-service.jmx-connector.system.port=" + Ports.free());
        commands.addAll(Files.readAllLines(CONFIGURATION.resolve(launch.database() + ".txt")));
        if (launch.proxied()) {
            // Twice, because the second run must change nothing.
            commands.addAll(Files.readAllLines(CONFIGURATION.resolve("proxy.txt")));
            commands.addAll(Files.readAllLines(CONFIGURATION.resolve("proxy.txt")));
        }
        return commands;
    }

    private static List<String> commandsAfter(Launch launch) {
        Stream<String> others = launch.others().stream().map(other -> "deploy " + other);
        return Stream.concat(others, Stream.of(DEPLOY + launch.war())).toList();
    }

    /** By the command of the guide. */
    @Override
    public void redeploy(Path data, Path war) throws IOException {
        Path domain = data.resolve("domains").resolve(DOMAIN);
        Matcher port = ADMIN_PORT.matcher(Files.readString(domain.resolve("before.txt")));
        if (!port.find()) {
            throw new IllegalStateException("No port of its administrator: " + domain);
        }
        List<String> command =
                new ArrayList<>(List.of(HOME.resolve("bin/asadmin").toString(), "--port", port.group(1)));
        command.addAll(List.of((DEPLOY + war.toAbsolutePath()).split(" ", -1)));
        ProcessBuilder process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(domain.resolve("redeploy.log").toFile());
        process.environment().put("JAVA_HOME", Jdk.home());
        try {
            if (process.start().waitFor() != 0) {
                throw new IllegalStateException("Not deployed once more: " + domain.resolve("redeploy.log"));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Quoted, because a value may contain blanks. The domain chooses its garbage collector itself. */
    private static String options(Launch launch) {
        return Stream.concat(Stream.of(Launch.COMPILE_FAST), launch.options().stream())
                .map(option -> "'" + option + "'")
                .collect(Collectors.joining(" "));
    }
}
