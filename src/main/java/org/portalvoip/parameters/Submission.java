package org.portalvoip.parameters;

import java.util.EnumMap;
import java.util.Map;
import org.portalvoip.secret.Secret;

/**
 * What somebody asks to be saved.
 *
 * @param values the wished values as they were entered, null being empty; a parameter that is absent stays as it is;
 *     328 is never among them
 * @param secretAct what is to be done to 328
 * @param secret the new secret under {@code REPLACE}, else null
 * @param versions the version of each row that the wisher has seen; a row that is absent may have any
 */
public record Submission(
        Map<Parameter, String> values, SecretAct secretAct, Secret secret, Map<Parameter, Integer> versions) {

    /**
     * The whole set that would result, normalised: spaces at the ends dropped, an empty value null, yes and no in any of
     * their forms "S" and "N".
     *
     * @param before the set as it stands
     */
    VoipParameters over(Map<Parameter, String> before, Secret secretBefore) {
        Map<Parameter, String> result = new EnumMap<>(Parameter.class);
        before.forEach((parameter, value) -> result.put(
                parameter, values.containsKey(parameter) ? normal(parameter, values.get(parameter)) : value));
        return VoipParameters.of(
                result,
                switch (secretAct) {
                    case KEEP -> secretBefore;
                    case REPLACE -> secret;
                    case REMOVE -> null;
                });
    }

    private static String normal(Parameter parameter, String value) {
        String trimmed = value == null ? "" : trimSpaces(value);
        if (trimmed.isEmpty()) {
            return null;
        }
        return switch (parameter) {
            case ACTIVE -> flag(trimmed);
            case PORT -> trimmed.replaceFirst("^0+(?=[0-9])", "");
            default -> trimmed;
        };
    }

    /** Only spaces: a line break or a NUL at an end is to be refused, not hidden. */
    private static String trimSpaces(String value) {
        int start = 0;
        int end = value.length();
        while (start < end && value.charAt(start) == ' ') {
            start++;
        }
        while (end > start && value.charAt(end - 1) == ' ') {
            end--;
        }
        return value.substring(start, end);
    }

    private static String flag(String value) {
        return switch (value) {
            case "s", "Y", "y", "true" -> "S";
            case "n", "false" -> "N";
            default -> value;
        };
    }
}
