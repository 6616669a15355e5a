package org.portalvoip.sip;

import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * About how long the INVITE of a call is, which Janus writes. Over UDP that matters: networks cut up what does not fit into
 * one of their packets, and firewalls drop the pieces, so that nobody answers.
 */
public final class InviteLength {
    /** Longer ones must not go over UDP where nobody knows what the network carries (RFC 3261 section 18.1.1). */
    public static final int MOST_OVER_UDP = 1300;

    /** What Janus keeps to itself. */
    private static final Pattern OF_BROWSERS =
            Pattern.compile("a=(?:group|ice-|fingerprint|setup|rtcp-mux|rtcp:|candidate|end-of-candidates).*");

    private static final String SOME_ADDRESS = "198.51.100.100:49152";
    private static final String SOME_TAG = "0".repeat(13);
    private static final String SOME_CALL = "0".repeat(23);
    private static final String SOME_DIGEST = "0".repeat(32);
    private static final String SOME_NONCE = "0".repeat(32);
    private static final String SOME_CNONCE = "0".repeat(16);

    private InviteLength() {}

    /**
     * In bytes, as it is sent once the SIP server has asked for credentials, if there are any.
     *
     * @param offer of the browser
     */
    public static int of(SipAccount account, Extension callee, String offer) {
        String uri = account.uriOf(callee).toString();
        String head = String.join(
                "\r\n",
                "INVITE " + uri + " SIP/2.0",
                "Via: SIP/2.0/UDP " + SOME_ADDRESS + ";rport;branch=z9hG4bK" + SOME_TAG,
                "Max-Forwards: 70",
                "From: <" + account.addressOfRecord() + ">;tag=" + SOME_TAG,
                "To: <" + uri + ">",
                "Call-ID: " + SOME_CALL,
                "CSeq: 12345678 INVITE",
                "Contact: <sip:" + account.user() + "@" + SOME_ADDRESS + ">",
                "User-Agent: " + SipAccount.USER_AGENT,
                "Allow: INVITE, ACK, BYE, CANCEL, OPTIONS, UPDATE, REFER, MESSAGE, INFO, NOTIFY",
                "Supported: replaces",
                "Content-Type: application/sdp",
                "Content-Disposition: session",
                "Content-Length: 500",
                credentials(account, uri),
                "");
        return head.length() + description(offer).length();
    }

    private static String credentials(SipAccount account, String uri) {
        return account.credential() instanceof Credential.Guest
                ? ""
                : "Proxy-Authorization: Digest username=\"" + account.user() + "\", realm=\"" + account.domain()
                        + "\", nonce=\"" + SOME_NONCE + "\", algorithm=MD5, uri=\"" + uri + "\", response=\""
                        + SOME_DIGEST + "\", qop=auth, cnonce=\"" + SOME_CNONCE + "\", nc=00000001\r\n";
    }

    private static String description(String offer) {
        return offer.lines()
                .filter(line -> !OF_BROWSERS.matcher(line).matches())
                .collect(Collectors.joining("\r\n", "", "\r\n"));
    }
}
