package org.portalvoip.testing.server;

import java.io.IOException;
import java.nio.file.Path;

/** What differs between servers when a test starts one. The system property {@code voip.server} names the kind. */
public interface ServerKind {
    /**
     * Prepares what {@code launch} asks for, and returns the command with which an operator starts this server in the
     * foreground.
     */
    ProcessBuilder prepare(Launch launch) throws IOException;

    /**
     * Puts the application into the running server {@code data} once more, as an operator does who has a new version, and
     * returns when the server has begun with it.
     */
    default void redeploy(Path data, Path war) throws IOException {
        throw new UnsupportedOperationException("Nothing can be deployed to this server while it runs");
    }

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
