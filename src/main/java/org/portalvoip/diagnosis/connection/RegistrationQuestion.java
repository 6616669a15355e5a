package org.portalvoip.diagnosis.connection;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.portalvoip.sip.SipAccount;
import org.portalvoip.sip.SipChallenge;
import org.portalvoip.sip.SipRoute.Transport;
import org.portalvoip.sip.SipTarget;

/**
 * Asks a SIP server which registrations an account has, without credentials and without changing any (a REGISTER without
 * Contact, RFC 3261 section 10.2.3), to see its challenge: Janus does not pass it on. The question comes from this node, and
 * so may be answered otherwise than one from Janus, or not at all.
 */
final class RegistrationQuestion {

    /**
     * What the SIP server answered.
     *
     * @param status of SIP
     * @param line status and words, as they came
     */
    record Answer(int status, String line, List<SipChallenge> challenges) {}

    private static final Pattern STATUS = Pattern.compile("SIP/2\\.0 ((\\d{3})[^\\r\\n]*)");
    /** T1 of RFC 3261 section 17.1.2.1, after which a request over UDP is sent again. */
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);

    private static final int LARGEST = 65_535;
    private static final int LONGEST_LINE = 100;
    private static final int FINAL = 200;

    private final SipAccount account;
    private final InetSocketAddress server;
    private final Duration longest;

    /** @param longest how long to wait for an answer */
    RegistrationQuestion(SipAccount account, SipTarget server, Duration longest) {
        this.account = account;
        this.server = new InetSocketAddress(server.address(), server.port().number());
        this.longest = longest;
    }

    /** The final answer over this transport; empty if none came in time, or nobody listens there. Blocks. */
    Optional<Answer> over(Transport transport) {
        try {
            return switch (transport) {
                case UDP -> overUdp();
                case TCP -> overTcp();
                case TLS -> overTls();
            };
        } catch (IOException nobodyListens) {
            return Optional.empty();
        }
    }

    private Optional<Answer> overUdp() throws IOException {
        long end = System.nanoTime() + longest.toNanos();
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(server);
            byte[] request = request("UDP", socket.getLocalAddress(), socket.getLocalPort());
            for (long pause = FIRST_PAUSE.toNanos(); left(end) > 0; pause *= 2) {
                socket.send(new DatagramPacket(request, request.length));
                long now = System.nanoTime();
                Optional<Answer> answer = received(socket, now + Math.min(end - now, pause));
                if (answer.isPresent()) {
                    return answer;
                }
            }
        }
        return Optional.empty();
    }

    /** Until {@code end}; a provisional answer is none. */
    private static Optional<Answer> received(DatagramSocket socket, long end) throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[LARGEST], LARGEST);
        Optional<Answer> answer = Optional.empty();
        long left = left(end);
        while (answer.isEmpty() && left > 0) {
            socket.setSoTimeout((int) left);
            try {
                socket.receive(packet);
            } catch (SocketTimeoutException none) {
                return Optional.empty();
            }
            answer = read(new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8));
            left = left(end);
        }
        return answer;
    }

    /** In whole milliseconds, as a socket waits. */
    private static long left(long end) {
        return (end - System.nanoTime()) / 1_000_000;
    }

    private Optional<Answer> overTcp() throws IOException {
        long end = System.nanoTime() + longest.toNanos();
        try (Socket socket = connected()) {
            return over(socket, "TCP", end);
        }
    }

    private Optional<Answer> overTls() throws IOException {
        long end = System.nanoTime() + longest.toNanos();
        try (Socket plain = connected();
                Socket socket =
                        AnyCertificate.over(plain, account.server().host().name())) {
            return over(socket, "TLS", end);
        }
    }

    private Socket connected() throws IOException {
        Socket socket = new Socket();
        socket.connect(server, (int) longest.toMillis());
        socket.setSoTimeout((int) longest.toMillis());
        return socket;
    }

    private Optional<Answer> over(Socket socket, String transport, long end) throws IOException {
        socket.getOutputStream().write(request(transport, socket.getLocalAddress(), socket.getLocalPort()));
        var reader =
                new BufferedReader(new InputStreamReader(new TimedInput(socket, end, LARGEST), StandardCharsets.UTF_8));
        Optional<Answer> answer = Optional.empty();
        while (answer.isEmpty()) {
            answer = read(head(reader));
        }
        return answer;
    }

    /** Up to the blank line; what follows is no header. */
    private static String head(BufferedReader reader) throws IOException {
        StringBuilder head = new StringBuilder();
        String line = reader.readLine();
        while (line != null && !line.isEmpty()) {
            head.append(line).append("\r\n");
            line = reader.readLine();
        }
        if (line == null && head.isEmpty()) {
            throw new IOException("closed without an answer");
        }
        return head.toString();
    }

    private static Optional<Answer> read(String response) {
        Matcher status = STATUS.matcher(response);
        if (!status.lookingAt() || Integer.parseInt(status.group(2)) < FINAL) {
            return Optional.empty();
        }
        String line = status.group(1).replaceAll("\\p{Cntrl}", " ");
        return Optional.of(new Answer(
                Integer.parseInt(status.group(2)),
                line.length() <= LONGEST_LINE ? line : line.substring(0, LONGEST_LINE),
                SipChallenge.in(response)));
    }

    private byte[] request(String transport, InetAddress from, int port) {
        String host = from.getHostAddress().replaceFirst("%.*", "");
        String via = (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
        String random = UUID.randomUUID().toString();
        return String.join(
                        "\r\n",
                        "REGISTER " + account.registrar() + " SIP/2.0",
                        "Via: SIP/2.0/" + transport + " " + via + ";branch=z9hG4bK" + random + ";rport",
                        "Max-Forwards: 70",
                        "From: <" + account.addressOfRecord() + ">;tag=" + random,
                        "To: <" + account.addressOfRecord() + ">",
                        "Call-ID: " + random,
                        "CSeq: 1 REGISTER",
                        "User-Agent: " + SipAccount.USER_AGENT,
                        "Content-Length: 0",
                        "",
                        "")
                .getBytes(StandardCharsets.UTF_8);
    }
}
