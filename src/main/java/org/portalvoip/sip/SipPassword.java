package org.portalvoip.sip;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The password of a SIP account: almost any text, kept exactly as it was typed.
 *
 * @param value at most 255 bytes in UTF-8
 */
public record SipPassword(String value) {

    /** What can be wrong with a password. */
    public enum Fault {
        /** A line break or another control character, or half of a character. */
        CHARACTERS,
        /** The dots or asterisks that a screen shows in place of a password. */
        MASK,
        /** Empty, or more than 255 bytes. */
        LONG
    }

    /** What is seldom intended in a password, but may be right. */
    public enum Oddity {
        /** It begins or ends with a blank. */
        BLANK,
        /** It contains a character without width. */
        INVISIBLE
    }

    private static final int MOST_BYTES = 255;
    private static final Pattern MASK = Pattern.compile("\\*{3,}|\u2022{3,}|\u25cf{3,}|\u00b7{3,}|\u2217{3,}");

    /** @throws Malformed if this cannot be a password; reveals nothing about it */
    public SipPassword {
        if (value.codePoints().anyMatch(SipPassword::isUnspeakable)) {
            throw new Malformed(Fault.CHARACTERS);
        }
        if (MASK.matcher(value).matches()) {
            throw new Malformed(Fault.MASK);
        }
        if (value.isEmpty() || value.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
            throw new Malformed(Fault.LONG);
        }
    }

    /** What to point out to whoever typed the password, because no screen will show it. */
    public Optional<Oddity> oddity() {
        if (value.codePoints().anyMatch(Pasted::isInvisible)) {
            return Optional.of(Oddity.INVISIBLE);
        }
        boolean blank = Pasted.isUnseen(value.codePointAt(0)) || Pasted.isUnseen(value.codePointBefore(value.length()));
        return blank ? Optional.of(Oddity.BLANK) : Optional.empty();
    }

    /** Control characters, and halves of a character that have no UTF-8 form. */
    private static boolean isUnspeakable(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                true;
            default -> false;
        };
    }

    @Override
    public String toString() {
        return "SipPassword";
    }
}
