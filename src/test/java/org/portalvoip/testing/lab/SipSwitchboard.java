package org.portalvoip.testing.lab;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.DatagramPacket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A telephone system on a free UDP port of this machine that takes many calls at once, and remembers what became of each: the
 * header field {@code X-Portal-Context} of a call names its {@link Plan}. It says nothing a second time.
 */
public final class SipSwitchboard implements AutoCloseable {
    /** What a telephone does with its call. */
    public enum Plan {
        /** It answers, and waits for the caller to hang up. */
        ANSWERS,
        /** As {@link #ANSWERS}, and sends silence, as a muted telephone does. */
        IS_MUTED,
        /** It answers and hangs up. */
        HANGS_UP,
        /** It answers and transfers its caller to {@link #OTHER}. */
        TRANSFERS,
        /** It rings until the caller gives up. */
        RINGS,
        /** It rings for as long as it is let. */
        RINGS_ON,
        BUSY("486 Busy Here"),
        DECLINED("603 Decline"),
        UNKNOWN("404 Not Found"),
        AWAY("480 Temporarily Unavailable"),
        OVERLOADED("503 Service Unavailable");

        /** Null unless it refuses the call. */
        final String refusal;

        Plan() {
            this(null);
        }

        Plan(String refusal) {
            this.refusal = refusal;
        }

        boolean isAnswered() {
            return List.of(ANSWERS, IS_MUTED, HANGS_UP, TRANSFERS).contains(this);
        }
    }

    /** The extension to which it transfers its callers. */
    public static final String OTHER = "0808";

    private final Plan usual;
    private final Map<String, SwitchboardCall> calls = new ConcurrentHashMap<>();
    private final UdpPort socket = new UdpPort(this::receive);

    /** One whose callers name their plans. */
    public SipSwitchboard() {
        this(null);
    }

    /** @param usual the plan of the calls that name none */
    public SipSwitchboard(Plan usual) {
        this.usual = usual;
        socket.open();
    }

    public int port() {
        return socket.number();
    }

    /** What became of the calls that are over. */
    public List<SwitchboardCall.Seen> seen() {
        return calls.values().stream().flatMap(call -> call.seen().stream()).toList();
    }

    private void receive(DatagramPacket packet) {
        SipText message = new SipText(new String(packet.getData(), 0, packet.getLength(), UTF_8));
        SwitchboardCall call =
                calls.computeIfAbsent(message.header("Call-ID"), id -> new SwitchboardCall(id, port(), usual));
        for (String text : call.on(message)) {
            byte[] bytes = text.getBytes(UTF_8);
            socket.send(new DatagramPacket(bytes, bytes.length, packet.getSocketAddress()));
        }
    }

    @Override
    public void close() {
        calls.values().forEach(SwitchboardCall::close);
        socket.close();
    }
}
