package org.portalvoip.parameters;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.portalvoip.secret.Secret;
import org.portalvoip.sip.Malformed;
import org.portalvoip.sip.Pasted;
import org.portalvoip.start.SettingProblem;
import org.portalvoip.start.SettingText;
import org.portalvoip.start.Settings;
import org.portalvoip.start.SettingsOfParameters.Fixed;

/**
 * The parameters that the configuration fixes ({@code voip.parameters.*}). Nobody changes them here, and what is stored for
 * them does not count. One that is wrong stays fixed and breaks the rules of the set, which switches calls off: better
 * none than calls by half of a configuration.
 */
@ApplicationScoped
public class FixedParameters {
    /** The sentence that a parameter is fixed, with its key. */
    static final String REFUSED = "parameters.fixed.refused";

    /** Nothing is fixed. */
    static final FixedParameters NONE = new FixedParameters(Map.of());

    /** What the secret is sent to. */
    private static final Set<Parameter> DESTINATION =
            Set.of(Parameter.SERVER, Parameter.DOMAIN, Parameter.PORT, Parameter.USER);

    private final Map<Parameter, Fixed> fixed = new EnumMap<>(Parameter.class);
    private final Map<Parameter, String> values = new EnumMap<>(Parameter.class);
    private final List<SettingProblem> problems = new ArrayList<>();
    private Secret secret;

    @Inject
    FixedParameters(Settings settings) {
        this(settings.fixedParameters());
    }

    /** @param byNumber see {@link Settings#fixedParameters()} */
    FixedParameters(Map<Integer, Fixed> byNumber) {
        byNumber.forEach((number, one) -> fixed.put(Parameter.of(number).orElseThrow(), one));
        fixed.forEach((parameter, one) -> {
            if (parameter == Parameter.PASSWORD) {
                takeSecret(one);
            } else {
                values.put(parameter, normal(parameter, one));
            }
        });
    }

    /** For the CDI proxy only. */
    protected FixedParameters() {}

    private String normal(Parameter parameter, Fixed one) {
        try {
            return parameter.normal(Pasted.tidied(one.text()));
        } catch (Malformed e) {
            Violation violation = Violation.of(parameter, e);
            problems.add(new SettingProblem(
                    one.key(),
                    one.text(),
                    SettingText.NOT_THE_PARAMETER.with(
                            parameter.number(),
                            language -> violation.sentence(language).replaceFirst("\\.$", "")),
                    SettingText.NOBODY_CALLS.with()));
            return one.text();
        }
    }

    /** Whoever can change on the screen where it goes could read it there. */
    private void takeSecret(Fixed one) {
        if (fixed.keySet().containsAll(DESTINATION)) {
            secret = one.text().isEmpty() ? null : new Secret(one.text());
        } else {
            problems.add(
                    new SettingProblem(one.key(), "", SettingText.SECRET_ALONE.with(), SettingText.NO_SECRET.with()));
        }
    }

    /** Which setting fixes a parameter, if one does. */
    public Optional<Fixed> of(Parameter parameter) {
        return Optional.ofNullable(fixed.get(parameter));
    }

    /** What is not used as it was written. */
    public List<SettingProblem> problems() {
        return List.copyOf(problems);
    }

    boolean isFixed(Parameter parameter) {
        return fixed.containsKey(parameter);
    }

    /** The secret of 328; null when it is not fixed, or cannot be used. */
    Secret secret() {
        return secret;
    }

    /** What counts for this row: its setting, or the fixed value; null when empty. Of 328, some text if it is set. */
    String setting(ParameterRow row) {
        if (!isFixed(row.parameter())) {
            return row.setting();
        }
        return row.parameter() == Parameter.PASSWORD ? (secret == null ? null : "set") : values.get(row.parameter());
    }

    /** The values that count: those of {@code stored} that are not fixed, and the fixed ones. 328 is as it was stored. */
    Map<Parameter, String> over(Map<Parameter, String> stored) {
        Map<Parameter, String> result = new EnumMap<>(Parameter.class);
        result.putAll(stored);
        result.putAll(values);
        return result;
    }

    /**
     * Refuses a submission that would change a fixed parameter. A new text for 328 is refused even if it is the same, because
     * the answer would tell whether a guess was right.
     *
     * @throws InvalidParameters with a sentence for each of them
     */
    void refuseChange(Submission wanted) throws InvalidParameters {
        List<Violation> violations = Stream.of(Parameter.values())
                .filter(parameter -> isFixed(parameter) && isChanged(parameter, wanted))
                .map(parameter ->
                        new Violation(parameter, REFUSED, fixed.get(parameter).key()))
                .toList();
        if (!violations.isEmpty()) {
            throw new InvalidParameters(violations);
        }
    }

    private boolean isChanged(Parameter parameter, Submission wanted) {
        if (parameter == Parameter.PASSWORD) {
            return wanted.secretAct() != SecretAct.KEEP;
        }
        return wanted.values().containsKey(parameter)
                && !values.get(parameter)
                        .equals(normal(parameter, wanted.values().get(parameter)));
    }

    private static String normal(Parameter parameter, String written) {
        String text = Objects.requireNonNullElse(written, "");
        try {
            return parameter.normal(Pasted.tidied(text));
        } catch (Malformed e) {
            return text;
        }
    }
}
