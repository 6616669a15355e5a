package org.portalvoip.testing.server;

import java.io.IOException;

/** What differs between servers when a test starts one. The system property {@code voip.server} names the kind. */
public interface ServerKind {
    /**
     * Prepares what {@code launch} asks for, and returns the command with which an operator starts this server in the
     * foreground.
     */
    ProcessBuilder prepare(Launch launch) throws IOException;

    /** The kind that this run tests; Payara Micro by default. */
    static ServerKind underTest() {
        String name = System.getProperty("voip.server", "payara-micro");
        return switch (name) {
            case "payara-micro", "payara-micro-7" -> new PayaraMicro();
            case "payara-server" -> new PayaraServer();
            case "wildfly" -> new WildFly();
            default -> throw new IllegalArgumentException("There is no server " + name);
        };
    }
}
