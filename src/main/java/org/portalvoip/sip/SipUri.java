package org.portalvoip.sip;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A {@code sip:} URI (RFC 3261 section 19.1) in one of the three forms that a call needs: an address-of-record
 * ({@code sip:user@host}), a request URI ({@code sip:user@host:port}) and a server ({@code sip:host:port}). No
 * password, parameters or headers.
 *
 * <p>Characters that RFC 3261 does not allow unescaped are refused, not escaped. The one exception is {@code #},
 * because people dial it: it is accepted and written as {@code %23}.
 *
 * @param user the user part, empty for a server
 * @param host the name of a {@link SipHost}
 * @param port 1 to 65535, or 0 if it is not given
 */
public record SipUri(String user, String host, int port) {

    /** {@code unreserved} and {@code user-unreserved} of RFC 3261 section 25.1, and the {@code #}. */
    private static final Pattern USER = Pattern.compile("[A-Za-z0-9\\-_.!~*'()&=+$,;?/#]*");

    /**
     * @throws IllegalArgumentException if a part is not what RFC 3261 allows; the message names the part, not its value
     */
    public SipUri {
        if (!USER.matcher(Objects.requireNonNull(user, "user")).matches()) {
            throw new IllegalArgumentException("The user part has a character that a SIP URI does not allow");
        }
        host = new SipHost(host).name();
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("The port is not between 1 and 65535");
        }
    }

    /** An address-of-record, which is independent of a location: {@code sip:user@domain}. */
    public static SipUri addressOfRecord(String user, String domain) {
        return request(user, domain, 0);
    }

    /** The target of a request: {@code sip:user@host:port}. */
    public static SipUri request(String user, String host, int port) {
        if (user.isEmpty()) {
            throw new IllegalArgumentException("The user part is empty");
        }
        return new SipUri(user, host, port);
    }

    /** A registrar or proxy: {@code sip:host:port}. */
    public static SipUri server(String host, int port) {
        return new SipUri("", host, port);
    }

    /** The same URI with an address instead of its host name. */
    public SipUri at(InetAddress address) {
        String text = address.getHostAddress();
        return new SipUri(
                user, address instanceof Inet6Address ? "[" + text.replaceFirst("%.*", "") + "]" : text, port);
    }

    /** The URI as it goes over the wire. */
    @Override
    public String toString() {
        return "sip:" + (user.isEmpty() ? "" : user.replace("#", "%23") + "@") + host + (port == 0 ? "" : ":" + port);
    }
}
