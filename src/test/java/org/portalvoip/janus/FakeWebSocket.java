package org.portalvoip.janus;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;

/** WebSocket side of {@link FakeJanus} (RFC 6455, server, text only). */
final class FakeWebSocket extends FakeConnection {

    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final int FINAL = 0x80;
    private static final int TEXT = 1;
    private static final int CONTINUATION = 0;
    private static final int CLOSE = 8;

    FakeWebSocket(FakeJanus janus, Socket socket) throws IOException {
        super(janus, socket);
    }

    @Override
    boolean ownsSessions() {
        return true;
    }

    @Override
    void open() throws IOException {
        Map<String, String> head = head();
        if (!"janus-protocol".equals(head.get("sec-websocket-protocol"))) {
            throw new IOException("Janus drops who does not name its protocol");
        }
        write(("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        + "Sec-WebSocket-Protocol: janus-protocol\r\nSec-WebSocket-Accept: "
                        + accept(head.get("sec-websocket-key")) + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
    }

    private static String accept(String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest((key + GUID).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    void next() throws IOException, InterruptedException {
        int first = in.readUnsignedByte();
        if ((first & 0x0f) == CLOSE) {
            throw new IOException("closed");
        }
        int length = in.readUnsignedByte() & 0x7f;
        if (length == 126) {
            length = in.readUnsignedShort();
        } else if (length == 127) {
            length = (int) in.readLong();
        }
        byte[] mask = in.readNBytes(4);
        byte[] payload = in.readNBytes(length);
        for (int i = 0; i < payload.length; i++) {
            payload[i] ^= mask[i % 4];
        }
        exchange(new String(payload, StandardCharsets.UTF_8));
    }

    @Override
    byte[] wire(String text, int piece) {
        ByteArrayOutputStream wire = new ByteArrayOutputStream(text.length() + 10);
        for (int from = 0; from < text.length(); from += piece) {
            byte[] part =
                    text.substring(from, Math.min(from + piece, text.length())).getBytes(StandardCharsets.UTF_8);
            wire.write((from == 0 ? TEXT : CONTINUATION) | (from + piece >= text.length() ? FINAL : 0));
            length(wire, part.length);
            wire.writeBytes(part);
        }
        return wire.toByteArray();
    }

    private static void length(ByteArrayOutputStream wire, int length) {
        if (length < 126) {
            wire.write(length);
        } else {
            int bytes = length < 65536 ? 2 : 8;
            wire.write(bytes == 2 ? 126 : 127);
            for (int i = bytes - 1; i >= 0; i--) {
                wire.write(i >= 4 ? 0 : length >>> (8 * i));
            }
        }
    }
}
