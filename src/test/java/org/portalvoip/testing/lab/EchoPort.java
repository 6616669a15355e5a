package org.portalvoip.testing.lab;

import java.net.DatagramPacket;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A UDP port of this machine that sends each packet of sound back to where it came from, and counts them. */
public final class EchoPort implements AutoCloseable {
    private static final int PAYLOAD_TYPE = 0x7f;
    private static final int NOBODYS = -1;

    private final UdpPort port;
    /** By the payload type of RTP (RFC 3550 section 5.1). */
    private final Map<Integer, Long> packets = new ConcurrentHashMap<>();

    private final KeyEvents keys = new KeyEvents();
    private volatile int typeOfKeys = NOBODYS;
    private volatile int onlyType = NOBODYS;

    /** One at 127.0.0.1. */
    public EchoPort() {
        this("127.0.0.1");
    }

    private EchoPort(String address) {
        try {
            port = new UdpPort(this::echo, 0, InetAddress.getByName(address));
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
        port.open();
    }

    /** One at {@code ::1}. */
    public static EchoPort onIpv6() {
        return new EchoPort("::1");
    }

    public int port() {
        return port.number();
    }

    /** How many packets with this payload type have come so far. */
    public long packets(int payloadType) {
        return packets.getOrDefault(payloadType, 0L);
    }

    /** From now on it does not understand packets with another payload type: it counts them, but sends none back. */
    public void understandOnly(int payloadType) {
        onlyType = payloadType;
    }

    /** From now on, packets with this payload type are keys (RFC 4733). */
    public void hearKeys(int payloadType) {
        typeOfKeys = payloadType;
    }

    /** The keys that were heard so far: each once, in their order, followed by a question mark while it sounds. */
    public String keys() {
        return keys.heard();
    }

    private void echo(DatagramPacket packet) {
        int type = packet.getData()[1] & PAYLOAD_TYPE;
        packets.merge(type, 1L, Long::sum);
        if (type == typeOfKeys) {
            keys.take(ByteBuffer.wrap(packet.getData(), 0, packet.getLength()));
        }
        if (onlyType == NOBODYS || onlyType == type) {
            port.send(packet);
        }
    }

    @Override
    public void close() {
        port.close();
    }
}
