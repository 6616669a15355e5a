package org.portalvoip.sip;

import java.util.regex.Pattern;

/**
 * A port for SIP.
 *
 * @param number 1 to 65535
 */
public record SipPort(int number) {

    /** What can be wrong with a port. */
    public enum Fault {
        /** Not a whole number from 1 to 65535. */
        RANGE
    }

    private static final int HIGHEST = 65535;
    private static final Pattern DIGITS = Pattern.compile("0*[0-9]{1,5}");

    /** @throws Malformed if the number is not between 1 and 65535 */
    public SipPort {
        if (number < 1 || number > HIGHEST) {
            throw new Malformed(Fault.RANGE);
        }
    }

    /**
     * Parses a port written in decimal digits, with or without leading zeros.
     *
     * @throws Malformed if it is not valid
     */
    public static SipPort parse(String text) {
        String digits = Pasted.tidied(text);
        if (!DIGITS.matcher(digits).matches()) {
            throw new Malformed(Fault.RANGE);
        }
        return new SipPort(Integer.parseInt(digits.replaceFirst("^0+(?=[0-9])", "")));
    }

    @Override
    public String toString() {
        return Integer.toString(number);
    }
}
