package org.portalvoip.testing.lab;

import java.util.List;

/**
 * What a telephone says to whoever calls.
 *
 * @param status such as {@code 180 Ringing}
 * @param media empty for no session description
 * @param tag of the telephone that says it: a call can be forked to several (RFC 3261 section 16.7)
 * @param headers further lines
 */
public record SipReply(String status, String media, String tag, List<String> headers) {
    static final String DESK = "desk";

    /** Without a session description. */
    public SipReply(String status, String... headers) {
        this(status, "", DESK, List.of(headers));
    }

    /** With a session description. */
    public static SipReply with(String status, String media) {
        return new SipReply(status, media, DESK, List.of());
    }

    /** The same, said by another telephone to which the call was forked. */
    public SipReply of(String telephone) {
        return new SipReply(status, media, telephone, headers);
    }

    boolean isFinal() {
        return status.charAt(0) != '1';
    }

    boolean isAcceptance() {
        return status.charAt(0) == '2';
    }
}
