package org.portalvoip.parameters;

/** How the account of 327 and 328 is proven to the SIP server (parameter 330). */
public enum RegistrationApproach {
    /** 328 is the password. */
    PLAIN,
    /** HA1 of RFC 2617 section 3.2.2.2: made from 328, or 328 itself when it is one. */
    HA1,
    /** No proof: 328 is disregarded, even if it is set. */
    GUEST;

    /** The approach that parameter 330 writes as {@code 1}, {@code 2} or {@code 3}. */
    static RegistrationApproach of(String value) {
        return values()[Integer.parseInt(value) - 1];
    }
}
