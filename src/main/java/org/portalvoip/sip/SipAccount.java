package org.portalvoip.sip;

import java.util.Objects;

/**
 * The account from which all calls of the portal are placed.
 *
 * @param user user part of the address-of-record and user name of the digest
 * @param domain right part of the address-of-record, and where the SIP server is unless the route has a proxy
 * @param port where the SIP server listens
 * @param route how requests get there
 * @param credential how challenges are answered
 */
public record SipAccount(SipUser user, SipHost domain, SipPort port, SipRoute route, Credential credential) {

    /** Of all our SIP requests (RFC 3261 section 20.41), so that a telephone engineer finds them in his system's log. */
    public static final String USER_AGENT = "Portal-VoIP";

    public SipAccount {
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(domain, "domain");
        Objects.requireNonNull(port, "port");
        Objects.requireNonNull(route, "route");
        Objects.requireNonNull(credential, "credential");
    }

    /** The account's address-of-record: {@code sip:user@domain}. */
    public SipUri addressOfRecord() {
        return SipUri.addressOfRecord(user, domain);
    }

    /** The account's SIP server: {@code sip:domain:port}, or {@code sip:domain} if the DNS knows the port. */
    public SipUri registrar() {
        return SipUri.server(domain, portInUris());
    }

    /** Where requests are really sent: to the proxy of the route, or else to domain and port. */
    public SipServer server() {
        return route.proxy() == null ? new SipServer(domain, port) : route.proxy();
    }

    /** The server to which requests are sent, at the place where it was found. */
    public SipUri serverAt(SipTarget target) {
        return SipUri.server(target, route.transport());
    }

    /** An extension of the account's own SIP server: {@code sip:extension@domain:port}, the port as in {@link #registrar}. */
    public SipUri uriOf(Extension extension) {
        return SipUri.request(extension, domain, portInUris());
    }

    /** A URI with a port is never looked up as a service (RFC 3263 section 4.2), so one that is has none. */
    private SipPort portInUris() {
        return route.srv() && route.proxy() == null && !domain.isAddress() ? null : port;
    }
}
