package org.portalvoip.testing.lab;

import java.util.List;
import java.util.regex.Pattern;

/** All that a SIP request of Janus may consist of, whoever calls: words of Janus, of ours, and numbers. */
public final class SipRequests {
    private static final String USER = "<sip:goofy@[0-9.]+(:[0-9]+;transport=udp)?>";
    private static final String TAG = ";tag=[A-Za-z0-9]+";
    private static final Pattern LINE = Pattern.compile(String.join(
            "|",
            List.of(
                    "Via: SIP/2\\.0/UDP 127\\.0\\.0\\.1:[0-9]+;rport;branch=z9hG4bK[A-Za-z0-9]+",
                    "Max-Forwards: 70",
                    "From: " + USER + TAG,
                    "To: <sip:0800@127\\.0\\.0\\.1:[0-9]+>(" + TAG + ")?",
                    "Call-ID: [A-Za-z0-9-]+",
                    "CSeq: [0-9]+ [A-Z]+",
                    "Contact: " + USER,
                    "User-Agent: Portal-VoIP",
                    "Allow: [A-Z, ]+",
                    "Supported: [a-z0-9, ]+",
                    "Content-Type: application/(sdp|dtmf-relay)",
                    "Content-Disposition: session",
                    "Content-Length: [0-9]+",
                    "Signal=[0-9*#A-D]",
                    "Duration=[0-9]+",
                    "v=0",
                    "o=- [0-9]+ [0-9]+ IN IP4 [0-9.]+",
                    "s=-",
                    "t=0 0",
                    "m=audio [0-9]+ RTP/AVP( [0-9]{1,3})+",
                    "c=IN IP4 [0-9.]+",
                    "a=(sendrecv|sendonly|recvonly|inactive)",
                    "a=mid:([0-9]{1,2}|audio|sdparta_[0-9])",
                    "a=rtpmap:[0-9]{1,3} (opus/48000/2|(G722|PCM[UA])/8000|(CN|telephone-event)/[0-9]{4,5})",
                    "a=fmtp:[0-9]{1,3} ([a-z-]+=[0-9]{1,6}(;|$))+",
                    "a=rtcp-fb:[0-9]{1,3} (transport-cc|nack)",
                    "a=(max)?ptime:[0-9]{1,3}",
                    "a=extmap:[0-9]{1,2}(/[a-z]+)? (urn:ietf:params:rtp-hdrext:(ssrc-audio-level|sdes:mid)"
                            + "|http://www\\.webrtc\\.org/experiments/rtp-hdrext/abs-send-time"
                            + "|http://www\\.ietf\\.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01)",
                    "")));

    private SipRequests() {}

    /**
     * Throws if {@code request} goes elsewhere than to extension 0800 at {@code port}, or has anything else in it.
     *
     * @param more lines that it may also have
     */
    public static void check(String request, int port, String... more) {
        String goal = "(INVITE|CANCEL) sip:0800@127\\.0\\.0\\.1:%1$d|(ACK|BYE|INFO) sip:end@127\\.0\\.0\\.1:%1$d";
        List<String> lines = List.of(request.split("\r\n", -1));
        if (!lines.get(0).matches("(" + goal.formatted(port) + ") SIP/2\\.0")) {
            throw new AssertionError("It goes elsewhere: " + request);
        }
        lines.stream()
                .skip(1)
                .filter(line -> !LINE.matcher(line).matches() && !List.of(more).contains(line))
                .findFirst()
                .ifPresent(line -> {
                    throw new AssertionError("A stranger's line: " + line + " in " + request);
                });
    }
}
