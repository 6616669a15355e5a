package org.portalvoip.parameters;

import org.portalvoip.sip.Malformed;

/** How the account of 327 and 328 authenticates to the SIP server (parameter 330). */
public enum RegistrationApproach {
    /** 328 is the password. */
    PLAIN("1"),
    /** HA1 of RFC 2617 section 3.2.2.2: made from 328, or 328 itself when it is one. */
    HA1("2"),
    /** No authentication: 328 is ignored, even if it is set. */
    GUEST("3");

    private enum Fault {
        CHOICE
    }

    private final String digit;

    RegistrationApproach(String digit) {
        this.digit = digit;
    }

    /**
     * The approach that parameter 330 writes as {@code 1}, {@code 2} or {@code 3}.
     *
     * @throws Malformed for anything else
     */
    static RegistrationApproach parse(String text) {
        for (RegistrationApproach approach : values()) {
            if (approach.digit.equals(text)) {
                return approach;
            }
        }
        throw new Malformed(Fault.CHOICE);
    }

    /** The approach as parameter 330 writes it. */
    @Override
    public String toString() {
        return digit;
    }
}
