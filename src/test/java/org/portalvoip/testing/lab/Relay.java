package org.portalvoip.testing.lab;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;

/** A piece of network in front of a port of this machine: passes bytes on, records them, and can be cut. */
public final class Relay implements AutoCloseable {
    private static final int CONNECTIONS_THAT_MAY_WAIT = 50;
    private static final int LONGEST_PIECE = 16 * 1024;

    private final int target;
    private final ServerSocket door;
    private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
    private final Queue<ByteArrayOutputStream> asked = new ConcurrentLinkedQueue<>();
    private final Queue<ByteArrayOutputStream> answered = new ConcurrentLinkedQueue<>();

    public Relay(int target) {
        this.target = target;
        try {
            door = new ServerSocket(0, CONNECTIONS_THAT_MAY_WAIT, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        daemon(this::accept);
    }

    public int port() {
        return door.getLocalPort();
    }

    private void accept() {
        try {
            while (true) {
                Socket from = keep(door.accept());
                Socket to = keep(new Socket(InetAddress.getLoopbackAddress(), target));
                handOn(from, to, asked);
                handOn(to, from, answered);
            }
        } catch (IOException closed) {
            // From now on nobody can connect.
            cut();
        }
    }

    private Socket keep(Socket socket) throws IOException {
        socket.setTcpNoDelay(true);
        sockets.add(socket);
        return socket;
    }

    private static void handOn(Socket from, Socket to, Queue<ByteArrayOutputStream> memory) {
        ByteArrayOutputStream copy = new ByteArrayOutputStream();
        memory.add(copy);
        daemon(() -> handOn(from, to, copy));
    }

    private static void handOn(Socket from, Socket to, ByteArrayOutputStream copy) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            byte[] piece = new byte[LONGEST_PIECE];
            for (int length = in.read(piece); length >= 0; length = in.read(piece)) {
                copy.write(piece, 0, length);
                to.getOutputStream().write(piece, 0, length);
            }
        } catch (IOException broken) {
            // Closed by either side, or cut: then close both.
            return;
        }
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "relay");
        thread.setDaemon(true);
        thread.start();
    }

    /** Breaks all connections; new ones may be made. */
    public void cut() {
        for (Socket socket = sockets.poll(); socket != null; socket = sockets.poll()) {
            reset(socket);
        }
    }

    /** Closes with a TCP RST. */
    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException alreadyClosed) {
            // Already closed, as wanted.
            return;
        }
    }

    /** All bytes sent to the port so far, one character each. */
    public String asked() {
        return text(asked);
    }

    /** All bytes that came back. */
    public String answered() {
        return text(answered);
    }

    private static String text(Queue<ByteArrayOutputStream> memory) {
        return memory.stream()
                .map(bytes -> bytes.toString(StandardCharsets.ISO_8859_1))
                .collect(Collectors.joining("\n"));
    }

    /** Breaks all connections, and accepts no more. */
    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cut();
    }
}
