package org.portalvoip.sip;

import java.util.Objects;

/**
 * How SIP, and the sound that it negotiates, travel between Janus and the SIP server.
 *
 * @param transport what SIP is sent over
 * @param proxy where all requests are sent; null for the SIP server of the account itself
 * @param srv whether the DNS says by SRV records (RFC 3263) which servers and ports the name of the SIP server stands for
 * @param srtp whether the sound is encrypted
 */
public record SipRoute(Transport transport, SipServer proxy, boolean srv, Srtp srtp) {

    /** Transport protocol of the SIP signalling (RFC 3261 section 18). */
    public enum Transport {
        UDP("_sip._udp"),
        TCP("_sip._tcp"),
        TLS("_sips._tcp");

        private final String service;

        Transport(String service) {
            this.service = service;
        }

        /** The name under which a domain lists its SIP servers (RFC 3263 section 4.1). */
        public String serviceOf(SipHost domain) {
            return service + "." + domain;
        }
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

    /** Without SRV records. */
    public SipRoute(Transport transport, SipServer proxy, Srtp srtp) {
        this(transport, proxy, false, srtp);
    }

    /** The direct way to the account's SIP server, the sound as it is. */
    public SipRoute(Transport transport) {
        this(transport, null, Srtp.OFF);
    }
}
