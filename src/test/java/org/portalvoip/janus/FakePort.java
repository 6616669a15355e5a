package org.portalvoip.janus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Objects;
import org.portalvoip.Await;

/** A port of 127.0.0.1 where each connection is served by a thread of its own. */
final class FakePort {

    /** Makes a connection of what has come in. */
    interface Welcome {
        FakeConnection connection(Socket socket) throws IOException;
    }

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ServerSocket server;

    /** @param number 0 for any that is free */
    FakePort(int number, Welcome welcome) {
        server = Await.until(PATIENCE, () -> bound(number), Objects::nonNull);
        daemon(() -> accept(welcome));
    }

    /** Null while a client's connection holds the number: whoever connects to a port that is closed may get it himself. */
    private static ServerSocket bound(int number) {
        try {
            return new ServerSocket(number, 500, InetAddress.getLoopbackAddress());
        } catch (BindException taken) {
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept(Welcome welcome) {
        try {
            while (true) {
                Socket socket = server.accept();
                socket.setTcpNoDelay(true);
                FakeConnection connection = welcome.connection(socket);
                if (server.isClosed()) {
                    // It came in while the port was being closed, too late for those who end all connections then.
                    connection.reset();
                }
                daemon(connection::serve);
            }
        } catch (IOException closed) {
            // So the port is closed.
            return;
        }
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "fake-janus");
        thread.setDaemon(true);
        thread.start();
    }

    int number() {
        return server.getLocalPort();
    }

    void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
