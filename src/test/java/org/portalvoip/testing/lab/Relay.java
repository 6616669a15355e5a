package org.portalvoip.testing.lab;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * A piece of network in front of a port of this machine: passes bytes on, records them, and can be cut. Longer than 200
 * lines, because what passes, what is recorded and what is cut is one stream.
 */
public final class Relay implements AutoCloseable {
    /** With less, a hundred phones that come at once wait a second for their second attempt. */
    private static final int CONNECTIONS_THAT_MAY_WAIT = 1000;

    private static final long TICK = Duration.ofMillis(20).toNanos();
    private static final int LONGEST_PIECE = 16 * 1024;
    private static final UnaryOperator<String> UNCHANGED = UnaryOperator.identity();

    private volatile int target;
    private final Duration roundTrip;
    private final UnaryOperator<String> change;
    private final ServerSocket door;
    private volatile boolean down;
    private volatile boolean silent;
    private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
    private final Queue<ByteArrayOutputStream> asked = new ConcurrentLinkedQueue<>();
    private final Queue<ByteArrayOutputStream> answered = new ConcurrentLinkedQueue<>();

    public Relay(int target) {
        this(target, Duration.ZERO);
    }

    /**
     * As {@link #Relay(int)}, with a network between that takes its time.
     *
     * @param roundTrip there and back; a new connection costs one more of them, as the handshake of TCP does
     */
    public Relay(int target, Duration roundTrip) {
        this(target, roundTrip, UNCHANGED, InetAddress.getLoopbackAddress());
    }

    /** As {@link #Relay(int)}, in front of a port of 127.0.0.1 for those who come to {@code address} of this machine. */
    public static Relay at(InetAddress address, int target) {
        return new Relay(target, Duration.ZERO, UNCHANGED, address);
    }

    /** A relay whose HTTP answers can be read: it hides from the server that browsers take compressed answers. */
    public static Relay readable(int target) {
        return changing(target, text -> text.replaceAll("(?i)Accept-Encoding: [^\r\n]*", "Accept-Encoding: identity"));
    }

    /** A proxy that lets no WebSocket through, because it does not pass on the header {@code Upgrade}. */
    public static Relay withoutUpgrade(int target) {
        return changing(target, text -> text.replaceAll("(?i)Upgrade: websocket\r\n", ""));
    }

    /** A proxy that breaks the socket of a call when the server says its first word. */
    public static Relay breakingSockets(int target) {
        return changing(
                target, text -> text.replaceFirst("(?s)^(HTTP/1\\.1 101.*?\r\n\r\n)?.*\"type\":\"ready\".*", "$1"));
    }

    private static Relay changing(int target, UnaryOperator<String> change) {
        return new Relay(target, Duration.ZERO, change, InetAddress.getLoopbackAddress());
    }

    private Relay(int target, Duration roundTrip, UnaryOperator<String> change, InetAddress address) {
        this.target = target;
        this.roundTrip = roundTrip;
        this.change = change;
        try {
            door = new ServerSocket(0, CONNECTIONS_THAT_MAY_WAIT, address);
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
                if (down) {
                    reset(from);
                    continue;
                }
                join(from);
            }
        } catch (IOException closed) {
            // From now on nobody can connect.
            cut();
        }
    }

    private void join(Socket from) {
        try {
            Socket to = keep(new Socket(InetAddress.getLoopbackAddress(), target));
            handOn(from, to, asked, roundTrip.toNanos());
            handOn(to, from, answered, 0);
        } catch (IOException nobodyListens) {
            reset(from);
        }
    }

    private Socket keep(Socket socket) throws IOException {
        socket.setTcpNoDelay(true);
        sockets.add(socket);
        return socket;
    }

    private void handOn(Socket from, Socket to, Queue<ByteArrayOutputStream> memory, long nanosOfHandshake) {
        ByteArrayOutputStream copy = new ByteArrayOutputStream();
        memory.add(copy);
        BlockingQueue<Piece> under = new LinkedBlockingQueue<>();
        long open = System.nanoTime() + nanosOfHandshake;
        daemon(() -> receive(from, copy, under, open));
        daemon(() -> deliver(under, from, to));
    }

    /** Bytes on their way, and when they arrive; no bytes at all are the end of the connection. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Piece(byte[] bytes, long arrival) {}

    private void receive(Socket from, ByteArrayOutputStream copy, Queue<Piece> under, long open) {
        long oneWay = roundTrip.toNanos() / 2;
        byte[] piece = new byte[LONGEST_PIECE];
        try {
            InputStream in = from.getInputStream();
            for (int length = in.read(piece); length >= 0; length = in.read(piece)) {
                copy.write(piece, 0, length);
                long sent = Math.max(open, System.nanoTime());
                byte[] bytes = Arrays.copyOf(piece, length);
                under.add(new Piece(change == UNCHANGED ? bytes : changed(bytes), sent + oneWay));
            }
        } catch (IOException broken) {
            // By either side, or by a cut: the end below closes both.
        }
        under.add(new Piece(new byte[0], System.nanoTime() + oneWay));
    }

    private byte[] changed(byte[] bytes) {
        return change.apply(new String(bytes, StandardCharsets.ISO_8859_1)).getBytes(StandardCharsets.ISO_8859_1);
    }

    private void deliver(BlockingQueue<Piece> under, Socket from, Socket to) {
        try (from;
                to) {
            for (Piece piece = under.take(); piece.bytes().length > 0; piece = under.take()) {
                awaitNetwork();
                for (long early = piece.arrival() - System.nanoTime();
                        early > 0;
                        early = piece.arrival() - System.nanoTime()) {
                    LockSupport.parkNanos(early);
                }
                to.getOutputStream().write(piece.bytes());
            }
        } catch (IOException broken) {
            // By either side, or by a cut: then both are closed.
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitNetwork() {
        while (silent) {
            LockSupport.parkNanos(TICK);
        }
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "relay");
        thread.setDaemon(true);
        thread.start();
    }

    /** New connections lead to this port from now on. */
    public void leadTo(int port) {
        target = port;
    }

    /** Breaks all connections, and every new one, until {@link #up}. */
    public void down() {
        down = true;
        cut();
    }

    /** Passes nothing on from now on, and breaks nothing, until {@link #up}: a network that is lost. */
    public void silence() {
        silent = true;
    }

    /** The network is there again. */
    public void up() {
        down = false;
        silent = false;
    }

    /** Breaks all connections that there are now; new ones may be made, even before the last of these is broken. */
    public void cut() {
        List<Socket> all = new ArrayList<>();
        for (Socket socket = sockets.poll(); socket != null; socket = sockets.poll()) {
            all.add(socket);
        }
        all.forEach(Relay::reset);
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
