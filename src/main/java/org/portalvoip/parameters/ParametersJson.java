package org.portalvoip.parameters;

import static org.portalvoip.web.JsonAnswer.JSON;

import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.portalvoip.secret.Secret;

/** The parameters as the REST resource writes and reads them. */
final class ParametersJson {
    private static final String NOTES = "notes";
    private static final Set<Parameter> NUMBERS =
            EnumSet.of(Parameter.PORT, Parameter.EXTENSION, Parameter.REGISTRATION_APPROACH);

    private ParametersJson() {}

    static JsonObject of(List<ParameterRow> rows) {
        JsonObjectBuilder object = JSON.createObjectBuilder();
        rows.forEach(row -> object.add(name(row.parameter()), value(row)));
        return object.build();
    }

    /** The parameters after a save, with the notes for the user, if there are any. */
    static JsonObject of(List<ParameterRow> rows, List<Note> notes, Function<Note, String> sentence) {
        if (notes.isEmpty()) {
            return of(rows);
        }
        var array = JSON.createArrayBuilder();
        for (Note note : notes) {
            array.add(JSON.createObjectBuilder()
                    .add("number", note.parameter().number())
                    .add("message", sentence.apply(note)));
        }
        return JSON.createObjectBuilder(of(rows)).add(NOTES, array).build();
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
            array.add(change.add("value", value(row)));
        }
        return array.build();
    }

    /**
     * Reads a submission from {@code object}; ignores the notes of an earlier answer.
     *
     * @throws JsonException when a name is not the number of a parameter
     * @throws InvalidParameters when a value is neither a string nor null (nor, where that is natural, a number or
     * boolean)
     */
    static Submission submission(JsonObject object, Map<Parameter, Integer> versions) throws InvalidParameters {
        Map<Parameter, String> values = new EnumMap<>(Parameter.class);
        List<Violation> violations = new ArrayList<>();
        object.forEach((name, value) -> {
            if (name.equals(NOTES)) {
                return;
            }
            Parameter parameter = parameter(name);
            if (!isNatural(parameter, value)) {
                violations.add(new Violation(parameter, "api.type"));
            } else if (parameter != Parameter.PASSWORD) {
                values.put(parameter, text(value));
            }
        });
        if (!violations.isEmpty()) {
            throw new InvalidParameters(violations);
        }
        JsonValue password = object.get(name(Parameter.PASSWORD));
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
    private static Parameter parameter(String name) {
        return Stream.of(Parameter.values())
                .filter(parameter -> name(parameter).equals(name))
                .findFirst()
                .orElseThrow(() -> new JsonException("No such parameter"));
    }

    /** Text and null for all parameters, numbers where digits are natural, true and false for a switch. */
    private static boolean isNatural(Parameter parameter, JsonValue value) {
        return switch (value.getValueType()) {
            case STRING, NULL -> true;
            case NUMBER -> NUMBERS.contains(parameter) && value.toString().matches("[0-9]{1,64}");
            case TRUE, FALSE -> parameter == Parameter.ACTIVE;
            case OBJECT -> parameter == Parameter.PASSWORD;
            case ARRAY -> false;
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

    private static JsonValue value(ParameterRow row) {
        if (row.parameter() == Parameter.PASSWORD) {
            return JSON.createObjectBuilder().add("set", row.isSet()).build();
        }
        return row.isSet() ? JSON.createValue(row.setting()) : JsonValue.NULL;
    }
}
