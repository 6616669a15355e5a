package org.portalvoip.janus;

import org.portalvoip.sip.Codecs;

/** The offer of a test call, which has no browser: it says what a browser would say, and leads nowhere. */
final class TestOffer {

    private static final String SDP = String.join(
            "\r\n",
            "v=0",
            "o=- 1 1 IN IP4 127.0.0.1",
            "s=-",
            "t=0 0",
            "m=audio 9 UDP/TLS/RTP/SAVPF 111 9 8 0 101",
            "c=IN IP4 0.0.0.0",
            "a=mid:0",
            "a=sendrecv",
            "a=rtcp-mux",
            "a=setup:actpass",
            "a=ice-ufrag:none",
            "a=ice-pwd:nobodynobodynobodynobody",
            "a=fingerprint:sha-256 00" + ":00".repeat(31),
            "a=rtpmap:111 opus/48000/2",
            "a=rtpmap:9 G722/8000",
            "a=rtpmap:8 PCMA/8000",
            "a=rtpmap:0 PCMU/8000",
            "a=rtpmap:101 telephone-event/8000",
            "a=end-of-candidates",
            "");

    private TestOffer() {}

    /** With these codecs only, as in a call. */
    static Jsep offer(Codecs codecs) {
        return Jsep.offer(codecs.in(SDP));
    }
}
