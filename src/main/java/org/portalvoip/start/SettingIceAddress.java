package org.portalvoip.start;

import java.net.IDN;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.portalvoip.sip.Malformed;
import org.portalvoip.sip.SipHost;

/**
 * The address of a STUN or TURN server (RFC 7064, RFC 7065) that every browser accepts. A browser that is given one that
 * it refuses makes no connection at all, and each refuses others: what passes here, Chromium and Firefox take.
 */
final class SettingIceAddress {
    private static final Pattern ADDRESS = Pattern.compile("(?i)(stuns?|turns?):([^?]*)(?:\\?(.*))?");
    private static final Pattern HOST_AND_PORT = Pattern.compile("(\\[[^\\[\\]]*]|[^:\\[\\]]*)(?::(.*))?");
    private static final Pattern TRANSPORT = Pattern.compile("(?i)transport=(?:udp|tcp)");
    private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");
    private static final int HIGHEST_PORT = 65_535;
    private static final int FIRST_FREE_PORT = 1024;
    /** The only ones below that Chromium uses; of others it says nothing, and goes on as if there were no server. */
    private static final Set<Integer> LOW_PORTS = Set.of(53, 80, 443);
    /** Those from there on that Firefox refuses. */
    private static final Set<Integer> REFUSED_PORTS = Set.of(
            1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697,
            10080);

    private static final String ENCODED_LABEL = "xn--";

    private SettingIceAddress() {}

    /**
     * The address of a STUN server, as browsers want it.
     *
     * @throws IllegalArgumentException if it is none; the message is the reason, as the rest of a sentence
     */
    static String stun(String text) {
        Matcher address = match(text, "stun");
        String scheme = scheme(address);
        if (scheme.startsWith("turn")) {
            throw new IllegalArgumentException(
                    "is a TURN server, which belongs in voip.turn.urls, with its credentials in"
                            + " voip.turn.secret-file, or in voip.turn.user and voip.turn.password-file");
        }
        if (scheme.equals("stuns")) {
            throw new IllegalArgumentException("is STUN over TLS, which Firefox refuses; write stun:");
        }
        if (address.group(3) != null) {
            throw new IllegalArgumentException("contains a question mark, which only a TURN address may");
        }
        return scheme + ":" + hostAndPort(address.group(2));
    }

    /**
     * The address of a TURN server, as browsers want it.
     *
     * @throws IllegalArgumentException if it is none; the message is the reason, as the rest of a sentence
     */
    static String turn(String text) {
        Matcher address = match(text, "turn");
        String scheme = scheme(address);
        if (scheme.startsWith("stun")) {
            throw new IllegalArgumentException("is a STUN server, which belongs in voip.ice-servers");
        }
        String query = address.group(3);
        if (query != null && !TRANSPORT.matcher(query).matches()) {
            throw new IllegalArgumentException(
                    "may have nothing but transport=udp or transport=tcp after its question mark");
        }
        return scheme + ":" + hostAndPort(address.group(2))
                + (query == null ? "" : "?" + query.toLowerCase(Locale.ROOT));
    }

    private static Matcher match(String text, String scheme) {
        Matcher address = ADDRESS.matcher(text);
        if (!address.matches() || address.group(2).startsWith("/")) {
            throw new IllegalArgumentException("is not of the form %1$s:host or %1$s:host:port".formatted(scheme));
        }
        return address;
    }

    private static String scheme(Matcher address) {
        return address.group(1).toLowerCase(Locale.ROOT);
    }

    private static String hostAndPort(String text) {
        if (text.contains("@")) {
            throw new IllegalArgumentException("contains a user name, which belongs in voip.turn.user");
        }
        if (!text.contains("[") && text.indexOf(':') != text.lastIndexOf(':')) {
            throw new IllegalArgumentException(
                    "contains an IPv6 address that has no brackets around it, as in [2001:db8::1]");
        }
        Matcher parts = HOST_AND_PORT.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("contains brackets that do not enclose its host");
        }
        String port = parts.group(2);
        return host(parts.group(1)) + (port == null ? "" : ":" + port(port));
    }

    private static String host(String text) {
        try {
            String host = SipHost.parse(text).name();
            for (String label : host.split("\\.", -1)) {
                refuseUndecodable(label);
            }
            return host;
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("contains neither a valid host name nor a valid IP address", e);
        }
    }

    /** Firefox decodes a name of another alphabet, and refuses one that it cannot decode. */
    private static void refuseUndecodable(String label) {
        String decoded = IDN.toUnicode(label);
        if (label.startsWith(ENCODED_LABEL)
                && (decoded.equals(label) || !IDN.toASCII(decoded).equals(label))) {
            throw new Malformed(SipHost.Fault.LABEL, label);
        }
    }

    private static int port(String text) {
        int port = PORT.matcher(text).matches() ? Integer.parseInt(text) : 0;
        if (port < 1 || port > HIGHEST_PORT) {
            throw new IllegalArgumentException("contains a port that is not between 1 and " + HIGHEST_PORT);
        }
        boolean used = port >= FIRST_FREE_PORT ? !REFUSED_PORTS.contains(port) : LOW_PORTS.contains(port);
        if (!used) {
            throw new IllegalArgumentException(
                    "contains a port that browsers do not use; usual are 443, 3478 and 5349");
        }
        return port;
    }
}
