package org.portalvoip.parameters;

import static org.portalvoip.web.JsonAnswer.JSON;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.JsonValue.ValueType;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.portalvoip.secret.Secret;

/** The parameters as the REST resource writes and reads them. */
final class ParametersJson {
    private static final String NOTES = "notes";
    private static final Set<Parameter> NUMBERS =
            EnumSet.of(Parameter.PORT, Parameter.EXTENSION, Parameter.REGISTRATION_APPROACH);

    private ParametersJson() {}

    /** @param fixed what counts instead of some rows */
    static JsonObject of(List<ParameterRow> rows, FixedParameters fixed) {
        JsonObjectBuilder object = JSON.createObjectBuilder();
        rows.forEach(row -> object.add(name(row.parameter()), value(row.parameter(), fixed.setting(row))));
        return object.build();
    }

    /** The same without 328, one line for each, so that people can read and compare the file. */
    static String file(List<ParameterRow> rows, FixedParameters fixed) {
        return of(rows, fixed).entrySet().stream()
                .filter(member -> !member.getKey().equals(name(Parameter.PASSWORD)))
                .map(member -> "  \"" + member.getKey() + "\": " + member.getValue())
                .collect(Collectors.joining(",\n", "{\n", "\n}\n"));
    }

    /** The parameters after a save, with the notes for the user, if there are any. */
    static JsonObject of(
            List<ParameterRow> rows, FixedParameters fixed, List<Note> notes, Function<Note, String> sentence) {
        if (notes.isEmpty()) {
            return of(rows, fixed);
        }
        var array = JSON.createArrayBuilder();
        for (Note note : notes) {
            array.add(JSON.createObjectBuilder()
                    .add("number", note.parameter().number())
                    .add("message", sentence.apply(note)));
        }
        return JSON.createObjectBuilder(of(rows, fixed)).add(NOTES, array).build();
    }

    /** Who changed which parameter when, and to what; of 328 only that it changed. */
    static JsonArray changes(List<ParameterRow> rows) {
        var array = JSON.createArrayBuilder();
        for (ParameterRow row : rows) {
            JsonObjectBuilder change =
                    JSON.createObjectBuilder().add("number", row.parameter().number());
            if (row.changedBy() != null) {
                change.add("by", row.changedBy());
                change.add("at", row.changedAt().atOffset(ZoneOffset.UTC).toString());
            }
            array.add(change.add("value", value(row.parameter(), row.setting())));
        }
        return array.build();
    }

    /**
     * Reads a submission from the members of an object; ignores the notes of an earlier answer.
     *
     * @param passwordIsSet whether a password is stored: one that is not there cannot be kept
     * @throws ParametersBody.Unreadable when a name is not the number of a parameter
     * @throws InvalidParameters when a value is neither a string nor null (nor, where that is natural, a number or
     *     boolean), or when 328 is something else than a new password, null, or what is read for it
     */
    static Submission submission(
            Map<String, JsonValue> members, boolean passwordIsSet, Map<Parameter, Integer> versions)
            throws InvalidParameters, ParametersBody.Unreadable {
        Map<Parameter, String> values = new EnumMap<>(Parameter.class);
        List<Violation> violations = new ArrayList<>();
        for (var member : members.entrySet()) {
            if (member.getKey().equals(NOTES)) {
                continue;
            }
            Parameter parameter = parameter(member.getKey());
            JsonValue value = member.getValue();
            if (parameter == Parameter.PASSWORD) {
                if (!isTextOrNull(value) && !value.equals(asRead(passwordIsSet))) {
                    violations.add(new Violation(parameter, "api.secret"));
                }
            } else if (isTextOrNull(value) || isNatural(parameter, value)) {
                values.put(parameter, text(value));
            } else {
                violations.add(new Violation(parameter, "api.type"));
            }
        }
        if (!violations.isEmpty()) {
            throw new InvalidParameters(violations);
        }
        JsonValue password = members.get(name(Parameter.PASSWORD));
        SecretAct act = act(password);
        Secret secret = act == SecretAct.REPLACE ? new Secret(text(password)) : null;
        return new Submission(values, act, secret, versions);
    }

    private static SecretAct act(JsonValue password) {
        if (password == null || password instanceof JsonObject) {
            return SecretAct.KEEP;
        }
        return text(password) == null || text(password).isEmpty() ? SecretAct.REMOVE : SecretAct.REPLACE;
    }

    /** Only in its usual spelling: "+328" or other digits would bypass the special handling of 328. */
    private static Parameter parameter(String name) throws ParametersBody.Unreadable {
        return Stream.of(Parameter.values())
                .filter(parameter -> name(parameter).equals(name))
                .findFirst()
                .orElseThrow(() -> new ParametersBody.Unreadable("api.notJson"));
    }

    private static boolean isTextOrNull(JsonValue value) {
        return value.getValueType() == ValueType.STRING || value.getValueType() == ValueType.NULL;
    }

    /** Numbers where digits are natural, true and false for a switch. */
    private static boolean isNatural(Parameter parameter, JsonValue value) {
        return switch (value.getValueType()) {
            case NUMBER -> NUMBERS.contains(parameter) && value.toString().matches("[0-9]{1,64}");
            case TRUE, FALSE -> parameter == Parameter.ACTIVE;
            default -> false;
        };
    }

    private static String text(JsonValue value) {
        return switch (value.getValueType()) {
            case NULL -> null;
            case STRING -> ((JsonString) value).getString();
            default -> value.toString();
        };
    }

    private static String name(Parameter parameter) {
        return String.valueOf(parameter.number());
    }

    private static JsonValue value(Parameter parameter, String setting) {
        if (parameter == Parameter.PASSWORD) {
            return asRead(setting != null);
        }
        return setting == null ? JsonValue.NULL : JSON.createValue(setting);
    }

    /** All that is ever told of 328. */
    private static JsonObject asRead(boolean set) {
        return JSON.createObjectBuilder().add("set", set).build();
    }
}
