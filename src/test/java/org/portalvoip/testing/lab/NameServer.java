package org.portalvoip.testing.lab;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

/** The name server of the lab's network: knows what a test tells it, and nothing else (RFC 1035, RFC 2782, RFC 3596). */
public final class NameServer implements AutoCloseable {
    private static final int PORT = 53;
    private static final int HEADER = 12;
    private static final int A = 1;
    private static final int AAAA = 28;
    private static final int SRV = 33;
    private static final int IN = 1;
    private static final int AUTHORITATIVE_ANSWER = 0x8580;
    private static final int NO_SUCH_NAME = 3;
    /** Points to the name in the question. */
    private static final int SAME_NAME = 0xC00C;

    /** The names that were asked for. */
    private final Queue<String> asked = new ConcurrentLinkedQueue<>();

    private final Map<String, List<String>> addresses = new ConcurrentHashMap<>();
    private final Map<String, List<String>> services = new ConcurrentHashMap<>();
    private final Set<String> unanswered = ConcurrentHashMap.newKeySet();
    private final UdpPort socket = new UdpPort(this::receive, PORT, InetAddress.getLoopbackAddress());

    /** Answers from now on. */
    public NameServer() {
        socket.open();
    }

    /** From now on the host has these addresses, of IPv4 or IPv6. */
    public NameServer host(String name, String... itsAddresses) {
        unanswered.remove(name);
        addresses.put(name, List.of(itsAddresses));
        return this;
    }

    /** From now on the service is listed so: {@code 10 60 5060 sip1.example.} */
    public NameServer service(String name, String... records) {
        services.put(name, List.of(records));
        return this;
    }

    /** From now on it says nothing about this name, as a name server behind a firewall. */
    public NameServer silentAbout(String name) {
        unanswered.add(name);
        return this;
    }

    /** Whether somebody has asked for this name. */
    public boolean wasAsked(String name) {
        return asked.contains(name);
    }

    private void receive(DatagramPacket packet) {
        ByteBuffer question = ByteBuffer.wrap(packet.getData(), 0, packet.getLength());
        question.position(HEADER);
        String name = name(question);
        int type = question.getShort();
        int end = question.position() + Short.BYTES;
        asked.add(name);
        if (unanswered.contains(name)) {
            return;
        }
        try {
            byte[] answer = answer(packet.getData(), end, name, records(name, type), type);
            socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String name(ByteBuffer question) {
        StringBuilder name = new StringBuilder();
        for (int length = question.get(); length > 0; length = question.get()) {
            byte[] label = new byte[length];
            question.get(label);
            name.append(name.isEmpty() ? "" : ".").append(new String(label, US_ASCII));
        }
        return name.toString().toLowerCase(Locale.ROOT);
    }

    private List<byte[]> records(String name, int type) throws IOException {
        if (type == SRV) {
            List<byte[]> records = new ArrayList<>();
            for (String record : services.getOrDefault(name, List.of())) {
                records.add(service(record));
            }
            return records;
        }
        return addresses.getOrDefault(name, List.of()).stream()
                .filter(address -> type == (address.contains(":") ? AAAA : A))
                .map(NameServer::literal)
                .toList();
    }

    private static byte[] literal(String address) {
        try {
            return InetAddress.getByName(address).getAddress();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] service(String record) throws IOException {
        String[] parts = record.split(" ", -1);
        var bytes = new ByteArrayOutputStream();
        var data = new DataOutputStream(bytes);
        for (int i = 0; i < 3; i++) {
            data.writeShort(Integer.parseInt(parts[i]));
        }
        for (String label : parts[3].split("\\.", 0)) {
            data.writeByte(label.length());
            data.write(label.getBytes(US_ASCII));
        }
        data.writeByte(0);
        return bytes.toByteArray();
    }

    private byte[] answer(byte[] question, int end, String name, List<byte[]> records, int type) throws IOException {
        boolean known = Stream.of(addresses, services).anyMatch(table -> table.containsKey(name));
        var bytes = new ByteArrayOutputStream();
        var data = new DataOutputStream(bytes);
        data.write(question, 0, Short.BYTES);
        data.writeShort(AUTHORITATIVE_ANSWER | (known ? 0 : NO_SUCH_NAME));
        data.writeShort(1);
        data.writeShort(records.size());
        data.writeInt(0);
        data.write(question, HEADER, end - HEADER);
        for (byte[] record : records) {
            data.writeShort(SAME_NAME);
            data.writeShort(type);
            data.writeShort(IN);
            data.writeInt(0);
            data.writeShort(record.length);
            data.write(record);
        }
        return bytes.toByteArray();
    }

    @Override
    public void close() {
        socket.close();
    }
}
