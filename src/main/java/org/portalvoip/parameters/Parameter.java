package org.portalvoip.parameters;

import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.portalvoip.janus.JanusAddress;
import org.portalvoip.sip.Extension;
import org.portalvoip.sip.Malformed;
import org.portalvoip.sip.SipHost;
import org.portalvoip.sip.SipPassword;
import org.portalvoip.sip.SipPort;
import org.portalvoip.sip.SipUser;

/**
 * The parameters of the screen, each with its number, its default and the grammar of its value. Their texts are in
 * the bundle below {@code parameters.<number>.}; the rules between them are in {@link VoipParameters}.
 */
public enum Parameter {
    ACTIVE(323, "N", Parameter::flag),
    SERVER(324, null, text -> JanusAddress.text(JanusAddress.list(text))),
    DOMAIN(325, null, text -> SipHost.parse(text).name()),
    PORT(326, null, text -> SipPort.parse(text).toString()),
    USER(327, null, text -> SipUser.parse(text).name()),
    PASSWORD(328, null, text -> new SipPassword(text).value()),
    EXTENSION(329, null, text -> Extension.parse(text).number()),
    REGISTRATION_APPROACH(330, "1", text -> RegistrationApproach.parse(text).toString());

    private enum Fault {
        FLAG
    }

    private final int number;
    private final String defaultValue;

    @SuppressWarnings("ImmutableEnumChecker") // a reference to a method without state
    private final UnaryOperator<String> grammar;

    Parameter(int number, String defaultValue, UnaryOperator<String> grammar) {
        this.number = number;
        this.defaultValue = defaultValue;
        this.grammar = grammar;
    }

    /** The number by which administrators know the parameter. */
    public int number() {
        return number;
    }

    /** The value of a fresh installation; null when it is empty. A parameter with a default is never empty. */
    public String defaultValue() {
        return defaultValue;
    }

    /**
     * Converts a value to its normal form, which is stored.
     *
     * @param written what somebody wrote, not empty
     * @throws Malformed if it is not a valid value of this parameter
     */
    public String normal(String written) {
        return grammar.apply(written);
    }

    /** The parameter that administrators know by this number. */
    public static Optional<Parameter> of(int number) {
        return Stream.of(values())
                .filter(parameter -> parameter.number == number)
                .findFirst();
    }

    private static String flag(String text) {
        return switch (text) {
            case "S", "s", "Y", "y", "true" -> "S";
            case "N", "n", "false" -> "N";
            default -> throw new Malformed(Fault.FLAG);
        };
    }
}
