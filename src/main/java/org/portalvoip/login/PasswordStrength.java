package org.portalvoip.login;

import com.nulabinc.zxcvbn.Strength;
import com.nulabinc.zxcvbn.Zxcvbn;
import com.nulabinc.zxcvbn.matchers.Match;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How easily somebody guesses a new password, as zxcvbn counts it: the words, names, repetitions, sequences, dates and
 * keyboard patterns that it consists of, and how many guesses they cost.
 */
final class PasswordStrength {
    /** From 0 to 4; 3 takes 100 million guesses and more. */
    private static final int GOOD_SCORE = 3;
    /** The time of a measurement grows with the square of the length. */
    private static final int LONGEST_MEASURED = 64;

    /** What an attacker of this application would try first. */
    private static final List<String> OUR_WORDS =
            List.of("voip", "portal", "portalvoip", "helpdesk", "janus", "administrator", "administrador");

    private PasswordStrength() {}

    /** The key of the sentence that says why {@code password} is easily guessed; null when it is not. */
    static String fault(String name, String password) {
        List<String> words = new ArrayList<>(OUR_WORDS);
        words.add(name);
        // Made anew, because its dictionaries are big and passwords seldom change.
        Strength strength =
                new Zxcvbn().measure(password.substring(0, Math.min(password.length(), LONGEST_MEASURED)), words);
        return strength.getScore() >= GOOD_SCORE ? null : "password." + kind(strength.getSequence());
    }

    /** What most of the password consists of. */
    private static String kind(List<Match> parts) {
        Match longest = parts.stream()
                .max(Comparator.comparingInt(part -> part.token.length()))
                .orElseThrow();
        return switch (longest.pattern) {
            case Dictionary -> "common";
            case Spatial, Repeat, Sequence, Date, Regex -> "pattern";
            case Bruteforce -> "guessable";
        };
    }
}
