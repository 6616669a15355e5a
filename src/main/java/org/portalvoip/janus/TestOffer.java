package org.portalvoip.janus;

import org.portalvoip.sip.Codecs;

/**
 * The offer of a test call, which has no browser: it says all that a browser says to a telephone, so that
 * the INVITE is no shorter than that of a call, and leads nowhere.
 */
final class TestOffer {

    private static final String SDP = String.join(
            "\r\n",
            "v=0",
            "o=- 1 1 IN IP4 0.0.0.0",
            "s=-",
            "t=0 0",
            "a=group:BUNDLE 0",
            "m=audio 9 UDP/TLS/RTP/SAVPF 111 9 0 8 13 110 126",
            "c=IN IP4 0.0.0.0",
            "a=rtcp:9 IN IP4 0.0.0.0",
            "a=rtcp-mux",
            "a=mid:0",
            "a=setup:actpass",
            "a=ice-ufrag:none",
            "a=ice-pwd:nobodynobodynobodynobody",
            "a=fingerprint:sha-256 00" + ":00".repeat(31),
            "a=sendrecv",
            "a=rtpmap:111 opus/48000/2",
            "a=fmtp:111 minptime=10;useinbandfec=1",
            "a=rtcp-fb:111 transport-cc",
            "a=rtpmap:9 G722/8000",
            "a=rtpmap:0 PCMU/8000",
            "a=rtpmap:8 PCMA/8000",
            "a=rtpmap:13 CN/8000",
            "a=rtpmap:110 telephone-event/48000",
            "a=rtpmap:126 telephone-event/8000",
            "a=extmap:1 urn:ietf:params:rtp-hdrext:ssrc-audio-level",
            "a=extmap:2 http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time",
            "a=extmap:3 http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01",
            "a=extmap:4 urn:ietf:params:rtp-hdrext:sdes:mid",
            "a=ssrc:1000000000 cname:caller",
            "a=end-of-candidates",
            "");

    private TestOffer() {}

    /** With these codecs only, as in a call. */
    static Jsep offer(Codecs codecs) {
        return Jsep.offer(codecs.in(SDP));
    }
}
