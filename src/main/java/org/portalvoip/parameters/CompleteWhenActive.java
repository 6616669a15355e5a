package org.portalvoip.parameters;

import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;
import java.util.List;
import java.util.stream.Stream;

/** 323 is "S" only when everything is there that a call needs; 328 is not needed when 330 is 3. */
@Target(TYPE)
@Retention(RUNTIME)
@Constraint(validatedBy = CompleteWhenActive.Validator.class)
public @interface CompleteWhenActive {
    String message() default "";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Puts one sentence at each parameter that is missing. */
    class Validator implements ConstraintValidator<CompleteWhenActive, VoipParameters> {
        @Override
        public boolean isValid(VoipParameters set, ConstraintValidatorContext context) {
            // That 330 is never empty is a rule of its own, switched on or not.
            List<Parameter> missing = Stream.of(Parameter.values())
                    .filter(parameter -> parameter != Parameter.REGISTRATION_APPROACH)
                    .filter(parameter -> set.switchedOn() && set.missing().contains(parameter))
                    .toList();
            context.disableDefaultConstraintViolation();
            missing.forEach(parameter -> context.buildConstraintViolationWithTemplate(
                            "parameters." + parameter.number() + ".required")
                    .addPropertyNode(parameter.property())
                    .addConstraintViolation());
            return missing.isEmpty();
        }
    }
}
