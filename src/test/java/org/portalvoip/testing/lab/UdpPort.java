package org.portalvoip.testing.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;

/** A UDP port of this machine alone that hands over each packet, on a thread of its own, until it is closed. */
final class UdpPort implements AutoCloseable {
    private static final int LONGEST = 65_535;

    private final DatagramSocket socket;
    private final Receiver receiver;

    /** Gets each packet; it must not keep it. */
    interface Receiver {
        void receive(DatagramPacket packet);
    }

    /** A free port of 127.0.0.1. */
    UdpPort(Receiver receiver) {
        this(receiver, 0, InetAddress.getLoopbackAddress());
    }

    /** @param number 0 for a free port */
    UdpPort(Receiver receiver, int number, InetAddress address) {
        this.receiver = receiver;
        try {
            socket = new DatagramSocket(number, address);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** From now on packets are handed over. */
    void open() {
        Thread thread = new Thread(this::serve, "port " + number());
        thread.setDaemon(true);
        thread.start();
    }

    int number() {
        return socket.getLocalPort();
    }

    void send(DatagramPacket packet) {
        try {
            socket.send(packet);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void serve() {
        var packet = new DatagramPacket(new byte[LONGEST], LONGEST);
        try {
            while (true) {
                packet.setLength(LONGEST);
                socket.receive(packet);
                receiver.receive(packet);
            }
        } catch (IOException | UncheckedIOException closed) {
            // Nobody needs this port any more.
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
