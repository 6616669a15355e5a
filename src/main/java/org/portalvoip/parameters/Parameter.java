package org.portalvoip.parameters;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * The eight parameters of the screen. Their texts stand in the bundle below {@code parameters.<number>.}; their rules on
 * the component of {@link VoipParameters} that {@link #property()} names.
 */
public enum Parameter {
    ACTIVE(323, "active", "N"),
    SERVER(324, "server", null),
    DOMAIN(325, "domain", null),
    PORT(326, "port", null),
    USER(327, "user", null),
    PASSWORD(328, "password", null),
    EXTENSION(329, "extension", null),
    REGISTRATION_APPROACH(330, "approach", "1");

    private final int number;
    private final String property;
    private final String defaultValue;

    Parameter(int number, String property, String defaultValue) {
        this.number = number;
        this.property = property;
        this.defaultValue = defaultValue;
    }

    /** The number by which administrators know the parameter, 323-330. */
    public int number() {
        return number;
    }

    /** The component of {@link VoipParameters} that holds the value. */
    public String property() {
        return property;
    }

    /** The value of a fresh installation; null when it is empty. */
    public String defaultValue() {
        return defaultValue;
    }

    public static Optional<Parameter> of(int number) {
        return Stream.of(values())
                .filter(parameter -> parameter.number == number)
                .findFirst();
    }

    static Parameter ofProperty(String property) {
        return Stream.of(values())
                .filter(parameter -> parameter.property.equals(property))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No parameter has the property " + property));
    }
}
