package org.portalvoip.testing.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A UDP port of 127.0.0.1 that sends each packet of sound back to where it came from, and counts them. */
public final class EchoPort implements AutoCloseable {
    private static final int LONGEST = 2048;
    private static final int PAYLOAD_TYPE = 0x7f;

    private final DatagramSocket socket;
    /** By the payload type of RTP (RFC 3550 section 5.1). */
    private final Map<Integer, Long> packets = new ConcurrentHashMap<>();

    public EchoPort() {
        try {
            socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread thread = new Thread(this::serve, "echo");
        thread.setDaemon(true);
        thread.start();
    }

    public int port() {
        return socket.getLocalPort();
    }

    /** How many packets with this payload type have come so far. */
    public long packets(int payloadType) {
        return packets.getOrDefault(payloadType, 0L);
    }

    private void serve() {
        var packet = new DatagramPacket(new byte[LONGEST], LONGEST);
        try {
            while (true) {
                packet.setLength(LONGEST);
                socket.receive(packet);
                packets.merge(packet.getData()[1] & PAYLOAD_TYPE, 1L, Long::sum);
                socket.send(packet);
            }
        } catch (IOException closed) {
            // Nobody speaks any more.
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
