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

/** A port of 127.0.0.1 where each connection is served by a thread of its own, until it is cut. */
final class FakePort {

    /** Makes a connection of what has come in. */
    interface Welcome {
        FakeConnection connection(Socket socket) throws IOException;
    }

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ServerSocket server;
    private final Set<FakeConnection> connections = ConcurrentHashMap.newKeySet();
    private final AtomicInteger unwelcome = new AtomicInteger();

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
                serve(welcome.connection(socket));
            }
        } catch (IOException closed) {
            // So the port is closed.
            return;
        }
    }

    private void serve(FakeConnection connection) {
        connections.add(connection);
        // One that came in while the port was being closed is too late for the cut that goes with it.
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

    /** Also cuts as many new connections as they are made. */
    void cutWithNext(int count) {
        unwelcome.set(count);
        cut();
    }

    /** Whether all that {@link #cutWithNext} named are cut. */
    boolean welcomes() {
        return unwelcome.get() == 0;
    }

    /** Takes no more connections, and cuts those there are. */
    void close() {
        try {
            server.close();
            cut();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
