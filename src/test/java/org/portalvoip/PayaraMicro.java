package org.portalvoip;

import java.util.ArrayList;
import java.util.List;

/** Payara Micro, which needs no preparation: all that it shall know stands on its command line. */
final class PayaraMicro implements ServerKind {
    @Override
    public ProcessBuilder prepare(Launch launch) {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(List.of(Launch.COMPILE_FAST, "-XX:+UseSerialGC", "-Dvoip.data-dir=" + launch.data()));
        command.addAll(launch.options());
        command.addAll(List.of("-jar", System.getProperty("payara.micro.jar", "target/server/payara-micro.jar")));
        command.addAll(List.of("--contextroot", "voip", "--port", String.valueOf(launch.port())));
        command.addAll(List.of("--nohazelcast", "--disablephonehome"));
        if (!launch.database().equals("h2")) {
            command.addAll(List.of("--addlibs", "target/server/" + launch.database() + ".jar"));
        }
        command.addAll(List.of(
                "--prebootcommandfile",
                "server-config/payara-micro/preboot-" + launch.database() + ".txt",
                "--logproperties",
                logging(launch.log()),
                "--deploy",
                launch.war().toString()));
        if (launch.proxied()) {
            command.addAll(List.of("--postbootcommandfile", "server-config/payara-micro/proxy.txt"));
        }
        return new ProcessBuilder(command);
    }

    private static String logging(Launch.Log log) {
        return switch (log) {
            case QUIET -> "server-config/payara-micro/logging.properties";
            case PRODUCT -> "src/test/resources/server-logging.properties";
            case FINEST -> "src/test/resources/finest-logging.properties";
        };
    }
}
