package org.portalvoip.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.portalvoip.testing.server.Server;
import org.portalvoip.testing.server.SharedServer;

/** A server as server-config prepares it listens on 127.0.0.1 only, with every port it opens. */
@ExtendWith(SharedServer.class)
class ListeningIT {
    private static final String LISTENS = "0A";
    /** 127.0.0.1 and ::1, and 127.0.0.1 in sixteen bytes, as the kernel writes them. */
    private static final String LOOPBACK = "0100007F|00000000000000000000000001000000|0000000000000000FFFF00000100007F";

    @Test
    void nothingListensBeyondThisMachine(Server server) throws IOException {
        String port = ":%04X".formatted(server.uri("").getPort());

        assertThat(listening())
                .anyMatch(address -> address.endsWith(port))
                .allMatch(address -> address.replaceFirst(":.*", "").matches(LOOPBACK));
    }

    /** In the namespace of this JVM, where its servers are. */
    private static Stream<String> listening() throws IOException {
        return Stream.concat(sockets("tcp"), sockets("tcp6"));
    }

    private static Stream<String> sockets(String protocol) throws IOException {
        return Files.readAllLines(Path.of("/proc/self/net", protocol)).stream()
                .map(line -> line.strip().split("\\s+"))
                .filter(fields -> fields[3].equals(LISTENS))
                .map(fields -> fields[1]);
    }
}
