package org.portalvoip.sip;

/**
 * A {@code sip:} URI (RFC 3261 section 19.1) in one of the three forms that a call needs. It has no password, headers
 * or parameters but {@code transport}, and only one of its characters is ever escaped: the {@code #} of an extension.
 */
public final class SipUri {
    private final String text;

    private SipUri(String text) {
        this.text = "sip:" + text;
    }

    /** An address-of-record, which is independent of a location: {@code sip:user@domain}. */
    public static SipUri addressOfRecord(SipUser user, SipHost domain) {
        return new SipUri(user + "@" + domain);
    }

    /** The target of a request: {@code sip:extension@host:port}; without the port if that is null. */
    public static SipUri request(Extension extension, SipHost host, SipPort port) {
        return new SipUri(extension.number().replace("#", "%23") + "@" + hostPort(host, port));
    }

    /** A registrar or proxy: {@code sip:host:port}; without the port if that is null. */
    public static SipUri server(SipHost host, SipPort port) {
        return new SipUri(hostPort(host, port));
    }

    private static String hostPort(SipHost host, SipPort port) {
        return port == null ? host.name() : host + ":" + port;
    }

    /** A registrar or proxy at an address that need not be looked up; only TLS has to be named there. */
    public static SipUri server(SipTarget target, SipRoute.Transport transport) {
        return new SipUri(target + (transport == SipRoute.Transport.TLS ? ";transport=tls" : ""));
    }

    /** The URI as it goes over the wire. */
    @Override
    public String toString() {
        return text;
    }
}
