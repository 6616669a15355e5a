package org.portalvoip.testing.lab;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.DatagramPacket;
import java.net.InetAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.portalvoip.testing.Await;

/**
 * A telephone on a UDP port of this machine, mostly a free one, for one call at a time: it answers as a test says, and
 * afterwards does to the call whatever the test says, as the telephone systems of this world do. It sends no request and no
 * answer a second time. Longer than 200 lines, because everything that a telephone can do to its call is here.
 */
public final class SipDesk implements AutoCloseable {
    private static final String OK = "200 OK";
    private static final String IPV4 = "127.0.0.1";
    private static final String CALL_ID = "Call-ID";
    private static final int BEHIND_THE_SERVER = 5081;

    private final String address;
    private final UdpPort socket;
    private final Queue<SipText> requests = new ConcurrentLinkedQueue<>();
    private final Queue<SipText> answers = new ConcurrentLinkedQueue<>();
    private volatile SipText invite;
    private volatile SocketAddress caller;
    /** What it says of its media to whoever asks. */
    private volatile String media;
    /** Who of those behind it has answered. */
    private volatile String tag = SipReply.DESK;

    private volatile List<SipReply> toCalls;
    private volatile boolean answered;
    /** How it answers the changes of the call that the caller wants. */
    private volatile String toChanges = OK;

    private int sequence;
    private String branch;

    /** One at 127.0.0.1 that says nothing by itself. */
    public SipDesk() {
        this(IPV4, 0, List.of());
    }

    /** One at 127.0.0.1 that rings and answers, with media as {@link #media(String, int, String, String)}. */
    public SipDesk(String media) {
        this(IPV4, 0, answering(media));
    }

    /** As {@link #SipDesk(String)}, where the lab's SIP server looks for extension 0805. */
    public static SipDesk behindTheServer(String media) {
        return new SipDesk(IPV4, BEHIND_THE_SERVER, answering(media));
    }

    /** As {@link #SipDesk(String)}, at {@code ::1}. */
    public static SipDesk onIpv6(String media) {
        return new SipDesk("::1", 0, answering(media));
    }

    private SipDesk(String address, int port, List<SipReply> toCalls) {
        this.address = address;
        this.toCalls = toCalls;
        try {
            socket = new UdpPort(this::receive, port, InetAddress.getByName(address));
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
        socket.open();
    }

    private static List<SipReply> answering(String media) {
        return List.of(new SipReply("180 Ringing"), SipReply.with(OK, media));
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
        return media(address, port, List.of(codec), direction);
    }

    /** As {@link #media(String, int, String, String)}, with several codecs. */
    public static String media(String address, int port, List<String> codecs, String direction) {
        String at = (address.contains(":") ? "IN IP6 " : "IN IP4 ") + address;
        String numbers =
                codecs.stream().map(codec -> codec.replaceFirst(" .*", "")).collect(Collectors.joining(" "));
        String names = codecs.stream().map(codec -> "a=rtpmap:" + codec).collect(Collectors.joining(SipText.CRLF));
        return String.join(
                SipText.CRLF,
                "v=0",
                "o=desk 1 " + System.nanoTime() + " " + at,
                "s=-",
                "c=" + at,
                "t=0 0",
                "m=audio " + port + " RTP/AVP " + numbers,
                names,
                "a=" + direction,
                "");
    }

    /** From now on this is said to whoever calls, or is transferred. */
    public void answerCallsWith(SipReply... replies) {
        toCalls = List.of(replies);
    }

    /** Says more to whoever is calling. */
    public void reply(SipReply reply) {
        answered = reply.isFinal();
        if (reply.isAcceptance()) {
            tag = reply.tag();
            media = reply.media();
        }
        boolean refuses = reply.isFinal() && !reply.isAcceptance();
        String[] lines = Stream.concat(Stream.of(refuses ? "" : contact()), reply.headers().stream())
                .toArray(String[]::new);
        send(SipText.answer(invite, reply.status(), reply.media(), reply.tag(), lines));
    }

    private String contact() {
        return "Contact: <sip:desk@" + (address.contains(":") ? "[" + address + "]" : address) + ":" + port() + ">";
    }

    /** From now on refuses the changes of the call that the caller wants with this status, or accepts them again. */
    public void answerChangesWith(String status) {
        toChanges = status;
    }

    /** How many requests of this method have come so far. */
    public long requests(String method) {
        return received(method).size();
    }

    /** The requests of this method that have come so far. */
    public List<SipText> received(String method) {
        return requests.stream().filter(request -> request.isA(method)).toList();
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

    /** Asks the caller to call somebody else instead (RFC 3515), and returns the answer. */
    public SipText refer(String target, String... headers) {
        String[] lines = Stream.concat(Stream.of("Refer-To: " + target), Stream.of(headers))
                .toArray(String[]::new);
        return finalAnswer(ask("REFER", "", lines) + " REFER");
    }

    /** Hangs up. */
    public void hangUp(String... headers) {
        finalAnswer(ask("BYE", "", headers) + " BYE");
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
                "Via: SIP/2.0/UDP " + contact().replaceFirst(".*@(.*)>", "$1") + ";branch=" + branch,
                "Max-Forwards: 70",
                "From: " + invite.header("To") + ";tag=" + tag,
                "To: " + invite.header("From"),
                CALL_ID + ": " + invite.header(CALL_ID),
                "CSeq: " + number + " " + method,
                contact(),
                way(),
                String.join(SipText.CRLF, headers));
    }

    /** Through the servers that the call has come through (RFC 3261 section 12.1.1). */
    private String way() {
        return invite.headers("Record-Route").stream()
                .map(server -> "Route: " + server)
                .collect(Collectors.joining(SipText.CRLF));
    }

    private void receive(DatagramPacket packet) {
        take(new SipText(new String(packet.getData(), 0, packet.getLength(), UTF_8)), packet.getSocketAddress());
    }

    private void take(SipText message, SocketAddress from) {
        if (message.isAnswer()) {
            answers.add(message);
            return;
        }
        if (requests.stream().anyMatch(message::equals)) {
            return; // sent again, because the answer takes long
        }
        if (message.isInDialog() && !isKnown(message.header(CALL_ID))) {
            return; // for the telephone that was at this port before
        }
        if (message.isA("INVITE") && !message.isInDialog()) {
            invite = message;
            caller = from;
            requests.add(message);
            toCalls.forEach(this::reply);
            return;
        }
        requests.add(message);
        if (message.isA("CANCEL") && !answered) {
            reply(new SipReply("487 Request Terminated"));
        }
        if (message.isA("INVITE")) {
            send(SipText.answer(message, toChanges, toChanges.equals(OK) ? media : "", tag, contact()));
        } else if (!message.isA("ACK")) {
            send(SipText.answer(message, OK, "", tag, contact()));
        }
    }

    private boolean isKnown(String call) {
        return received("INVITE").stream()
                .anyMatch(invited -> invited.header(CALL_ID).equals(call));
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
