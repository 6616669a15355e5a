package org.portalvoip.web;

import java.net.IDN;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The origin of a page (RFC 6454). Two origins that mean the same are equal, however they were written.
 *
 * @param scheme {@code http} or {@code https}
 * @param host in lower case, without a dot at its end; an IPv6 address in brackets
 * @param port the one that was named, or the scheme's own
 */
record Origin(String scheme, String host, int port) {
    private static final String AUTHORITY = "([a-z0-9._-]+|\\[[0-9a-f:.]+])(?::([0-9]{1,5}))?";
    private static final Pattern SENT = Pattern.compile("(https?)://" + AUTHORITY);
    private static final Pattern IPV4 = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
    private static final Pattern HOST = Pattern.compile(AUTHORITY);
    private static final Pattern WRITTEN = Pattern.compile("(https?://)([^/?#:\\[]+)?([^/?#]*)([/?#].*)?");

    /**
     * The origin that a browser sends in the header {@code Origin}; empty for {@code null} and for anything invalid.
     */
    static Optional<Origin> sent(String header) {
        Matcher origin = SENT.matcher(lower(header));
        return origin.matches() ? of(origin.group(1), origin.group(2), origin.group(3)) : Optional.empty();
    }

    /**
     * The origin of an address as an operator may write it: with spaces around it, with a path or a slash, in any
     * alphabet.
     */
    static Optional<Origin> written(String address) {
        Matcher origin = WRITTEN.matcher(lower(address.strip()));
        if (!origin.matches()) {
            return Optional.empty();
        }
        String name = origin.group(2);
        try {
            return sent(origin.group(1) + (name == null ? "" : IDN.toASCII(name)) + origin.group(3));
        } catch (IllegalArgumentException noName) {
            return Optional.empty();
        }
    }

    /** Whether {@code header} can be the header {@code Host} of a request for a page of this origin. */
    boolean isOf(String header) {
        Matcher authority = HOST.matcher(lower(header));
        return authority.matches()
                && of(scheme, authority.group(1), authority.group(2))
                        .filter(this::equals)
                        .isPresent();
    }

    /**
     * Whether the host is an IP address or a name without a dot. A stranger can let any other name that he owns lead to
     * this server (DNS rebinding), and his page then has the origin that the request was sent to.
     */
    boolean isBeyondDns() {
        return host.startsWith("[") || !host.contains(".") || IPV4.matcher(host).matches();
    }

    private static Optional<Origin> of(String scheme, String host, String port) {
        int number = port == null ? (scheme.equals("https") ? 443 : 80) : Integer.parseInt(port);
        return Optional.of(new Origin(scheme, host.replaceFirst("\\.$", ""), number))
                .filter(origin -> number <= 65535 && !origin.host.isEmpty());
    }

    private static String lower(String text) {
        return text == null ? "" : text.toLowerCase(Locale.ROOT);
    }
}
