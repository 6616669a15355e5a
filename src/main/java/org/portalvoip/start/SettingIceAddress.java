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
     * @throws SettingRefused if it is none
     */
    static String stun(String text) {
        Matcher address = match(text, "stun");
        String scheme = scheme(address);
        if (scheme.startsWith("turn")) {
            throw new SettingRefused(SettingText.STUN_IS_TURN);
        }
        if (scheme.equals("stuns")) {
            throw new SettingRefused(SettingText.STUN_OVER_TLS);
        }
        if (address.group(3) != null) {
            throw new SettingRefused(SettingText.STUN_QUERY);
        }
        return scheme + ":" + hostAndPort(address.group(2));
    }

    /**
     * The address of a TURN server, as browsers want it.
     *
     * @throws SettingRefused if it is none
     */
    static String turn(String text) {
        Matcher address = match(text, "turn");
        String scheme = scheme(address);
        if (scheme.startsWith("stun")) {
            throw new SettingRefused(SettingText.TURN_IS_STUN);
        }
        String query = address.group(3);
        if (query != null && !TRANSPORT.matcher(query).matches()) {
            throw new SettingRefused(SettingText.TURN_QUERY);
        }
        return scheme + ":" + hostAndPort(address.group(2))
                + (query == null ? "" : "?" + query.toLowerCase(Locale.ROOT));
    }

    private static Matcher match(String text, String scheme) {
        Matcher address = ADDRESS.matcher(text);
        if (!address.matches() || address.group(2).startsWith("/")) {
            throw new SettingRefused(SettingText.ICE_FORM, scheme);
        }
        return address;
    }

    private static String scheme(Matcher address) {
        return address.group(1).toLowerCase(Locale.ROOT);
    }

    private static String hostAndPort(String text) {
        if (text.contains("@")) {
            throw new SettingRefused(SettingText.TURN_USER_NAME);
        }
        if (!text.contains("[") && text.indexOf(':') != text.lastIndexOf(':')) {
            throw new SettingRefused(SettingText.IPV6_WITHOUT_BRACKETS);
        }
        Matcher parts = HOST_AND_PORT.matcher(text);
        if (!parts.matches()) {
            throw new SettingRefused(SettingText.BRACKETS);
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
            throw new SettingRefused(SettingText.NO_HOST, e);
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
            throw new SettingRefused(SettingText.PORT, HIGHEST_PORT);
        }
        boolean used = port >= FIRST_FREE_PORT ? !REFUSED_PORTS.contains(port) : LOW_PORTS.contains(port);
        if (!used) {
            throw new SettingRefused(SettingText.PORT_OF_NO_BROWSER);
        }
        return port;
    }
}
