package org.portalvoip.sip;

/** A codec for speech that every browser has (RFC 7874 section 3, and G.722). */
public enum Codec {
    OPUS("opus/48000/2", "48000"),
    G722("G722/8000", "8000"),
    PCMA("PCMA/8000", "8000"),
    PCMU("PCMU/8000", "8000");

    private final String encoding;
    private final String clockRate;

    Codec(String encoding, String clockRate) {
        this.encoding = encoding;
        this.clockRate = clockRate;
    }

    /** As in {@code a=rtpmap} (RFC 8866 section 6.6). */
    String encoding() {
        return encoding;
    }

    /** In hertz, of its RTP time stamps; what goes beside it in a stream must have the same. */
    String clockRate() {
        return clockRate;
    }
}
