package org.portalvoip.sip;

import java.net.Inet6Address;
import java.net.InetAddress;

/**
 * One place at which a SIP server was found: what is left of its name when all lookups are done (RFC 3263).
 *
 * @param address of the server
 * @param port of SIP
 */
public record SipTarget(InetAddress address, SipPort port) {

    /** As URIs write it: an IPv6 address in brackets and without a zone, then the port. */
    @Override
    public String toString() {
        String host = address.getHostAddress().replaceFirst("%.*", "");
        return (address instanceof Inet6Address ? "[" + host + "]" : host) + ":" + port;
    }
}
