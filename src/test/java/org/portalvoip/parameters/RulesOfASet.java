package org.portalvoip.parameters;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;
import org.portalvoip.secret.Secret;
import org.portalvoip.testing.SampleParameters;

/** A set of parameters that a test changes, and the sentences that refuse it. */
abstract class RulesOfASet {
    static final Validator VALIDATOR = Validation.byDefaultProvider()
            .configure()
            .messageInterpolator(new ParameterMessageInterpolator())
            .buildValidatorFactory()
            .getValidator();

    /** A complete set that breaks no rule until a test changes it. */
    final Map<Parameter, String> values = SampleParameters.withoutSecret();

    Secret secret = new Secret("lab-secret");

    VoipParameters set() {
        return VoipParameters.of(values, secret);
    }

    List<String> brokenBy(Parameter parameter, String value) {
        values.put(parameter, value);
        return broken();
    }

    List<String> brokenBySecret(String text) {
        secret = new Secret(text);
        return broken();
    }

    List<String> broken() {
        List<String> sentences = new ArrayList<>();
        for (ConstraintViolation<VoipParameters> violation : VALIDATOR.validate(set())) {
            sentences.add(violation.getMessageTemplate());
        }
        return sentences.stream().distinct().toList();
    }
}
