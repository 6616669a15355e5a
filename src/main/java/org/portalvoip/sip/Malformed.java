package org.portalvoip.sip;

/**
 * A text is not the value that it should be. Says what is wrong with it as an enum constant of the value's own type, so
 * that whoever asked can put it into words, and which part is wrong where that helps.
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
     * @param part the part that is wrong; never a part of a secret, because people will read it
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

    /** The part that is wrong, as it was written; empty when it is the whole. The message does not repeat it. */
    public String part() {
        return part;
    }
}
