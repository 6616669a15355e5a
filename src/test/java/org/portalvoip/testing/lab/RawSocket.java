package org.portalvoip.testing.lab;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.List;

/** A visitor with an address of its own, who sends bytes to the call socket as no browser would. */
public final class RawSocket implements AutoCloseable {
    private static final int MILLIS = 15_000;
    private static final int TEXT_WITH_LONG_LENGTH = 0x81 << Byte.SIZE | 0xff;
    private static final int TEXT_WITH_LENGTH = 0x81 << Byte.SIZE | 0xfe;
    private static final int MASKED_HEAD = 8;
    private static final int STATUS_BEGINS = 9;
    private static final int STATUS_ENDS = 12;

    private final URI call;
    private final Socket socket = new Socket();

    /** Connects from the address 127.1.0.0 plus {@code visitor}. */
    public RawSocket(URI call, int visitor) throws IOException {
        this.call = call;
        byte[] address = {127, 1, (byte) (visitor >> Byte.SIZE), (byte) visitor};
        socket.setSoTimeout(MILLIS);
        socket.bind(new InetSocketAddress(InetAddress.getByAddress(address), 0));
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), call.getPort()), MILLIS);
    }

    /** The handshake of a page of {@code origin}, with a new ticket and these lines in its head. */
    public byte[] handshake(String origin, String... more) {
        return CallTicket.fetch(call).handshake(call, origin, List.of(more)).getBytes(ISO_8859_1);
    }

    /** The first bytes of a text frame that announces five megabytes. */
    public static byte[] beginningOfAFrame(int length) {
        byte[] frame = new byte[length];
        byte[] head = {(byte) (TEXT_WITH_LONG_LENGTH >> Byte.SIZE), (byte) TEXT_WITH_LONG_LENGTH, 0, 0, 0, 0, 0, 0x50};
        System.arraycopy(head, 0, frame, 0, head.length);
        return frame;
    }

    /** The whole frame of a short {@code text}, with a mask of zeros. */
    public static byte[] frame(String text) {
        byte[] payload = text.getBytes(UTF_8);
        return ByteBuffer.allocate(MASKED_HEAD + payload.length)
                .putShort((short) TEXT_WITH_LENGTH)
                .putShort((short) payload.length)
                .putInt(0)
                .put(payload)
                .array();
    }

    /** Sends all of it at once. */
    public void write(byte[]... parts) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.write(part);
        }
        socket.getOutputStream().write(all.toByteArray());
    }

    /** Sends a frame that never becomes whole, until the server has had enough. */
    public void writeUntilClosed(int bytes) {
        try {
            write(beginningOfAFrame(bytes));
        } catch (IOException closed) {
            // That is what should happen.
        }
    }

    /** The status of the answer; 0 when there is none. */
    public int status() {
        try {
            byte[] line = socket.getInputStream().readNBytes(STATUS_ENDS);
            String text = new String(line, ISO_8859_1);
            return text.length() < STATUS_ENDS ? 0 : Integer.parseInt(text.substring(STATUS_BEGINS));
        } catch (IOException none) {
            return 0;
        }
    }

    /** All that comes until the server closes the connection. */
    public String answer() {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        try {
            socket.getInputStream().transferTo(answer);
        } catch (IOException reset) {
            // That is one way to close it.
        }
        return answer.toString(ISO_8859_1);
    }

    /** Waits until the server closes the connection, and reads what comes until then. */
    void awaitClosed() {
        try {
            socket.setSoTimeout(0);
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (IOException reset) {
            // That is one way to close it.
        }
    }

    /** Resets the connection, as a machine does whose browser was killed. */
    public void vanish() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
