package org.portalvoip.janus;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.portalvoip.sip.SrvRecord;

/** The name service. May block. A test has no other way to let a host move. */
@FunctionalInterface
interface NameLookup {

    /** The addresses of a host, at least one. */
    InetAddress[] addressesOf(String host) throws UnknownHostException;

    /**
     * The servers of a service such as {@code _sip._udp.example.org}; none if the domain does not list it.
     *
     * @throws UnknownHostException if the name service does not say
     */
    default List<SrvRecord> serversOf(String service) throws UnknownHostException {
        return SrvLookup.of(service);
    }
}
