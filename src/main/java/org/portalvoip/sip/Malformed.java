package org.portalvoip.sip;

/**
 * A text is not a valid value. Says what is wrong as an enum constant of the value's own type, so that the caller can
 * put it into words, and names the wrong part where that helps.
 */
public final class Malformed extends IllegalArgumentException {
    private final Enum<?> fault;
    private final String part;

    /**
     * A fault of the whole text.
     *
     * @param fault what is wrong
     */
    public Malformed(Enum<?> fault) {
        this(fault, "");
    }

    /**
     * A fault of one part of the text.
     *
     * @param fault what is wrong
     * @param part the wrong part; never a part of a secret, because people will read it
     */
    public Malformed(Enum<?> fault, String part) {
        super(fault.getDeclaringClass().getName() + " " + fault.name());
        this.fault = fault;
        this.part = part;
    }

    /** What is wrong: a constant of {@code Fault} in the type of the value. */
    public Enum<?> fault() {
        return fault;
    }

    /** The wrong part as it was written; empty when the whole text is wrong. The message does not repeat it. */
    public String part() {
        return part;
    }
}
