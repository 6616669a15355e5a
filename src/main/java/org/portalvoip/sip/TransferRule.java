package org.portalvoip.sip;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * To which extensions a telephone of the desk may transfer a caller. What it names is only read, never called: what is called
 * is the extension at the SIP server of the account.
 *
 * @param extensions a regular expression that the whole extension must match; empty for none
 */
public record TransferRule(String extensions) {
    /** Every transfer is declined. */
    public static final TransferRule NONE = new TransferRule("");

    /** Of a Refer-To (RFC 3515); parameters that could change what is called, such as {@code method}, are not in it. */
    private static final Pattern TARGET =
            Pattern.compile("(?i)sip:([a-z0-9*+._%-]{1,200})@([a-z0-9_.-]{1,253}|\\[[0-9a-f:.]+])(?::[0-9]{1,5})?"
                    + "(?:;transport=(?:udp|tcp|tls)|;user=phone)*");

    /** @throws java.util.regex.PatternSyntaxException if this is no regular expression */
    public TransferRule {
        Pattern.compile(extensions);
    }

    /**
     * Whom a transfer leads to.
     *
     * @param target as the telephone has written it; may be null
     * @param replaces the talk whose place the caller is to take there, as {@link Replaces#parse} reads it; null for none
     * @param domain the SIP domain of the account
     * @return empty if it is no extension of this domain, or none of those allowed, or that talk cannot be read
     */
    public Optional<Callee> goal(String target, String replaces, SipHost domain) {
        return goal(target, domain)
                .flatMap(goal -> replaces == null
                        ? Optional.of(new Callee(goal))
                        : Replaces.parse(replaces).map(talk -> new Callee(goal, talk)));
    }

    private Optional<Extension> goal(String target, SipHost domain) {
        Matcher parts = TARGET.matcher(target == null ? "" : target);
        if (extensions.isEmpty() || !parts.matches()) {
            return Optional.empty();
        }
        try {
            Extension goal = new Extension(Escapes.undone(parts.group(1)));
            boolean ours = SipHost.parse(parts.group(2)).equals(domain);
            return ours && goal.number().matches(extensions) ? Optional.of(goal) : Optional.empty();
        } catch (Malformed e) {
            return Optional.empty();
        }
    }
}
