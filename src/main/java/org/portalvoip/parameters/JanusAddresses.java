package org.portalvoip.parameters;

import static java.lang.annotation.ElementType.FIELD;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One or several addresses of the Janus API, separated by commas: {@code http}, {@code https}, {@code ws} or
 * {@code wss}, with a host, without user, query or fragment.
 */
@Target(FIELD)
@Retention(RUNTIME)
@Constraint(validatedBy = JanusAddresses.Validator.class)
public @interface JanusAddresses {
    String message() default "parameters.324.address";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Says by its own sentence when the address is a SIP one or of an unknown scheme. */
    class Validator implements ConstraintValidator<JanusAddresses, String> {
        private static final Set<String> SCHEMES = Set.of("http", "https", "ws", "wss");
        private static final int HIGHEST_PORT = 65535;

        @Override
        public boolean isValid(String addresses, ConstraintValidatorContext context) {
            if (addresses == null) {
                return true;
            }
            var faults = Stream.of(addresses.split(",", -1))
                    .map(Validator::fault)
                    .filter(fault -> !fault.isEmpty())
                    .distinct()
                    .toList();
            context.disableDefaultConstraintViolation();
            faults.forEach(
                    fault -> context.buildConstraintViolationWithTemplate(fault).addConstraintViolation());
            return faults.isEmpty();
        }

        private static String fault(String address) {
            if (!address.chars().allMatch(c -> c >= ' ' && c <= '~')) {
                return "parameters.324.address";
            }
            URI uri;
            try {
                uri = new URI(address.strip());
            } catch (URISyntaxException e) {
                return "parameters.324.address";
            }
            String scheme = uri.getScheme() == null ? "" : uri.getScheme();
            if (scheme.equals("sip") || scheme.equals("sips")) {
                return "parameters.324.sip";
            }
            if (!SCHEMES.contains(scheme)) {
                return "parameters.324.scheme";
            }
            return plain(uri) ? "" : "parameters.324.address";
        }

        private static boolean plain(URI uri) {
            return uri.getHost() != null
                    && uri.getUserInfo() == null
                    && uri.getQuery() == null
                    && uri.getFragment() == null
                    && uri.getPort() != 0
                    && uri.getPort() <= HIGHEST_PORT;
        }
    }
}
