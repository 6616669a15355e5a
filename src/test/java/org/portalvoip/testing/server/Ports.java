package org.portalvoip.testing.server;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;

/** Ports of 127.0.0.1, for servers that the tests start. */
public final class Ports {
    /** Above the last port that browsers refuse (Fetch standard, "bad port"). */
    private static final AtomicInteger NEXT = new AtomicInteger(11_000);

    private Ports() {}

    /**
     * A port on which nobody listens, outside the range for outgoing connections, so that it is still free when a
     * slow server opens it.
     */
    public static int free() throws IOException {
        while (true) {
            int port = NEXT.getAndIncrement();
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (BindException taken) {
                // Taken; try the next one.
            }
        }
    }
}
