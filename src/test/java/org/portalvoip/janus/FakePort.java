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

/** A port of 127.0.0.1 where each connection has its own thread until it is cut. */
final class FakePort {

    /** Turns an accepted socket into a connection. */
    interface Welcome {
        FakeConnection connection(Socket socket) throws IOException;
    }

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /**
     * Below the ports that the system gives out, and apart from those of other JVMs: while a test keeps its port closed,
     * nobody else may get it.
     */
    private static final int FIRST = 10_000;

    private static final int FOR_EACH_JVM = 2000;
    private static final int JVMS = 10;
    private static final long SLICE = ProcessHandle.current().pid() % JVMS;
    private static final AtomicInteger USED = new AtomicInteger();

    private final ServerSocket server;
    private final Set<FakeConnection> connections = ConcurrentHashMap.newKeySet();
    private final AtomicInteger unwelcome = new AtomicInteger();

    /** @param number 0 for any that is free */
    FakePort(int number, Welcome welcome) {
        server = Await.until(PATIENCE, () -> bound(number == 0 ? next() : number), Objects::nonNull);
        daemon(() -> accept(welcome));
    }

    private static int next() {
        return FIRST + (int) SLICE * FOR_EACH_JVM + USED.getAndIncrement() % FOR_EACH_JVM;
    }

    /** Null while somebody else has the number. */
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
