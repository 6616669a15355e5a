package org.portalvoip.sip;

import java.util.Objects;

/**
 * How SIP, and the sound that it negotiates, travel between Janus and the SIP server.
 *
 * @param transport what SIP is sent over
 * @param proxy where all requests are sent; null for the SIP server of the account itself
 * @param srtp whether the sound is encrypted
 */
public record SipRoute(Transport transport, SipServer proxy, Srtp srtp) {

    /** Transport protocol of the SIP signalling (RFC 3261 section 18). */
    public enum Transport {
        UDP,
        TCP,
        TLS
    }

    /** Encryption of the sound (RFC 3711), its key in the session description (SDES, RFC 4568). */
    public enum Srtp {
        /** It is not offered. */
        OFF,
        /** It is offered, and the SIP server may do without it. */
        OPTIONAL,
        /** Without it there is no call. */
        REQUIRED
    }

    /** @throws IllegalArgumentException if the key of the sound would be sent readable */
    public SipRoute {
        Objects.requireNonNull(transport, "transport");
        Objects.requireNonNull(srtp, "srtp");
        if (srtp != Srtp.OFF && transport != Transport.TLS) {
            throw new IllegalArgumentException("The key of the sound needs TLS");
        }
    }

    /** The direct way to the account's SIP server, the sound as it is. */
    public SipRoute(Transport transport) {
        this(transport, null, Srtp.OFF);
    }
}
