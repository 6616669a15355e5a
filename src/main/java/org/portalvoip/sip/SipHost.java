package org.portalvoip.sip;

import java.net.IDN;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A host as SIP URIs name it (RFC 3261 section 25.1): a host name, an IPv4 address, or an IPv6 address in brackets. The
 * underscore is also accepted: RFC 3261 forbids it, but container networks use it and SIP programs tolerate it.
 *
 * @param name in lower case, without a dot at its end
 */
public record SipHost(String name) {

    /** What can be wrong with a host. */
    public enum Fault {
        /** A character that no host has; the part is the character. */
        CHARACTER,
        /** No name at all, or a label that is empty. */
        EMPTY,
        /** A label that is too long, or begins or ends with a hyphen; the part is the label. */
        LABEL,
        /** More than 253 characters. */
        LONG,
        /** Numbers that are not an IPv4 address; the part is all of them. */
        IPV4,
        /** Not an IPv6 address; the part is what was taken for one. */
        IPV6,
        /** An IPv6 address with a zone index, which is valid only on one machine; the part is the index. */
        ZONE,
        /** An unspecified, broadcast, multicast or link-local address; the part is the address. */
        UNREACHABLE,
        /** An address with a scheme, such as {@code sip:}. */
        SCHEME,
        /** A host with its port. */
        PORT
    }

    private static final int LONGEST_NAME = 253;
    private static final int FIRST_RESERVED = 240;
    private static final Pattern LABEL = Pattern.compile("[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?");
    private static final String UP_TO_255 = "(?:0|[1-9][0-9]?|1[0-9]{2}|2[0-4][0-9]|25[0-5])";
    private static final String FOUR_NUMBERS = UP_TO_255 + "(?:\\." + UP_TO_255 + "){3}";
    private static final Pattern IPV4 = Pattern.compile(FOUR_NUMBERS);
    /** Java also takes zeros before a number, which a URI must not have (RFC 3986 section 3.2.2). */
    private static final Pattern IPV6 =
            Pattern.compile("\\[(?:[0-9a-f]{0,4}:){2,8}(?:[0-9a-f]{0,4}|" + FOUR_NUMBERS + ")]");
    /** The last label of a name that every resolver takes for a number, whatever comes before it. */
    private static final Pattern NUMBER = Pattern.compile("(?:.*\\.)?(?:[0-9]+|0x[0-9a-f]*)");

    private static final Pattern WITH_SCHEME = Pattern.compile("(?i)(?:[a-z][a-z0-9+.-]*://|sips?:(?=[^:]*[a-z])).*");
    private static final Pattern WITH_PORT = Pattern.compile("(?:[^:\\[]*|\\[.*]):[0-9]*");

    /** @throws Malformed if this is not a host in the form that {@link #parse} returns */
    public SipHost {
        if (name.startsWith("[")) {
            refuseBadIpv6(name);
        } else {
            refuseBadName(name);
        }
    }

    /**
     * Parses a host as somebody wrote it: drops blanks at the ends and the last dot, converts to lower case and other
     * letters than ASCII to their {@code xn--} form, and puts brackets around an IPv6 address.
     *
     * @throws Malformed if it is not valid
     */
    public static SipHost parse(String text) {
        String host = Pasted.tidied(text);
        if (WITH_SCHEME.matcher(host).matches()) {
            throw new Malformed(Fault.SCHEME);
        }
        if (WITH_PORT.matcher(host).matches()) {
            throw new Malformed(Fault.PORT);
        }
        if (host.startsWith("[") || host.indexOf(':') != host.lastIndexOf(':')) {
            return new SipHost(bracketed(host.toLowerCase(Locale.ROOT)));
        }
        String ascii = ascii(host).toLowerCase(Locale.ROOT);
        return new SipHost(ascii.endsWith(".") ? ascii.substring(0, ascii.length() - 1) : ascii);
    }

    private static String bracketed(String host) {
        int zone = host.indexOf('%');
        if (zone >= 0) {
            throw new Malformed(Fault.ZONE, host.substring(zone).replace("]", ""));
        }
        return host.startsWith("[") ? host : "[" + host + "]";
    }

    /**
     * Java drops invisible characters from a name; it is better to refuse such a name, so that somebody looks at it
     * again.
     */
    private static String ascii(String host) {
        Pasted.refuseOthers(host, character -> !Pasted.isUnseen(character), Fault.CHARACTER);
        try {
            // Beyond some length Java 25 throws a plain RuntimeException.
            if (host.length() <= LONGEST_NAME) {
                return IDN.toASCII(host);
            }
        } catch (IllegalArgumentException noSuchName) {
            // As below.
        }
        Pasted.refuseOthers(host, character -> character < 128, Fault.CHARACTER);
        return host;
    }

    private static void refuseBadName(String name) {
        Pasted.refuseOthers(name, c -> Pasted.isPlain(c, "._-") && !Character.isUpperCase(c), Fault.CHARACTER);
        if (name.length() > LONGEST_NAME) {
            throw new Malformed(Fault.LONG);
        }
        if (NUMBER.matcher(name).matches()) {
            if (!IPV4.matcher(name).matches()) {
                throw new Malformed(Fault.IPV4, name);
            }
            refuseUnreachable(name);
        }
        for (String label : name.split("\\.", -1)) {
            if (label.isEmpty()) {
                throw new Malformed(Fault.EMPTY);
            }
            if (!LABEL.matcher(label).matches()) {
                throw new Malformed(Fault.LABEL, label);
            }
        }
    }

    private static void refuseBadIpv6(String name) {
        if (!IPV6.matcher(name).matches() || !(literal(name) instanceof Inet6Address)) {
            throw new Malformed(Fault.IPV6, name);
        }
        refuseUnreachable(name);
    }

    private static void refuseUnreachable(String name) {
        InetAddress address = literal(name);
        int first = Byte.toUnsignedInt(address.getAddress()[0]);
        boolean nobodys = !(address instanceof Inet6Address) && (first == 0 || first >= FIRST_RESERVED);
        if (nobodys || address.isAnyLocalAddress() || address.isMulticastAddress() || address.isLinkLocalAddress()) {
            throw new Malformed(Fault.UNREACHABLE, name);
        }
    }

    /** This asks no name service, because the text is a number or is in brackets. */
    private static InetAddress literal(String address) {
        try {
            return InetAddress.getByName(address);
        } catch (UnknownHostException e) {
            throw new Malformed(Fault.IPV6, address);
        }
    }

    /** Whether this is a loopback address or the name of one (RFC 6761 section 6.3); asks no name service. */
    public boolean isThisMachine() {
        if (name.equals("localhost") || name.endsWith(".localhost")) {
            return true;
        }
        return isAddress() && literal(name).isLoopbackAddress();
    }

    /** Whether this is an address, which needs no lookup. */
    public boolean isAddress() {
        return name.startsWith("[") || NUMBER.matcher(name).matches();
    }

    @Override
    public String toString() {
        return name;
    }
}
