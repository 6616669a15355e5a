package org.portalvoip.testing.lab;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;

/** A browser's end of the call socket that misbehaves below the WebSocket: it may stop reading, flood, or vanish. */
public final class CallRawClient implements AutoCloseable {
    private static final int LITTLE = 1024;
    private static final int MILLIS_TO_HEAR = 30_000;
    private static final int LONGEST_PING = 125;
    private static final int TEXT = 0x81;
    private static final int PING = 0x89;
    private static final int PONG = 0x8a;
    private static final int MASKED = 0x80;
    private static final int LENGTH_FOLLOWS = 126;
    private static final int MASK_LENGTH = 4;

    private final Socket socket = new Socket();
    private final DataInputStream in;
    private final String head;

    /** Opens the socket as a page of {@code origin} does, with as little room for what comes as there can be. */
    public CallRawClient(URI call, String origin) {
        try {
            socket.setReceiveBufferSize(LITTLE);
            socket.setSoTimeout(MILLIS_TO_HEAR);
            socket.connect(new InetSocketAddress(call.getHost(), call.getPort()));
            in = new DataInputStream(socket.getInputStream());
            String request = CallTicket.fetch(call).handshake(call, origin);
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            head = readHead();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String readHead() throws IOException {
        StringBuilder read = new StringBuilder();
        while (!read.toString().endsWith("\r\n\r\n")) {
            read.append((char) in.readUnsignedByte());
        }
        if (!read.toString().startsWith("HTTP/1.1 101")) {
            throw new IOException("No WebSocket: " + read);
        }
        return read.toString();
    }

    /** The head of the server's answer to the handshake. */
    public String head() {
        return head;
    }

    /** Makes its offer. */
    public CallRawClient offer() throws IOException {
        return say(Json.createObjectBuilder()
                .add("type", "offer")
                .add("sdp", CallClient.OFFER)
                .build()
                .toString());
    }

    public CallRawClient say(String text) throws IOException {
        write(TEXT, text.getBytes(UTF_8));
        return this;
    }

    /** Sends {@code length} bytes of a text frame whose message has 15,000. */
    public CallRawClient beginMessage(int length) throws IOException {
        return begin(length, TEXT, MASKED | LENGTH_FOLLOWS, 0x3a, 0x98);
    }

    /** Sends {@code length} bytes of a ping of 125. */
    public CallRawClient beginPing(int length) throws IOException {
        return begin(length, PING, MASKED | LONGEST_PING);
    }

    private CallRawClient begin(int length, int... head) throws IOException {
        byte[] frame = new byte[length];
        for (int i = 0; i < Math.min(length, head.length); i++) {
            frame[i] = (byte) head[i];
        }
        socket.getOutputStream().write(frame);
        return this;
    }

    /** Asks for so many pongs, the longest there are. */
    public void ping(int times) throws IOException {
        for (int i = 0; i < times; i++) {
            write(PING, new byte[LONGEST_PING]);
        }
    }

    /** Answers a ping, whether or not there was one (RFC 6455 section 5.5.3). */
    public void pong() throws IOException {
        write(PONG, new byte[0]);
    }

    private void write(int type, byte[] payload) throws IOException {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(type);
        if (payload.length < LENGTH_FOLLOWS) {
            frame.write(MASKED | payload.length);
        } else {
            frame.write(MASKED | LENGTH_FOLLOWS);
            frame.write(payload.length >> Byte.SIZE);
            frame.write(payload.length);
        }
        frame.write(new byte[MASK_LENGTH]);
        frame.write(payload);
        socket.getOutputStream().write(frame.toByteArray());
    }

    /** Reads until something that holds {@code text} has come. */
    public CallRawClient hear(String text) throws IOException {
        while (!new String(frame(), UTF_8).contains(text)) {
            // What comes before is of no interest.
        }
        return this;
    }

    /** Reads until the server has closed the connection. */
    public void awaitEnd() throws IOException {
        while (in.read() >= 0) {
            // What comes before is of no interest.
        }
    }

    private byte[] frame() throws IOException {
        in.readUnsignedByte();
        int length = in.readUnsignedByte();
        byte[] payload = new byte[length == LENGTH_FOLLOWS ? in.readUnsignedShort() : length];
        in.readFully(payload);
        return payload;
    }

    /** Whether the server's end of the connection is still there, found out without reading anything. */
    public boolean isConnected() {
        try {
            ping(1);
            return true;
        } catch (IOException reset) {
            return false;
        }
    }

    /** Resets the connection, as a machine does whose browser was killed with unread data. */
    public void vanish() {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        vanish();
    }
}
