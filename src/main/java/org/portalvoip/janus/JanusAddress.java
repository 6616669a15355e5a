package org.portalvoip.janus;

import java.net.URI;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.portalvoip.sip.Malformed;
import org.portalvoip.sip.Pasted;
import org.portalvoip.sip.SipHost;

/**
 * An address of the Janus API. The scheme chooses the transport.
 *
 * @param uri {@code http}, {@code https}, {@code ws} or {@code wss}, host, port if there is one, and path; scheme and
 *     host are in lower case
 */
public record JanusAddress(URI uri) {

    /** What can be wrong with an address, or a list of them, besides what is wrong with a host. */
    public enum Fault {
        /** An address of SIP. */
        SIP,
        /** Another scheme, or none. */
        SCHEME,
        /** No host. */
        HOST,
        /** A user name or a password. */
        USER,
        /** A query or a fragment; the part is its first character. */
        QUERY,
        /** Not a port; the part is what was taken for one. */
        PORT,
        /** A colon after the host, and no port after it. */
        PORTLESS,
        /** An IPv6 address without brackets, so that it is unclear where a port begins; the part is the address. */
        BRACKETS,
        /**
         * A host that Java's HTTP client does not take: with an underscore, or a digit after the last dot; the part is
         * it.
         */
        UNUSABLE,
        /** A character that an address cannot contain; the part is the character. */
        CHARACTER,
        /** The admin API of Janus, which cannot place calls. */
        ADMIN,
        /** More than 1,000 characters. */
        LONG
    }

    private static final int LONGEST_LIST = 1000;
    private static final int HIGHEST_PORT = 65535;
    private static final Set<String> SCHEMES = Set.of("http", "https", "ws", "wss");
    private static final Set<String> WITH_TLS = Set.of("https", "wss");
    private static final Pattern PARTS = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)://([^/?#]*)([^?#]*)([?#]?).*");
    private static final Pattern HOST_AND_PORT = Pattern.compile("(\\[[^]]*]?|[^\\[:]*)(?::(.*))?");
    private static final Pattern PORT = Pattern.compile("0*[0-9]{1,5}");
    private static final Pattern IN_A_PATH = Pattern.compile("[A-Za-z0-9._~!$&'()*+;=:@/-]");
    private static final Pattern ADMIN_PATH = Pattern.compile("(?i)/admin(?:/.*)?");

    /** @throws Malformed if this is not an address in the form that {@link #parse} makes */
    public JanusAddress {
        if (!read(uri.toString()).toString().equals(uri.toString())) {
            throw new Malformed(Fault.SCHEME);
        }
    }

    /** Parses an address as somebody wrote it.
     *
     * @throws Malformed if it is not valid; about its host with a fault of {@link SipHost}
     */
    public static JanusAddress parse(String text) {
        return new JanusAddress(read(Pasted.tidied(text)));
    }

    /**
     * Parses addresses separated by commas, in order. Repeated addresses are kept once.
     *
     * @return at least one
     * @throws Malformed if one of them is none, or all are more than 1,000 characters
     */
    public static List<JanusAddress> list(String text) {
        Set<JanusAddress> addresses = new LinkedHashSet<>();
        Stream.of(Pasted.tidied(text).split(","))
                .map(Pasted::tidied)
                .filter(item -> !item.isEmpty())
                .forEach(item -> addresses.add(parse(item)));
        if (addresses.isEmpty()) {
            throw new Malformed(Fault.HOST);
        }
        if (text(addresses).length() > LONGEST_LIST) {
            throw new Malformed(Fault.LONG);
        }
        return List.copyOf(addresses);
    }

    /** The addresses as {@link #list} reads them. */
    public static String text(Collection<JanusAddress> addresses) {
        return addresses.stream().map(JanusAddress::toString).collect(Collectors.joining(","));
    }

    private static URI read(String text) {
        refuseUnseen(text);
        Matcher parts = PARTS.matcher(text);
        if (!parts.matches()) {
            throw new Malformed(text.matches("(?i)sips?:.*") ? Fault.SIP : Fault.SCHEME);
        }
        String scheme = parts.group(1).toLowerCase(Locale.ROOT);
        if (!SCHEMES.contains(scheme)) {
            throw new Malformed(scheme.matches("sips?") ? Fault.SIP : Fault.SCHEME);
        }
        String authority = authority(parts.group(2));
        String path = path(parts.group(3));
        if (!parts.group(4).isEmpty()) {
            throw new Malformed(Fault.QUERY, parts.group(4));
        }
        return URI.create(scheme + "://" + authority + path);
    }

    private static String authority(String text) {
        if (text.indexOf('@') >= 0) {
            throw new Malformed(Fault.USER);
        }
        Matcher parts = HOST_AND_PORT.matcher(text);
        if (text.isEmpty() || !parts.matches() || parts.group(1).isEmpty()) {
            throw new Malformed(Fault.HOST);
        }
        boolean manyColons = parts.group(2) != null && parts.group(2).indexOf(':') >= 0;
        if (manyColons && !text.startsWith("[")) {
            throw new Malformed(Fault.BRACKETS, text);
        }
        String host = SipHost.parse(parts.group(1)).name();
        if (URI.create("ws://" + host).getHost() == null) {
            throw new Malformed(Fault.UNUSABLE, host);
        }
        return parts.group(2) == null ? host : host + ":" + port(parts.group(2));
    }

    private static int port(String text) {
        if (text.isEmpty()) {
            throw new Malformed(Fault.PORTLESS);
        }
        int port = PORT.matcher(text).matches() ? Integer.parseInt(text) : 0;
        if (port < 1 || port > HIGHEST_PORT) {
            throw new Malformed(Fault.PORT, text);
        }
        return port;
    }

    private static String path(String path) {
        path.codePoints().mapToObj(Character::toString).forEach(character -> {
            if (!IN_A_PATH.matcher(character).matches()) {
                throw new Malformed(Fault.CHARACTER, character);
            }
        });
        if (ADMIN_PATH.matcher(path).matches()) {
            throw new Malformed(Fault.ADMIN);
        }
        return path;
    }

    private static void refuseUnseen(String text) {
        text.codePoints().filter(Pasted::isUnseen).findFirst().ifPresent(character -> {
            throw new Malformed(Fault.CHARACTER, Character.toString(character));
        });
    }

    /** Whether others can read what is sent there: it goes to another machine without TLS. */
    public boolean isReadableOnTheWay() {
        return !WITH_TLS.contains(uri.getScheme())
                && !SipHost.parse(uri.getHost()).isThisMachine();
    }

    @Override
    public String toString() {
        return uri.toString();
    }
}
