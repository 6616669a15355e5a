package org.portalvoip.testing.lab;

import java.net.DatagramPacket;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A UDP port of 127.0.0.1 that sends each packet of sound back to where it came from, and counts them. */
public final class EchoPort implements AutoCloseable {
    private static final int PAYLOAD_TYPE = 0x7f;

    private final UdpPort port = new UdpPort(this::echo);
    /** By the payload type of RTP (RFC 3550 section 5.1). */
    private final Map<Integer, Long> packets = new ConcurrentHashMap<>();

    public EchoPort() {
        port.open();
    }

    public int port() {
        return port.number();
    }

    /** How many packets with this payload type have come so far. */
    public long packets(int payloadType) {
        return packets.getOrDefault(payloadType, 0L);
    }

    private void echo(DatagramPacket packet) {
        packets.merge(packet.getData()[1] & PAYLOAD_TYPE, 1L, Long::sum);
        port.send(packet);
    }

    @Override
    public void close() {
        port.close();
    }
}
