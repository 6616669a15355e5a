package org.portalvoip.sip;

import java.util.regex.Pattern;

/**
 * What is dialled: the user part of a request URI, made of letters, digits and the symbols {@code * # + . - _}.
 * Escapes and parameters are impossible, so it always leads to an extension of the SIP server that receives the
 * request.
 *
 * @param number 1 to 64 characters
 */
public record Extension(String number) {

    /** What can be wrong with an extension. */
    public enum Fault {
        /** A character that cannot be dialled; the part is the character. */
        CHARACTER,
        /** A number with {@code (0)} in it, which is dialled only within a country; the part is {@code (0)}. */
        TRUNK,
        /** More than 64 characters. */
        LONG
    }

    private static final int LONGEST = 64;
    private static final String SIGNS = "*#+.-_";
    private static final String TRUNK = "(0)";

    /**
     * A number as people write it for other people. Dashes and dots alone do not make one: some PBXs have them in
     * extensions.
     */
    private static final Pattern FOR_PEOPLE =
            Pattern.compile("\\+[0-9\\p{Z}()/.\\p{Pd}]*|(?=.*[\\p{Z}()/\\p{Pd}&&[^-]])[0-9*#\\p{Z}()/.\\p{Pd}]*");

    private static final Pattern SEPARATORS = Pattern.compile("[\\p{Z}()/.\\p{Pd}]");

    /** @throws Malformed if this cannot be dialled */
    public Extension {
        Pasted.refuseOthers(number, character -> Pasted.isPlain(character, SIGNS), Fault.CHARACTER);
        if (number.isEmpty() || number.length() > LONGEST) {
            throw new Malformed(Fault.LONG);
        }
    }

    /**
     * Parses an extension as somebody wrote it. Drops the visual separators of a telephone number (RFC 3966 section
     * 5.1.1, blanks and slashes): from {@code +34 91-123} and {@code (0800) 123}, but not from {@code 100-2}.
     *
     * @throws Malformed if it is not valid
     */
    public static Extension parse(String text) {
        String number = Pasted.tidied(text);
        if (number.startsWith("+") && number.contains(TRUNK)) {
            throw new Malformed(Fault.TRUNK, TRUNK);
        }
        return new Extension(
                FOR_PEOPLE.matcher(number).matches()
                        ? SEPARATORS.matcher(number).replaceAll("")
                        : number);
    }

    @Override
    public String toString() {
        return number;
    }
}
