package org.portalvoip.parameters;

import static java.lang.annotation.ElementType.FIELD;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;
import java.nio.charset.StandardCharsets;
import org.portalvoip.secret.Secret;

/**
 * A password that Janus hands on whole. Its SIP plugin keeps the secret in 100 bytes and cuts what is longer without a
 * word (janus_sip.c, {@code char secret[100]}); a colon costs two more for quotes, within which a quote cannot stand.
 */
@Target(FIELD)
@Retention(RUNTIME)
@Constraint(validatedBy = SipSecret.Validator.class)
public @interface SipSecret {
    String message() default "parameters.328.long";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Says which of the limits is passed, and never the secret. */
    class Validator implements ConstraintValidator<SipSecret, Secret> {
        private static final int MOST_BYTES = 99;
        private static final int MOST_BYTES_WITH_COLON = 97;

        @Override
        public boolean isValid(Secret secret, ConstraintValidatorContext context) {
            String fault = secret == null ? "" : fault(secret.reveal());
            if (!fault.isEmpty()) {
                context.disableDefaultConstraintViolation();
                context.buildConstraintViolationWithTemplate(fault).addConstraintViolation();
            }
            return fault.isEmpty();
        }

        private static String fault(String secret) {
            boolean colon = secret.indexOf(':') >= 0;
            int bytes = secret.getBytes(StandardCharsets.UTF_8).length;
            if (secret.codePoints().anyMatch(Validator::unspeakable)) {
                return "parameters.328.characters";
            }
            if (colon && secret.indexOf('"') >= 0) {
                return "parameters.328.colonAndQuote";
            }
            return bytes > (colon ? MOST_BYTES_WITH_COLON : MOST_BYTES) ? "parameters.328.long" : "";
        }

        /** Control characters, and halves of a character that have no UTF-8 form. */
        private static boolean unspeakable(int codePoint) {
            int type = Character.getType(codePoint);
            return type == Character.CONTROL
                    || type == Character.SURROGATE
                    || type == Character.LINE_SEPARATOR
                    || type == Character.PARAGRAPH_SEPARATOR;
        }
    }
}
