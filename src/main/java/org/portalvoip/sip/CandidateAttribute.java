package org.portalvoip.sip;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An ICE candidate of a browser as it stands in SDP (RFC 8839 section 5.1), rewritten without extensions. Its address is a
 * number: Janus would look up a name, such as the {@code .local} names of browsers without a microphone, for any
 * stranger who asks. It is not an address of the machine that receives it, either.
 */
public final class CandidateAttribute {
    private static final long HIGHEST_PRIORITY = Integer.MAX_VALUE;
    private static final int HIGHEST_PORT = 65535;
    private static final String ADDRESS = "([0-9.]{7,15}|(?=[0-9A-Fa-f.]*:)[0-9A-Fa-f:.]{2,45})";
    private static final Pattern GRAMMAR = Pattern.compile("candidate:([A-Za-z0-9+/]{1,32}) ([12]) (udp|UDP|tcp|TCP) "
            + "([0-9]{1,10}) " + ADDRESS + " ([0-9]{1,5}) typ (host|srflx|prflx|relay)"
            + "(?: raddr " + ADDRESS + " rport ([0-9]{1,5}))?(?: tcptype (active|passive|so))?(?: .*)?");
    private static final int PRIORITY = 4;
    private static final int HOST = 5;
    private static final int PORT = 6;
    private static final int TYPE = 7;
    private static final int RELATED = 8;
    private static final int RELATED_PORT = 9;
    private static final int TCP_TYPE = 10;

    private final String text;

    private CandidateAttribute(Matcher parts) {
        StringBuilder line = new StringBuilder("candidate:");
        for (int part = 1; part <= PORT; part++) {
            line.append(parts.group(part)).append(' ');
        }
        line.append("typ ").append(parts.group(TYPE));
        if (parts.group(RELATED) != null) {
            line.append(" raddr ")
                    .append(parts.group(RELATED))
                    .append(" rport ")
                    .append(parts.group(RELATED_PORT));
        }
        if (parts.group(TCP_TYPE) != null) {
            line.append(" tcptype ").append(parts.group(TCP_TYPE));
        }
        text = line.toString();
    }

    /** The candidate that {@code text} describes; none if it follows another grammar or leads to a name or to ourselves. */
    public static Optional<CandidateAttribute> parse(String text) {
        Matcher parts = GRAMMAR.matcher(text);
        return parts.matches() && isSane(parts) && isElsewhere(parts.group(HOST))
                ? Optional.of(new CandidateAttribute(parts))
                : Optional.empty();
    }

    private static boolean isSane(Matcher parts) {
        String related = parts.group(RELATED_PORT);
        return Long.parseLong(parts.group(PRIORITY)) <= HIGHEST_PRIORITY
                && Integer.parseInt(parts.group(PORT)) <= HIGHEST_PORT
                && (related == null || Integer.parseInt(related) <= HIGHEST_PORT);
    }

    private static boolean isElsewhere(String address) {
        try {
            return !SipHost.parse(address).isThisMachine();
        } catch (Malformed noAddress) {
            return false;
        }
    }

    /** Begins with {@code candidate:}. */
    @Override
    public String toString() {
        return text;
    }
}
