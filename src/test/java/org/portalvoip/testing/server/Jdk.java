package org.portalvoip.testing.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The JDK of the server under test: the tests' own one, unless it is older than the system property {@code voip.server.jdk} asks. */
public final class Jdk {
    private Jdk() {}

    /**
     * Its home.
     *
     * @throws IllegalStateException if there is none on this machine; the message says what to do
     */
    public static String home() throws IOException {
        int least = Integer.getInteger("voip.server.jdk", Runtime.version().feature());
        return Runtime.version().feature() >= least ? System.getProperty("java.home") : find(least);
    }

    private static String find(int least) throws IOException {
        Process search = new ProcessBuilder("server-config/jdk", String.valueOf(least))
                .redirectErrorStream(true)
                .start();
        String answer = new String(search.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (search.onExit().join().exitValue() != 0) {
            throw new IllegalStateException(answer);
        }
        return answer;
    }
}
