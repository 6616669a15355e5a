package org.portalvoip.sip;

import java.util.List;
import java.util.regex.Pattern;

/** All that an offer may consist of after it was rewritten, said once more and in other words than the product's. */
public final class WrittenOffer {
    private static final String NUMBER = "[0-9]{1,3}";
    private static final String ADDRESS = "[0-9a-fA-F.:]{2,45}";
    private static final String CANDIDATE = "candidate:[\\w+/]{1,32} [12] (?i:udp|tcp) [0-9]{1,10} " + ADDRESS
            + " [0-9]{1,5} typ (host|srflx|prflx|relay)( raddr " + ADDRESS + " rport [0-9]{1,5})?"
            + "( tcptype (active|passive|so))?";
    private static final Pattern LINE = Pattern.compile(String.join(
            "|",
            List.of(
                    "v=0",
                    "o=- 1 1 IN IP4 0\\.0\\.0\\.0",
                    "s=-",
                    "t=0 0",
                    "m=audio 9 UDP/TLS/RTP/SAVPF( " + NUMBER + ")+",
                    "c=IN IP4 0\\.0\\.0\\.0",
                    "a=group:BUNDLE ([0-9]{1,2}|audio|sdparta_[0-9])",
                    "a=mid:([0-9]{1,2}|audio|sdparta_[0-9])",
                    "a=rtcp:9 IN IP4 0\\.0\\.0\\.0",
                    "a=ice-options:trickle",
                    "a=rtcp-mux",
                    "a=ice-(ufrag|pwd):[a-zA-Z0-9+/]{4,256}",
                    "a=fingerprint:sha-256 [0-9a-fA-F:]{95}",
                    "a=setup:(actpass|active|passive)",
                    "a=(sendrecv|sendonly|recvonly|inactive)",
                    "a=rtpmap:" + NUMBER + " (opus/48000/2|(G722|PCM[UA])/8000|(CN|telephone-event)/[0-9]{4,5})",
                    "a=fmtp:" + NUMBER + " ([a-z-]+=[0-9]{1,6}(;|$))+",
                    "a=rtcp-fb:" + NUMBER + " (transport-cc|nack)",
                    "a=(max)?ptime:" + NUMBER,
                    "a=extmap:[0-9]{1,2}(/(sendrecv|sendonly|recvonly|inactive))? (urn:ietf|http://www\\.(ietf|webrtc))"
                            + "[a-z0-9:./-]{10,70}",
                    "a=ssrc:[0-9]{1,10} cname:caller",
                    "a=" + CANDIDATE)));

    private WrittenOffer() {}

    /** Throws if an offer has anything else in it. */
    public static void check(String offer) {
        if (!offer.endsWith("\r\n") || offer.replace("\r\n", "").matches("(?s).*[\r\n].*")) {
            throw new AssertionError("Lines do not end as they should: " + offer);
        }
        offer.lines().filter(line -> !LINE.matcher(line).matches()).findFirst().ifPresent(line -> {
            throw new AssertionError("A stranger's line: " + line);
        });
        if (!AudioOffer.parse(offer).toString().equals(offer)) {
            throw new AssertionError("Rewritten again it is another: " + offer);
        }
    }

    /** Throws if a candidate has anything else in it. */
    public static void checkCandidate(String candidate) {
        if (!candidate.matches(CANDIDATE)) {
            throw new AssertionError("A stranger's candidate: " + candidate);
        }
    }
}
