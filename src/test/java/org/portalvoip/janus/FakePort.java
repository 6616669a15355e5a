package org.portalvoip.janus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.portalvoip.testing.Await;
import org.portalvoip.testing.server.Ports;

/** A port of 127.0.0.1 where each connection has its own thread until it is cut. */
final class FakePort {

    /** Turns an accepted socket into a connection. */
    interface Welcome {
        FakeConnection connection(Socket socket) throws IOException;
    }

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ServerSocket server;
    private final Set<FakeConnection> connections = ConcurrentHashMap.newKeySet();
    private final AtomicInteger unwelcome = new AtomicInteger();

    /**
     * @param number 0 for one that nobody else is given, so that this port can be closed for a while without another test's
     *     Janus getting it
     */
    FakePort(int number, Welcome welcome) {
        server = Await.until(PATIENCE, () -> bound(number), Objects::nonNull);
        daemon(() -> accept(welcome));
    }

    /** Null while somebody else has the number. */
    private static ServerSocket bound(int number) {
        try {
            return new ServerSocket(number == 0 ? Ports.free() : number, 500, InetAddress.getLoopbackAddress());
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
                serve(welcome.connection(socket));
            }
        } catch (IOException closed) {
            // So the port is closed.
            return;
        }
    }

    private void serve(FakeConnection connection) {
        connections.add(connection);
        // A connection that arrived while the port was being closed came too late to be cut with the others.
        if (unwelcome.getAndUpdate(left -> Math.max(0, left - 1)) > 0 || server.isClosed()) {
            connection.reset();
        }
        daemon(() -> {
            connection.serve();
            connections.remove(connection);
        });
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "fake-janus");
        thread.setDaemon(true);
        thread.start();
    }

    int number() {
        return server.getLocalPort();
    }

    int connections() {
        return connections.size();
    }

    void cut() {
        connections.forEach(FakeConnection::reset);
    }

    /** Also cuts that many new connections as they arrive. */
    void cutWithNext(int count) {
        unwelcome.set(count);
        cut();
    }

    /** Whether all connections that {@link #cutWithNext} announced have been cut. */
    boolean welcomes() {
        return unwelcome.get() == 0;
    }

    /** Accepts no more connections, and cuts the existing ones. */
    void close() {
        try {
            server.close();
            cut();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
