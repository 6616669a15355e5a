package org.portalvoip.testing.lab;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.DatagramPacket;
import java.net.SocketAddress;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import org.portalvoip.testing.Await;

/**
 * A telephone on a free UDP port of 127.0.0.1 for one call: it answers, and afterwards does to the call whatever a test
 * says, as the telephone systems of this world do. It sends no request and no answer a second time.
 */
public final class SipDesk implements AutoCloseable {
    private static final String OK = "200 OK";

    private final UdpPort socket = new UdpPort(this::receive);
    private final Queue<SipText> requests = new ConcurrentLinkedQueue<>();
    private final Queue<SipText> answers = new ConcurrentLinkedQueue<>();
    private volatile SipText invite;
    private volatile SocketAddress caller;
    /** What it says of its media to whoever asks. */
    private volatile String media;
    /** How it answers the changes of the call that the caller wants. */
    private volatile String toChanges = OK;

    private int sequence;
    private String branch;

    /** @param media what it answers the call with, as {@link #media(String, int, String, String)} */
    public SipDesk(String media) {
        this.media = media;
        socket.open();
    }

    public int port() {
        return socket.number();
    }

    /**
     * Media at {@code port} of {@code address}.
     *
     * @param codec such as {@code 0 PCMU/8000}
     * @param direction such as {@code sendrecv}
     */
    public static String media(String address, int port, String codec, String direction) {
        String number = codec.replaceFirst(" .*", "");
        return String.join(
                SipText.CRLF,
                "v=0",
                "o=desk 1 " + System.nanoTime() + " IN IP4 127.0.0.1",
                "s=-",
                "c=IN IP4 " + address,
                "t=0 0",
                "m=audio " + port + " RTP/AVP " + number,
                "a=rtpmap:" + codec,
                "a=" + direction,
                "");
    }

    /** From now on refuses the changes of the call that the caller wants with this status, or accepts them again. */
    public void answerChangesWith(String status) {
        toChanges = status;
    }

    /** The requests of this method that have come so far. */
    public long requests(String method) {
        return requests.stream().filter(request -> request.isA(method)).count();
    }

    /**
     * Wants the call to be changed so, and acknowledges the final answer (RFC 3261 section 14).
     *
     * @param offer empty to be offered something, which is then answered with the media of before
     * @param headers further lines
     * @return the final answer
     */
    public SipText reinvite(String offer, String... headers) {
        String number = ask("INVITE", offer, headers);
        SipText answer = finalAnswer(number + " INVITE");
        acknowledge(answer, number, offer.isEmpty() ? media : "");
        return answer;
    }

    /** As {@link #reinvite}, and withdraws it at once (RFC 3261 section 9); returns what became of it. */
    public SipText reinviteAndCancel(String offer) {
        String number = ask("INVITE", offer);
        send(request("CANCEL", number, branch, ""));
        SipText answer = finalAnswer(number + " INVITE");
        acknowledge(answer, number, "");
        return answer;
    }

    /** Refreshes or changes the call by an UPDATE (RFC 3311), and returns the final answer. */
    public SipText update(String offer, String... headers) {
        return finalAnswer(ask("UPDATE", offer, headers) + " UPDATE");
    }

    private String ask(String method, String offer, String... headers) {
        if (!offer.isEmpty()) {
            media = offer;
        }
        String number = String.valueOf(++sequence);
        branch = newBranch();
        send(request(method, number, branch, offer, headers));
        return number;
    }

    private void acknowledge(SipText answer, String number, String description) {
        boolean accepted = answer.status() < 300;
        send(request("ACK", number, accepted ? newBranch() : branch, accepted ? description : ""));
    }

    private SipText finalAnswer(String sequence) {
        return Await.until(
                        Await.SOON,
                        () -> answers.stream()
                                .filter(answer -> answer.header("CSeq").equals(sequence) && answer.status() >= 200)
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    private static String newBranch() {
        return "z9hG4bK" + UUID.randomUUID();
    }

    private String request(String method, String number, String branch, String body, String... headers) {
        return SipText.of(
                method + " " + invite.contact() + " SIP/2.0",
                body,
                "Via: SIP/2.0/UDP 127.0.0.1:" + port() + ";branch=" + branch,
                "Max-Forwards: 70",
                "From: " + invite.header("To") + ";tag=desk",
                "To: " + invite.header("From"),
                "Call-ID: " + invite.header("Call-ID"),
                "CSeq: " + number + " " + method,
                "Contact: <sip:desk@127.0.0.1:" + port() + ">",
                String.join(SipText.CRLF, headers));
    }

    private void receive(DatagramPacket packet) {
        take(new SipText(new String(packet.getData(), 0, packet.getLength(), UTF_8)), packet.getSocketAddress());
    }

    private void take(SipText message, SocketAddress from) {
        if (message.isAnswer()) {
            answers.add(message);
            return;
        }
        boolean first = invite == null;
        if (first) {
            invite = message;
            caller = from;
        }
        requests.add(message);
        if (first) {
            send(answer(message, "180 Ringing", ""));
        }
        if (message.isA("INVITE")) {
            String status = first ? OK : toChanges;
            send(answer(message, status, status.equals(OK) ? media : ""));
        } else if (!message.isA("ACK")) {
            send(answer(message, OK, ""));
        }
    }

    private String answer(SipText request, String status, String body) {
        String to = request.header("To");
        Function<String, String> copied = name -> name + ": " + request.header(name);
        return SipText.of(
                "SIP/2.0 " + status,
                body,
                copied.apply("Via"),
                copied.apply("From"),
                "To: " + (to.contains(";tag=") ? to : to + ";tag=desk"),
                copied.apply("Call-ID"),
                copied.apply("CSeq"),
                "Contact: <sip:desk@127.0.0.1:" + port() + ">",
                "");
    }

    private void send(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        socket.send(new DatagramPacket(bytes, bytes.length, caller));
    }

    @Override
    public void close() {
        socket.close();
    }
}
