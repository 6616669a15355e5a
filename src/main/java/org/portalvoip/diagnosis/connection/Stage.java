package org.portalvoip.diagnosis.connection;

/** The steps of a connection test, in their order; those up to {@link #LINE} are taken for each address in 324. */
public enum Stage {
    /** The host in 324 has an address. */
    NAME,
    /** Something listens there. */
    TCP,
    /** Its certificate is trusted; only for {@code https} and {@code wss}. */
    TLS,
    /** It is Janus. */
    JANUS,
    /** Janus lets us open a line. */
    LINE,
    /** The SIP domain in 325 has an address. */
    DOMAIN,
    /** The proxy in {@code voip.sip-proxy}, which is asked instead, has an address. */
    PROXY,
    /** What the SIP server asks for. */
    CHALLENGE,
    /** The SIP server accepts the account. */
    REGISTRATION,
    /** The extension in 329 rings; only when asked for. */
    RING
}
