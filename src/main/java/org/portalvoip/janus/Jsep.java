package org.portalvoip.janus;

/**
 * A session description on its way between browser and Janus (JavaScript Session Establishment Protocol, RFC 8829).
 *
 * @param type {@code offer} or {@code answer}
 * @param sdp the SDP text, lines ended by CR LF
 */
public record Jsep(String type, String sdp) {

    /** Refuses a type that is neither of the two, and control characters other than CR and LF. */
    public Jsep {
        if (!type.equals("offer") && !type.equals("answer")) {
            throw new IllegalArgumentException("A session description is an offer or an answer");
        }
        if (sdp.chars().anyMatch(c -> Character.isISOControl(c) && c != '\r' && c != '\n')) {
            throw new IllegalArgumentException("The SDP has a control character");
        }
    }

    /** An offer with this SDP. */
    public static Jsep offer(String sdp) {
        return new Jsep("offer", sdp);
    }

    /** Without the SDP: it holds the keys of the media connection. */
    @Override
    public String toString() {
        return "Jsep[" + type + "]";
    }
}
