package org.portalvoip.sip;

import java.util.function.IntPredicate;

/**
 * What gets into a value when people paste it: spaces and invisible characters, at its ends or inside, and the
 * full-width letters, digits and symbols of East Asian keyboards.
 */
public final class Pasted {
    private static final int FIRST_FULL_WIDTH = 0xFF01;
    private static final int LAST_FULL_WIDTH = 0xFF5E;
    private static final int FULL_WIDTH_TO_ASCII = 0xFEE0;
    private static final int IDEOGRAPHIC_SPACE = 0x3000;

    /** Unicode letters and marks that are invisible although their category does not say so. */
    private static final String DRAWN_AS_NOTHING = "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u2800\u3164\uffa0";

    private Pasted() {}

    /**
     * The text without blanks, line breaks and invisible characters at its ends, full-width characters being ASCII.
     * Other control characters stay, because pasting does not add them by accident.
     */
    public static String tidied(String text) {
        int[] characters = text.codePoints().map(Pasted::narrow).toArray();
        int start = 0;
        int end = characters.length;
        while (start < end && isUnseen(characters[start])) {
            start++;
        }
        while (end > start && isUnseen(characters[end - 1])) {
            end--;
        }
        return new String(characters, start, end - start);
    }

    /** Throws for a text with a character that is not {@code allowed}, naming the first one. */
    static void refuseOthers(String text, IntPredicate allowed, Enum<?> fault) {
        text.codePoints().filter(allowed.negate()).findFirst().ifPresent(character -> {
            throw new Malformed(fault, Character.toString(character));
        });
    }

    /** Whether this is a letter, digit or one of {@code signs}, all of them ASCII. */
    static boolean isPlain(int character, String signs) {
        return character < 128 && (Character.isLetterOrDigit(character) || signs.indexOf(character) >= 0);
    }

    /** Whether a reader sees nothing, or only a gap, in place of this character. */
    public static boolean isUnseen(int character) {
        return Character.isWhitespace(character) || Character.isSpaceChar(character) || isInvisible(character);
    }

    /** Whether the character has no width: joiners, direction marks, soft hyphens, byte order marks. */
    public static boolean isInvisible(int character) {
        return Character.getType(character) == Character.FORMAT
                || DRAWN_AS_NOTHING.indexOf(character) >= 0
                || (character >= 0xFE00 && character <= 0xFE0F)
                || (character >= 0xE0000 && character <= 0xE0FFF);
    }

    private static int narrow(int character) {
        if (character >= FIRST_FULL_WIDTH && character <= LAST_FULL_WIDTH) {
            return character - FULL_WIDTH_TO_ASCII;
        }
        return character == IDEOGRAPHIC_SPACE ? ' ' : character;
    }
}
