package org.portalvoip.testing.lab;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.net.DatagramPacket;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.regex.Pattern;

/** The sound of a telephone whose microphone is muted: packets without end, and nothing in them. */
final class MutedTelephone implements AutoCloseable {
    private static final Pattern ADDRESS = Pattern.compile("c=IN IP4 (\\S+)");
    private static final Pattern PORT = Pattern.compile("m=audio (\\d+)");

    /** The value of PCMU that is no sound (ITU-T G.711). */
    private static final byte NO_SOUND = (byte) 0xff;

    private static final byte VERSION = (byte) 0x80;
    private static final int HEADER = 12;
    private static final int MILLISECONDS_OF_A_PACKET = 20;
    private static final int SAMPLES_OF_A_PACKET = 160;

    private UdpPort port;
    private ScheduledExecutorService clock;
    private InetSocketAddress caller;
    private short number;

    /** Sends from now on, in PCMU, to whoever described a call so; returns the port of this side. */
    int answer(String description) {
        caller = new InetSocketAddress(first(ADDRESS, description), Integer.parseInt(first(PORT, description)));
        port = new UdpPort(packet -> {});
        port.open();
        clock = Executors.newSingleThreadScheduledExecutor();
        var unused = clock.scheduleAtFixedRate(this::send, 0, MILLISECONDS_OF_A_PACKET, MILLISECONDS);
        return port.number();
    }

    private static String first(Pattern pattern, String description) {
        return pattern.matcher(description).results().findFirst().orElseThrow().group(1);
    }

    /** One packet (RFC 3550 section 5.1). */
    private void send() {
        byte[] packet = new byte[HEADER + SAMPLES_OF_A_PACKET];
        Arrays.fill(packet, NO_SOUND);
        ByteBuffer.wrap(packet)
                .put(VERSION)
                .put((byte) 0)
                .putShort(++number)
                .putInt(number * SAMPLES_OF_A_PACKET)
                .putInt(1);
        port.send(new DatagramPacket(packet, packet.length, caller));
    }

    @Override
    public void close() {
        if (port != null) {
            clock.shutdownNow();
            port.close();
        }
    }
}
