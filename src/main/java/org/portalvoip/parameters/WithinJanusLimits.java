package org.portalvoip.parameters;

import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;
import java.nio.charset.StandardCharsets;

/**
 * Domain, user and password fit together into the line of credentials that Janus composes of them (janus_sip.c,
 * {@code char auth[256]}: scheme, realm in quotes, user, secret), the domain being the realm.
 */
@Target(TYPE)
@Retention(RUNTIME)
@Constraint(validatedBy = WithinJanusLimits.Validator.class)
public @interface WithinJanusLimits {
    String message() default "parameters.325.credentials";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** The domain is the part that is blamed: the others have limits of their own. */
    class Validator implements ConstraintValidator<WithinJanusLimits, VoipParameters> {
        private static final int MOST_BYTES = 255;
        private static final String FRAME = "HA1+hash:\"\"::\"\"";

        @Override
        public boolean isValid(VoipParameters set, ConstraintValidatorContext context) {
            if (set.domain() == null || set.user() == null || set.password() == null) {
                return true;
            }
            String line = FRAME + set.domain() + set.user() + set.password().reveal();
            boolean fits = line.getBytes(StandardCharsets.UTF_8).length <= MOST_BYTES;
            if (!fits) {
                context.disableDefaultConstraintViolation();
                context.buildConstraintViolationWithTemplate(context.getDefaultConstraintMessageTemplate())
                        .addPropertyNode(Parameter.DOMAIN.property())
                        .addConstraintViolation();
            }
            return fits;
        }
    }
}
