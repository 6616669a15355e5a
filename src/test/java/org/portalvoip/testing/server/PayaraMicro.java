package org.portalvoip.testing.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Payara Micro 6 or 7, which needs no preparation: all that it shall know stands on its command line. */
public final class PayaraMicro implements ServerKind {
    private static final Path CONFIGURATION = Path.of("server-config/payara-micro");

    @Override
    public ProcessBuilder prepare(Launch launch) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Jdk.home() + "/bin/java");
        command.addAll(List.of(Launch.COMPILE_FAST, "-XX:+UseSerialGC", "-Dvoip.data-dir=" + launch.data()));
        command.addAll(launch.options());
        command.addAll(List.of("-jar", System.getProperty("voip.server.home", "target/server/payara-micro.jar")));
        command.addAll(List.of("--contextroot", "voip", "--port", String.valueOf(launch.port())));
        command.addAll(List.of("--nohazelcast", "--disablephonehome"));
        if (!launch.database().equals("h2")) {
            command.addAll(List.of("--addlibs", "target/server/" + launch.database() + ".jar"));
        }
        command.addAll(List.of(
                "--prebootcommandfile",
                commands(launch).toString(),
                "--logproperties",
                logging(launch.log()),
                "--deploy",
                launch.war().toString()));
        launch.others().forEach(other -> command.addAll(List.of("--deploy", other.toString())));
        return new ProcessBuilder(command);
    }

    private static Path commands(Launch launch) throws IOException {
        Path commands = CONFIGURATION.resolve("preboot-" + launch.database() + ".txt");
        if (!launch.proxied()) {
            return commands;
        }
        List<String> both = new ArrayList<>(Files.readAllLines(commands));
        both.addAll(Files.readAllLines(CONFIGURATION.resolve("proxy.txt")));
        return Files.write(launch.data().resolve("preboot.txt"), both);
    }

    private static String logging(Launch.Log log) {
        return switch (log) {
            case QUIET -> "server-config/payara-micro/logging.properties";
            case PRODUCT -> "src/test/resources/server-logging.properties";
            case FINEST -> "src/test/resources/finest-logging.properties";
        };
    }
}
