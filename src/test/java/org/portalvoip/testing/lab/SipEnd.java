package org.portalvoip.testing.lab;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.DatagramPacket;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A telephone on a free UDP port of this machine that answers each call at once and keeps each request as it came: once, also
 * if it was sent again because the answer took long.
 */
public final class SipEnd implements AutoCloseable {
    private static final String OK = "200 OK";
    private static final String CRLF = "\r\n";
    private static final Pattern COPIED = Pattern.compile("(?:Via|From|Call-ID|CSeq): .*");

    private static final String IPV4 = "127.0.0.1";

    private final boolean crosses;
    private final String address;
    private final UdpPort socket;
    private String ringing;
    private final Set<String> requests = Collections.synchronizedSet(new LinkedHashSet<>());

    public SipEnd() {
        this(false, IPV4);
    }

    /** One at {@code ::1}. */
    public static SipEnd onIpv6() {
        return new SipEnd(false, "::1");
    }

    /** One that rings, and picks up at the moment when the caller hangs up (RFC 3261 section 9.1). */
    public static SipEnd crossing() {
        return new SipEnd(true, IPV4);
    }

    private SipEnd(boolean crosses, String address) {
        this.crosses = crosses;
        this.address = address;
        socket = new UdpPort(this::receive, 0, literal(address));
        socket.open();
    }

    private static InetAddress literal(String address) {
        try {
            return InetAddress.getByName(address);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    public int port() {
        return socket.number();
    }

    /** Everything that came so far. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    private void receive(DatagramPacket packet) {
        String request = new String(packet.getData(), 0, packet.getLength(), UTF_8);
        requests.add(request);
        for (String text : answers(request)) {
            byte[] answer = text.getBytes(UTF_8);
            socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
        }
    }

    private List<String> answers(String request) {
        if (request.startsWith("ACK ")) {
            return List.of();
        } else if (crosses && request.startsWith("INVITE ")) {
            ringing = request;
            return List.of(answer(request, "180 Ringing"));
        } else if (crosses && request.startsWith("CANCEL ")) {
            return List.of(answer(request, OK), answer(ringing, OK));
        }
        return List.of(answer(request, OK));
    }

    private String answer(String request, String status) {
        String copied = request.lines()
                .takeWhile(line -> !line.isEmpty())
                .filter(COPIED.asMatchPredicate())
                .collect(Collectors.joining(CRLF));
        String to = first(request, "To: ");
        String body = request.startsWith("INVITE ") && status.equals(OK) ? description(request) : "";
        return String.join(
                CRLF,
                "SIP/2.0 " + status,
                copied,
                to.contains(";tag=") ? to : to + ";tag=end",
                "Contact: <sip:end@" + (address.equals(IPV4) ? IPV4 : "[" + address + "]") + ":" + port() + ">",
                "Content-Type: application/sdp",
                "Content-Length: " + body.length(),
                "",
                body);
    }

    /** The first of the codecs that the caller names. */
    private String description(String invite) {
        String codec = first(invite, "m=audio ").split(" ", -1)[3];
        String media = "m=audio 40000 RTP/AVP " + codec + CRLF;
        String here = (address.equals(IPV4) ? "IN IP4 " : "IN IP6 ") + address;
        String head = String.join(CRLF, "v=0", "o=end 1 1 " + here, "s=end", "c=" + here, "t=0 0", media);
        String map = first(invite, "a=rtpmap:" + codec + " ");
        return map.isEmpty() ? head : head + map + CRLF;
    }

    /** Empty if there is none. */
    private static String first(String message, String start) {
        return message.lines()
                .filter(line -> line.startsWith(start))
                .findFirst()
                .orElse("");
    }

    @Override
    public void close() {
        socket.close();
    }
}
