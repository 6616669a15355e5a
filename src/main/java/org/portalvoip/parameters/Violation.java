package org.portalvoip.parameters;

import java.io.Serializable;
import java.util.Locale;
import java.util.stream.Collectors;
import org.portalvoip.language.Texts;
import org.portalvoip.secret.SealBroken;
import org.portalvoip.sip.Malformed;
import org.portalvoip.sip.Pasted;
import org.portalvoip.sip.SipHost;

/**
 * A rule that a value breaks.
 *
 * @param parameter where to show the sentence
 * @param text the key of the sentence in the bundle
 * @param part the part of the value that breaks the rule, for {@code {0}} of the sentence; empty when it is the whole,
 *     and always for 328
 */
public record Violation(Parameter parameter, String text, String part) implements Serializable {
    private static final int LONGEST_PART = 60;

    /** A rule that the whole value breaks. */
    Violation(Parameter parameter, String text) {
        this(parameter, text, "");
    }

    /**
     * The violation for a fault of a grammar: each fault has its own sentence, and faults of a host have the same one
     * everywhere.
     */
    static Violation of(Parameter parameter, Malformed malformed) {
        boolean host = malformed.fault() instanceof SipHost.Fault;
        String text = "parameters." + (host ? "host" : parameter.number()) + "."
                + malformed.fault().name().toLowerCase(Locale.ROOT);
        return new Violation(parameter, text, malformed.part());
    }

    /** The sentence that says why the stored secret cannot be used. */
    static Violation of(SealBroken broken) {
        return new Violation(
                Parameter.PASSWORD,
                "parameters.328.seal." + broken.reason().name().toLowerCase(Locale.ROOT));
    }

    /**
     * The sentence in {@code language}. Invisible characters are named by their code points, such as {@code U+200B}.
     */
    public String sentence(Locale language) {
        if (part.isEmpty()) {
            return Texts.of(language, text);
        }
        return Texts.of(language, text, part.equals(" ") ? Texts.of(language, "parameters.space") : visible(part));
    }

    private static String visible(String part) {
        String shown = part.codePoints()
                .mapToObj(c -> isVisible(c) ? Character.toString(c) : String.format("U+%04X", c))
                .collect(Collectors.joining());
        return shown.length() <= LONGEST_PART ? shown : shown.substring(0, LONGEST_PART) + "…";
    }

    private static boolean isVisible(int character) {
        return switch (Character.getType(character)) {
            case Character.UNASSIGNED, Character.PRIVATE_USE, Character.SURROGATE, Character.CONTROL -> false;
            default -> !Pasted.isUnseen(character);
        };
    }
}
