package org.portalvoip.janus.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How a connection ends, seen from a Janus that has much to do. */
class WebSocketTransportTest {
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final TransportLimits LIMITS =
            new TransportLimits(Duration.ofSeconds(5), Duration.ofSeconds(5), 1000);
    private static final int MOST_MILLIS = 30_000;
    private static final byte[] TEXT = {(byte) 0x81, 2, '{', '}'};
    private static final byte[] CLOSE = {(byte) 0x88, 2, 3, (byte) 0xe8};

    private final Queue<String> heard = new ConcurrentLinkedQueue<>();
    private final HttpClient client = HttpClient.newHttpClient();
    private ServerSocket server;
    private WebSocketTransport transport;
    private Socket janus;
    private DataInputStream in;
    private OutputStream out;

    private final class Heard implements JanusTransport.Receiver {
        @Override
        public void received(long session, String text) {
            heard.add(text);
        }

        @Override
        public void missed(long session) {
            heard.add("missed");
        }

        @Override
        public void lost(long session, TransportException reason) {
            heard.add("lost");
        }
    }

    @BeforeEach
    void connect() throws Exception {
        server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        transport = new WebSocketTransport(
                URI.create("ws://127.0.0.1:" + server.getLocalPort() + "/janus"), client, LIMITS);
        var opening = transport.open(new Heard()).toCompletableFuture();
        janus = server.accept();
        janus.setSoTimeout(MOST_MILLIS);
        in = new DataInputStream(janus.getInputStream());
        out = janus.getOutputStream();
        shakeHands();
        opening.get(MOST_MILLIS, TimeUnit.MILLISECONDS);
    }

    @AfterEach
    void stop() throws IOException {
        janus.close();
        server.close();
    }

    private void shakeHands() throws Exception {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.readUnsignedByte());
        }
        String key = head.toString().replaceFirst("(?is).*sec-websocket-key: *(\\S+).*", "$1");
        byte[] accept = MessageDigest.getInstance("SHA-1").digest((key + GUID).getBytes(StandardCharsets.US_ASCII));
        out.write(("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        + "Sec-WebSocket-Protocol: janus-protocol\r\nSec-WebSocket-Accept: "
                        + Base64.getEncoder().encodeToString(accept) + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
    }

    /** The first byte of the next frame, which is short. */
    private int nextFrame() throws IOException {
        int first = in.readUnsignedByte();
        in.skipNBytes(4L + (in.readUnsignedByte() & 0x7f));
        return first & 0xff;
    }

    /** A connection that is cut at once refuses the second of two messages that cross the farewell. */
    @Test
    void whatWasSentLastIsReadAlthoughMessagesCrossIt() throws Exception {
        transport.send(1, 0, "{\"janus\":\"destroy\"}").toCompletableFuture().get(MOST_MILLIS, TimeUnit.MILLISECONDS);
        transport.close();
        for (int i = 0; i < 3; i++) {
            out.write(TEXT);
        }

        assertThat(nextFrame()).isEqualTo(0x81);
        assertThat(nextFrame()).isEqualTo(0x88);
        out.write(CLOSE);
        assertThat(in.read()).isEqualTo(-1);
        assertThat(heard).isEmpty();
    }

    @Test
    void whoNeverClosesIsCutOff() throws Exception {
        transport.close();

        assertThat(nextFrame()).isEqualTo(0x88);
        assertThat(in.read()).isEqualTo(-1);
        assertThat(heard).isEmpty();
    }
}
