package org.portalvoip.call;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.portalvoip.sip.HeaderText;
import org.portalvoip.sip.IdentityHeader;
import org.portalvoip.sip.SipHost;

/**
 * Somebody whom the portal has authenticated and who calls. All three texts are printable.
 *
 * @param subject by which the portal knows this user, 1 to 128 bytes in UTF-8
 * @param name to be shown at the desk; empty for none
 * @param context what the call is about, such as the number of a ticket; empty for nothing
 * @param withheld whether the telephone of the desk is not to show who calls
 */
record PortalUser(String subject, String name, String context, boolean withheld) {
    /** The header field with the context. */
    static final String CONTEXT_FIELD = "X-Portal-Context";

    /** Asks the telephone system to tell nobody else the asserted identity (RFC 3325 section 9.3). */
    private static final String PRIVACY_FIELD = "Privacy";

    private static final String IDENTITY_ONLY = "id";

    private static final int LONGEST_SUBJECT = 128;
    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_CONTEXT = 128;

    /** Not in any of the texts, because it is not printable. */
    private static final String SEPARATOR = "\n";

    private static final String WITHHELD = "withheld";

    /** Somebody whom the desk may see. */
    PortalUser(String subject, String name, String context) {
        this(subject, name, context, false);
    }

    /**
     * The user of whom the portal says this; name and context are cleaned and shortened.
     *
     * @throws IllegalArgumentException if the subject is too long or has anything that is not printable: two users must
     *     not become one
     */
    static PortalUser of(String subject, String name, String context, boolean withheld) {
        String clean = HeaderText.clean(subject, LONGEST_SUBJECT);
        if (clean.isEmpty() || !clean.equals(subject)) {
            throw new IllegalArgumentException("its sub is empty, too long or not printable");
        }
        return new PortalUser(
                subject, HeaderText.clean(name, LONGEST_NAME), HeaderText.clean(context, LONGEST_CONTEXT), withheld);
    }

    /** The user as a single text. */
    String text() {
        String shown = String.join(SEPARATOR, subject, name, context);
        return withheld ? shown + SEPARATOR + WITHHELD : shown;
    }

    /** The reverse of {@link #text}; a node of an earlier version reads the first three parts only. */
    static PortalUser parse(String text) {
        List<String> parts = List.of(text.split(SEPARATOR, -1));
        return new PortalUser(parts.get(0), parts.get(1), parts.get(2), parts.size() > 3);
    }

    /** How the limits count this user, on whatever browser. */
    String who() {
        return "portal user " + subject;
    }

    /** What the INVITE says of this user, by the name of the header field. */
    Map<String, String> headers(Optional<IdentityHeader> identity, SipHost domain) {
        Map<String, String> fields = new LinkedHashMap<>();
        identity.ifPresent(header ->
                header.value(subject, name, domain, withheld).ifPresent(value -> fields.put(header.field(), value)));
        if (withheld && !fields.isEmpty()) {
            fields.put(PRIVACY_FIELD, IDENTITY_ONLY);
        }
        if (!context.isEmpty()) {
            fields.put(CONTEXT_FIELD, context);
        }
        return fields;
    }

    /** For a line of the log. */
    @Override
    public String toString() {
        return who() + (name.isEmpty() ? "" : " (" + name + ")") + (context.isEmpty() ? "" : " about " + context);
    }
}
