package org.portalvoip.sip;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The header field in which we assert to the account's own telephone system who is calling. */
public enum IdentityHeader {
    /** RFC 3325 section 9.1. */
    P_ASSERTED_IDENTITY("P-Asserted-Identity", "", ""),
    /** Of older telephone systems; it never became a standard. */
    REMOTE_PARTY_ID(
            "Remote-Party-ID", ";party=calling;screen=yes;privacy=off", ";party=calling;screen=yes;privacy=full");

    /** Those that RFC 3261 section 25.1 allows in the user part of a URI and that Janus passes on unchanged. */
    private static final String UNESCAPED = "-_.!~*'()&=+$";

    private final String field;
    private final String parameters;
    private final String parametersWithheld;

    IdentityHeader(String field, String parameters, String parametersWithheld) {
        this.field = field;
        this.parameters = parameters;
        this.parametersWithheld = parametersWithheld;
    }

    /** Its name on the wire. */
    public String field() {
        return field;
    }

    /**
     * The value that names somebody: {@code "name" <sip:user@domain>} and the parameters. The name is shortened until
     * Janus takes all of it.
     *
     * @param user any text; what a URI cannot contain is escaped
     * @param name the name to be shown, in printable characters; empty for none
     * @param withheld whether the telephone system is asked to keep it to itself
     * @return empty when the address alone is too long for Janus
     */
    public Optional<String> value(String user, String name, SipHost domain, boolean withheld) {
        String address = "<sip:" + escaped(user) + "@" + domain + ">" + (withheld ? parametersWithheld : parameters);
        int room = HeaderText.room(field) - HeaderText.bytes(address);
        if (room < 0) {
            return Optional.empty();
        }
        String shown = quoted(name, room);
        return Optional.of(shown.isEmpty() ? address : shown + " " + address);
    }

    /** A quoted-string (RFC 3261 section 25.1), with the blank behind it in at most {@code room} bytes. */
    private static String quoted(String name, int room) {
        for (int end = name.length(); end > 0; end = name.offsetByCodePoints(end, -1)) {
            String quoted = '"' + name.substring(0, end).strip().replaceAll("[\\\\\"]", "\\\\$0") + '"';
            if (HeaderText.bytes(quoted) < room) {
                return quoted;
            }
        }
        return "";
    }

    private static String escaped(String user) {
        StringBuilder text = new StringBuilder();
        for (byte b : user.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xFF);
            if (Pasted.isPlain(c, UNESCAPED)) {
                text.append(c);
            } else {
                text.append("%%%02X".formatted((int) c));
            }
        }
        return text.toString();
    }
}
