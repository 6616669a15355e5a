package org.portalvoip.sip;

/**
 * Where a SIP server listens.
 *
 * @param host its name or address
 * @param port of SIP
 */
public record SipServer(SipHost host, SipPort port) {

    /**
     * Parses {@code host:port}, an IPv6 address in brackets.
     *
     * @throws Malformed if the host or the port is not valid, or there is none
     */
    public static SipServer parse(String text) {
        int colon = text.lastIndexOf(':');
        if (colon <= text.lastIndexOf(']')) {
            throw new Malformed(SipPort.Fault.RANGE);
        }
        return new SipServer(SipHost.parse(text.substring(0, colon)), SipPort.parse(text.substring(colon + 1)));
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
