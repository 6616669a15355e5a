package org.portalvoip.diagnosis;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.portalvoip.janus.JanusAddress;
import org.portalvoip.parameters.ActiveParameters;
import org.portalvoip.parameters.FixedParameters;
import org.portalvoip.parameters.Parameter;
import org.portalvoip.parameters.VoipParameters;

/** The parameters in force on this node, for {@code admin/status.xhtml}, also while the database is away. */
@Named("parametersInForce")
@RequestScoped
public class ParametersView {
    @Inject
    ActiveParameters active;

    @Inject
    FixedParameters fixed;

    /**
     * One parameter.
     *
     * @param value null when empty; of 328 only whether it is null
     * @param source {@code standard}, {@code screen}, {@code environment}, {@code property}, or the name of another source of
     *     MicroProfile Config
     * @param key of the setting that fixes it; empty when none does
     */
    public record Line(int number, String value, String source, String key) {
        /** Whether the bundles have a word for the source. */
        public boolean isOfKnownSource() {
            return List.of("standard", "screen", "environment", "property").contains(source);
        }
    }

    /** In the order of their numbers. */
    public List<Line> getLines() {
        VoipParameters now = active.current();
        return Stream.of(Parameter.values())
                .map(parameter -> line(parameter, text(value(parameter, now))))
                .toList();
    }

    private Line line(Parameter parameter, String value) {
        boolean usual = Objects.equals(value, parameter.defaultValue());
        return fixed.of(parameter)
                .map(one -> new Line(parameter.number(), value, one.source(), one.key()))
                .orElseGet(() -> new Line(parameter.number(), value, usual ? "standard" : "screen", ""));
    }

    private static Object value(Parameter parameter, VoipParameters now) {
        return switch (parameter) {
            case ACTIVE -> now.active() ? "S" : "N";
            case SERVER -> now.servers() == null ? null : JanusAddress.text(now.servers());
            case DOMAIN -> now.domain();
            case PORT -> now.port();
            case USER -> now.user();
            case PASSWORD -> now.password() == null ? null : "";
            case EXTENSION -> now.extension();
            case REGISTRATION_APPROACH -> now.approach();
        };
    }

    private static String text(Object value) {
        return value == null ? null : value.toString();
    }
}
