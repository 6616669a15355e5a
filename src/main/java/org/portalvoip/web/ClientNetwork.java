package org.portalvoip.web;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a request comes from, as limits count it: an IPv4 address, or the IPv6 network of 64 bits that one customer gets
 * at least. An IPv4 address in IPv6 form (RFC 4291 section 2.5.5.2, RFC 6052) is that IPv4 address.
 *
 * @param text {@code 192.0.2.1} or {@code 2001:db8:0:1::/64}; what is not an address counts as it is
 */
public record ClientNetwork(String text) {
    /** As some proxies name a client: with a port, an IPv6 address in brackets. */
    private static final Pattern WITH_PORT =
            Pattern.compile("\\[([0-9A-Fa-f:.]+)(?:%[^\\]]*)?](?::\\d+)?|(\\d+(?:\\.\\d+){3})(?::\\d+)?");

    private static final Pattern IPV6 = Pattern.compile("([0-9A-Fa-f:][0-9A-Fa-f:.]*)(?:%.*)?");
    private static final int LONGEST = 64;
    private static final int GROUPS_OF_A_CUSTOMER = 4;
    private static final int GROUPS_OF_A_SITE = 3;

    /**
     * The network of {@code address}, as servers name it.
     *
     * @param address null when the server trusts a proxy that did not name one; all such requests count as one network
     */
    public static ClientNetwork of(String address) {
        String text = Objects.requireNonNullElse(address, "").strip();
        Matcher withPort = WITH_PORT.matcher(text);
        if (withPort.matches()) {
            text = withPort.group(1) == null ? withPort.group(2) : withPort.group(1);
        }
        Matcher ipv6 = IPV6.matcher(text);
        return new ClientNetwork(text.contains(":") && ipv6.matches() ? network(ipv6.group(1)) : cut(text));
    }

    /** The 48 bits of IPv6 that one site gets at most; the same network for everything else. */
    public ClientNetwork wider() {
        return text.endsWith("/64") ? new ClientNetwork(prefix(bytes(text), GROUPS_OF_A_SITE)) : this;
    }

    private static String network(String ipv6) {
        byte[] bytes = bytes(ipv6);
        if (bytes.length == 0) {
            return cut(ipv6);
        }
        if (bytes.length == Integer.BYTES) {
            return ipv4(bytes, 0);
        }
        boolean translated = prefix(bytes, 6).equals("64:ff9b:0:0:0:0::/96");
        return translated ? ipv4(bytes, 12) : prefix(bytes, GROUPS_OF_A_CUSTOMER);
    }

    /** The bytes of an address; none if it is not one. A text with a colon is never looked up as a name. */
    private static byte[] bytes(String ipv6) {
        try {
            return InetAddress.getByName(ipv6.replaceFirst("/.*", "")).getAddress();
        } catch (UnknownHostException notAnAddress) {
            return new byte[0];
        }
    }

    private static String prefix(byte[] bytes, int groups) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < groups; i++) {
            int group = ((bytes[2 * i] & 0xff) << Byte.SIZE) | (bytes[2 * i + 1] & 0xff);
            text.append(Integer.toHexString(group)).append(':');
        }
        return text + ":/" + groups * Short.SIZE;
    }

    private static String ipv4(byte[] bytes, int from) {
        StringBuilder text = new StringBuilder();
        for (int i = from; i < from + Integer.BYTES; i++) {
            text.append(i == from ? "" : ".").append(bytes[i] & 0xff);
        }
        return text.toString();
    }

    private static String cut(String text) {
        return text.substring(0, Math.min(text.length(), LONGEST));
    }
}
