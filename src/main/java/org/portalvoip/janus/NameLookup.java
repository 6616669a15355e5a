package org.portalvoip.janus;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Finds the addresses of a host name. May block. A test has no other way to let a host move. */
@FunctionalInterface
interface NameLookup {

    InetAddress[] addressesOf(String host) throws UnknownHostException;
}
