package org.portalvoip.parameters;

import static java.lang.annotation.ElementType.FIELD;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A host of a SIP URI (RFC 3261 section 25.1): a host name of RFC 1123, an IPv4 address, or an IPv6 one in brackets. */
@Target(FIELD)
@Retention(RUNTIME)
@Constraint(validatedBy = SipDomain.Validator.class)
public @interface SipDomain {
    String message() default "parameters.325.host";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Judges the form only; whether such a host exists shows when it is called. */
    class Validator implements ConstraintValidator<SipDomain, String> {
        private static final int LONGEST_NAME = 253;
        private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?");
        private static final Pattern OCTET = Pattern.compile("0|[1-9][0-9]?|1[0-9]{2}|2[0-4][0-9]|25[0-5]");
        private static final Pattern DIGITS = Pattern.compile("[0-9]+");
        private static final Pattern IPV6 = Pattern.compile("\\[[0-9A-Fa-f:]{2,39}]");

        @Override
        public boolean isValid(String host, ConstraintValidatorContext context) {
            return host == null || isIpv6(host) || isNameOrIpv4(host);
        }

        private static boolean isNameOrIpv4(String host) {
            String[] labels = host.split("\\.", -1);
            boolean numeric = DIGITS.matcher(labels[labels.length - 1]).matches();
            return host.length() <= LONGEST_NAME
                    && (numeric ? labels.length == 4 && all(OCTET, labels) : all(LABEL, labels));
        }

        private static boolean all(Pattern pattern, String[] labels) {
            return Stream.of(labels).allMatch(label -> pattern.matcher(label).matches());
        }

        /** No name service is asked: what gets here has only hexadecimal digits and colons. */
        private static boolean isIpv6(String host) {
            if (!IPV6.matcher(host).matches()) {
                return false;
            }
            try {
                return java.net.InetAddress.getByName(host) instanceof java.net.Inet6Address;
            } catch (java.net.UnknownHostException e) {
                return false;
            }
        }
    }
}
