package org.portalvoip.sip;

/**
 * The user part of an address-of-record, and the user name of a digest. Of the characters that RFC 3261 section 25.1
 * allows unescaped, only those are accepted that Janus passes to the SIP server unchanged.
 *
 * @param name 1 to 99 characters, case-sensitive
 */
public record SipUser(String name) {

    /** What can be wrong with a user. */
    public enum Fault {
        /** A character that a user cannot have; the part is the character. */
        CHARACTER,
        /** A whole address, with {@code sip:} or a domain; a user name with an at sign looks the same. */
        ADDRESS,
        /** More than 99 characters. */
        LONG
    }

    private static final int LONGEST = 99;
    private static final String SIGNS = "-_.!~*'()&=+$";

    /** @throws Malformed if this is not a user */
    public SipUser {
        Pasted.refuseOthers(name, character -> Pasted.isPlain(character, SIGNS), Fault.CHARACTER);
        if (name.isEmpty() || name.length() > LONGEST) {
            throw new Malformed(Fault.LONG);
        }
    }

    /**
     * Parses a user as somebody wrote it; drops blanks at the ends.
     *
     * @throws Malformed if it is not valid
     */
    public static SipUser parse(String text) {
        String user = Pasted.tidied(text);
        if (user.indexOf('@') >= 0 || user.regionMatches(true, 0, "sip:", 0, 4)) {
            throw new Malformed(Fault.ADDRESS);
        }
        return new SipUser(user);
    }

    @Override
    public String toString() {
        return name;
    }
}
