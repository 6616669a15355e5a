package org.portalvoip.testing.lab;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.portalvoip.testing.lab.SipSwitchboard.Plan;

/** One call at a {@link SipSwitchboard}; only the thread of its port changes it. */
public final class SwitchboardCall implements AutoCloseable {
    private static final String OK = "200 OK";
    /** The port of the service "discard". */
    private static final int NOWHERE = 9;

    private final String id;
    private final int port;
    private final Plan usual;
    private final MutedTelephone muted = new MutedTelephone();
    private final Set<String> known = new HashSet<>();
    private final long begun = System.nanoTime();
    private SipText invite;
    private Plan plan;
    private long answered;
    private volatile Seen seen;

    /**
     * What the telephone saw of its call.
     *
     * @param caller the name in {@code P-Asserted-Identity}
     * @param end the status by which it refused the call, or else who ended it and how
     * @param spoken null if it was not answered
     */
    public record Seen(String callId, String caller, String end, Duration waited, Duration spoken) {
        public static final String CANCELLED = "the caller gave up";
        public static final String CALLER = "the caller hung up";
        public static final String DESK = "the desk hung up";
        public static final String TRANSFERRED = "the desk transferred the caller";
    }

    SwitchboardCall(String id, int port, Plan usual) {
        this.id = id;
        this.port = port;
        this.usual = usual;
    }

    /** Empty as long as the call lasts. */
    Optional<Seen> seen() {
        return Optional.ofNullable(seen);
    }

    /** What is said to this message; nothing, if it has come before. */
    List<String> on(SipText message) {
        if (message.isAnswer() || !known.add(message.text())) {
            return List.of();
        } else if (message.isA("INVITE")) {
            return called(message);
        } else if (message.isA("ACK")) {
            return acknowledged();
        } else if (message.isA("CANCEL")) {
            end(Seen.CANCELLED);
            return List.of(answer(message, OK, ""), answer(invite, "487 Request Terminated", ""));
        } else if (message.isA("BYE")) {
            end(plan == Plan.TRANSFERS ? Seen.TRANSFERRED : Seen.CALLER);
        }
        return List.of(answer(message, OK, ""));
    }

    private List<String> called(SipText message) {
        invite = message;
        String named = message.header("X-Portal-Context");
        plan = named.isEmpty() ? usual : Plan.valueOf(named);
        if (plan.refusal != null) {
            end(plan.refusal);
            return List.of(answer(invite, plan.refusal, ""));
        }
        String ringing = answer(invite, "180 Ringing", "");
        if (!plan.isAnswered()) {
            return List.of(ringing);
        }
        answered = System.nanoTime();
        int media = plan == Plan.IS_MUTED ? muted.answer(invite.body()) : NOWHERE;
        return List.of(ringing, answer(invite, OK, SipDesk.media("127.0.0.1", media, "0 PCMU/8000", "sendrecv")));
    }

    private List<String> acknowledged() {
        if (plan == Plan.HANGS_UP) {
            end(Seen.DESK);
            return List.of(request("BYE"));
        }
        return plan == Plan.TRANSFERS
                ? List.of(request("REFER", "Refer-To: <sip:" + SipSwitchboard.OTHER + "@127.0.0.1>"))
                : List.of();
    }

    @Override
    public void close() {
        muted.close();
    }

    private void end(String how) {
        close();
        String caller = invite.header("P-Asserted-Identity").replaceFirst("^\"([^\"]*)\".*", "$1");
        long now = System.nanoTime();
        Duration talk = answered == 0 ? null : Duration.ofNanos(now - answered);
        seen = new Seen(id, caller, how, Duration.ofNanos((answered == 0 ? now : answered) - begun), talk);
    }

    private String answer(SipText request, String status, String media) {
        return SipText.answer(request, status, media, SipReply.DESK, contact());
    }

    private String contact() {
        return "Contact: <sip:desk@127.0.0.1:" + port + ">";
    }

    private String request(String method, String... headers) {
        return SipText.of(
                method + " " + invite.contact() + " SIP/2.0",
                "",
                "Via: SIP/2.0/UDP 127.0.0.1:" + port + ";branch=z9hG4bK" + method + id,
                "Max-Forwards: 70",
                "From: " + invite.header("To") + ";tag=" + SipReply.DESK,
                "To: " + invite.header("From"),
                "Call-ID: " + id,
                "CSeq: 1 " + method,
                contact(),
                String.join(SipText.CRLF, headers));
    }
}
