package org.portalvoip.testing.server;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * Ports of 127.0.0.1, for servers that the tests start. Each JVM has a block of its own: two that look for a free port
 * at the same time would find the same one, and the tests of both would then talk to whichever server opened it first.
 */
public final class Ports {
    /** Above the last port that browsers refuse (Fetch standard, "bad port"). */
    private static final int FIRST = 11_000;
    /** Above begins the range for outgoing connections, where a port may be taken before a slow server opens it. */
    private static final int LAST = 32_000;

    private static final int BLOCK = 500;

    /** The first port of the block, held as long as this JVM lives: whoever holds it owns the block. */
    private static final ServerSocket CLAIM = claim();

    private static int given;

    private Ports() {}

    /**
     * A port on which nobody listens, and which no other test's JVM is given.
     *
     * @throws IOException if there is none
     */
    public static synchronized int free() throws IOException {
        int first = CLAIM.getLocalPort() + 1;
        int ports = BLOCK - 1;
        for (int tried = 0; tried < ports; tried++) {
            try (ServerSocket socket = open(first + given++ % ports)) {
                return socket.getLocalPort();
            } catch (BindException taken) {
                // Taken; try the next one.
            }
        }
        throw new IOException("no port is left from " + first + " on");
    }

    private static ServerSocket claim() {
        for (int first = FIRST; first + BLOCK <= LAST; first += BLOCK) {
            try {
                return open(first);
            } catch (BindException othersBlock) {
                // Another JVM's; try the next one.
            } catch (IOException e) {
                throw new ExceptionInInitializerError(e);
            }
        }
        throw new IllegalStateException("no block of ports is left between " + FIRST + " and " + LAST);
    }

    private static ServerSocket open(int port) throws IOException {
        return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
    }

    /** Whether somebody listens at this port of 127.0.0.1. */
    public static boolean listens(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException nobody) {
            return false;
        }
    }
}
