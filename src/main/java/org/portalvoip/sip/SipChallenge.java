package org.portalvoip.sip;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A SIP server's request for credentials (RFC 3261 section 22): a {@code WWW-Authenticate} or {@code Proxy-Authenticate}
 * of the scheme Digest.
 *
 * @param realm which it asks credentials for; empty if it names none
 * @param algorithm of the digest in capitals, MD5 unless it names another (RFC 8760 section 2.3)
 */
public record SipChallenge(String realm, String algorithm) {
    private static final Pattern HEADER =
            Pattern.compile("(?im)^(?:WWW|Proxy)-Authenticate[ \\t]*:[ \\t]*Digest[ \\t]+(.*+(?:\\r?\\n[ \\t].*+)*+)$");
    private static final int LONGEST_PART = 100;

    /** All challenges in a SIP response, in order: a server offers one for each algorithm. */
    public static List<SipChallenge> in(String response) {
        return HEADER.matcher(response)
                .results()
                .map(header -> new SipChallenge(
                        parameter(header.group(1), "realm").orElse(""),
                        parameter(header.group(1), "algorithm").orElse("MD5").toUpperCase(Locale.ROOT)))
                .toList();
    }

    private static Optional<String> parameter(String header, String name) {
        Matcher found = Pattern.compile(
                        "(?is)(?:^|[,\\s])" + name + "\\s*=\\s*(?:\"((?:[^\"\\\\]++|\\\\.)*+)\"|([^,\\s]+))")
                .matcher(header);
        return found.find() ? Optional.of(part(found)) : Optional.empty();
    }

    private static String part(Matcher found) {
        String text = found.group(1) == null
                ? found.group(2)
                : found.group(1).replaceAll("\\\\(.)", "$1").replaceAll("\\p{Cntrl}", " ");
        return text.length() <= LONGEST_PART ? text : text.substring(0, LONGEST_PART);
    }

    /** Whether Janus can compute it: its SIP library knows MD5 only. */
    public boolean isMd5() {
        return algorithm.equals("MD5") || algorithm.equals("MD5-SESS");
    }
}
